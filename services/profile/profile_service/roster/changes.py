"""What a package changes, counted by kind, and whether that is so much that somebody should look first: pure."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["schools", "groups", "learners", "educators", "memberships"]
KINDS: tuple[Kind, ...] = ("schools", "groups", "learners", "educators", "memberships")
Verb = Literal["added", "changed", "ended"]

MOST_ENDED = 10
"""Percent of the active learners, or of the open memberships, that a bulk ends without being asked about."""


def _nothing() -> dict[Kind, dict[Verb, int]]:
    return {kind: {"added": 0, "changed": 0, "ended": 0} for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Changes:
    """Numbers by kind; who comes back counts as added."""

    counts: dict[Kind, dict[Verb, int]] = field(default_factory=_nothing)

    def note(self, kind: Kind, *, was: bool | None, now: bool) -> None:
        """One that differs from before: `was` and `now` say whether it is active, None that it was not there."""
        if was is None or (now and not was):
            self.add(kind, "added")
        elif was and not now:
            self.add(kind, "ended")
        else:
            self.add(kind, "changed")

    def add(self, kind: Kind, verb: Verb, times: int = 1) -> None:
        self.counts[kind][verb] += times


@dataclass(frozen=True, slots=True)
class Standing:
    """What there was before."""

    learners: int
    memberships: int


def ends_too_much(changes: Changes, before: Standing) -> bool:
    learners, memberships = changes.counts["learners"]["ended"], changes.counts["memberships"]["ended"]
    return _too_much(learners, before.learners) or _too_much(memberships, before.memberships)


def _too_much(ended: int, before: int) -> bool:
    return 100 * ended > MOST_ENDED * before
