"""Gradual release: when a learner's own choices go well for some weeks, a little more may be left to them. Pure.

Scaffolding fades as competence shows (Pearson & Gallagher 1983; Van de Pol, Volman & Beishuizen 2010). So the rule
proposes one step, of one dimension, and names what it rests on; it never takes the step. Learner and educator do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from eigenwijs_shared.agency import Dimension, Position

WINDOW = timedelta(weeks=3)
LEAST_COMPLETED = 8
LEAST_SUCCESS_RATE = 0.7
LEAST_WEEKS = 2
"""Distinct calendar weeks (ISO 8601), so that one good afternoon is not enough."""
PAUSE = timedelta(weeks=4)
"""After a proposal that is open, was declined, or came from here: ask again no sooner."""
OWN = ("option", "own-idea", "catalogue")
"""A surprise is a choice not to choose."""
MOST_ATTEMPTS = 20
ORDER: tuple[Dimension, ...] = ("form", "topic", "pace", "company", "whether")
"""How first: it is the choice that can do least harm. Whether last."""
_NEXT: Mapping[Position, Position] = {"teacher": "shared", "shared": "learner"}


@dataclass(frozen=True, slots=True)
class Choice:
    activity_id: UUID
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    attempt_id: UUID
    activity_id: UUID
    success: bool
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a proposal rests on; `success_rate` (0..1) is of what was completed, `attempt_ids` are the newest."""

    choices: int
    completed: int
    success_rate: float
    since: datetime
    until: datetime
    attempt_ids: Sequence[UUID]


def evidence_of(choices: Sequence[Choice], attempts: Sequence[Tried], *, now: datetime) -> Evidence | None:
    """What the own choices of the last weeks came to; None where that is no ground for a proposal."""
    since = now - WINDOW
    recent = sorted((one for one in choices if since <= one.made_at <= now), key=lambda one: one.made_at)
    done = _completed(recent, sorted(attempts, key=lambda one: one.occurred_at))
    if len(done) < LEAST_COMPLETED:
        return None
    rate = sum(attempt.success for _, attempt in done) / len(done)
    weeks = {choice.made_at.isocalendar()[:2] for choice, _ in done}
    if rate < LEAST_SUCCESS_RATE or len(weeks) < LEAST_WEEKS:
        return None
    newest = sorted((attempt for _, attempt in done), key=lambda one: one.occurred_at, reverse=True)
    ids = [attempt.attempt_id for attempt in newest[:MOST_ATTEMPTS]]
    return Evidence(len(recent), len(done), round(rate, 2), since, now, ids)


def _completed(choices: Sequence[Choice], attempts: Sequence[Tried]) -> list[tuple[Choice, Tried]]:
    """Each choice with the first attempt at its activity after it; an attempt completes one choice."""
    found: list[tuple[Choice, Tried]] = []
    taken: set[UUID] = set()
    for choice in choices:
        for attempt in attempts:
            follows = attempt.activity_id == choice.activity_id and attempt.occurred_at >= choice.made_at
            if follows and attempt.attempt_id not in taken:
                taken.add(attempt.attempt_id)
                found.append((choice, attempt))
                break
    return found


def next_step(
    positions: Mapping[Dimension, Position], set_apart: Collection[Dimension]
) -> tuple[Dimension, Position] | None:
    """One step of one dimension, towards the learner.

    A dimension that some subject sets apart is left to people: a move for all subjects would overrule it there.
    """
    for dimension in ORDER:
        if positions[dimension] in _NEXT and dimension not in set_apart:
            return dimension, _NEXT[positions[dimension]]
    return None
