"""Wel of niet: has a goal been shown well enough for a task for it to be left? Pure.

What suffices is the rule of the goal (`EvidenceRule`). The bar lies below that for mastery: a goal that is mastered is
no longer on a card, so with equal bars nobody could ever opt out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from eigenwijs_shared.contracts.catalogue import Proof
from eigenwijs_shared.contracts.choices import EvidenceRule
from recommend_service.mastery.rules import Attempt, Estimate, Shown

Lack = Literal["tries", "hard", "kind", "recent", "sure"]
MOST_SHOWN = 5
"""Of each kind and level: no rule asks for more."""
_PROOF: Mapping[str, Proof] = {"check": "check", "product": "product", "project": "project"}


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a goal still lacks before its task may be left: more tries, so many successes that are hard enough, in what
    counts, or recent, or a surer estimate."""

    lack: Lack
    number: int


def remembered(shown: Sequence[Shown], attempt: Attempt) -> tuple[Shown, ...]:
    """With this success, if it is one that anybody saw; the newest of each kind and level, in the order of time."""
    if not (attempt.success and attempt.witnessed and attempt.weight >= 1):
        return tuple(shown)
    return newest((*shown, Shown(_seen_in(attempt), attempt.level, attempt.occurred_at)))


def newest(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    """The newest of each kind and level, in the order of time."""
    kept: dict[tuple[Proof, int], int] = {}
    found = []
    for one in sorted(shown, key=lambda one: (one.at, one.proof, one.level), reverse=True):
        place = (one.proof, one.level)
        kept[place] = kept.get(place, 0) + 1
        if kept[place] <= MOST_SHOWN:
            found.append(one)
    return tuple(reversed(found))


def _seen_in(attempt: Attempt) -> Proof:
    return "observation" if attempt.observed else _PROOF.get(attempt.kind, "practice")


def lacks_for_opt_out(
    estimate: Estimate | None, probability: float, rule: EvidenceRule, now: datetime
) -> Shortage | None:
    """The first thing that is missing; None when other evidence covers the goal.

    A check that went well and counts stands for the tries as well: it is the shorter way.
    """
    attempts, shown = (estimate.attempts, estimate.shown) if estimate else (0, ())
    counting = list(_counting(shown, rule, now))
    if attempts < rule.attempts and not any(one.proof == "check" for one in counting):
        return Shortage("tries", rule.attempts - attempts)
    if len(counting) < rule.successes:
        return Shortage(_why_not(shown, rule, now), rule.successes - len(counting))
    return Shortage("sure", 1) if probability < rule.probability else None


def _counting(shown: Iterable[Shown], rule: EvidenceRule, now: datetime) -> Iterable[Shown]:
    since = now - timedelta(days=rule.within_days) if rule.within_days is not None else None
    for one in shown:
        if (
            one.level >= rule.level
            and (not rule.kinds or one.proof in rule.kinds)
            and (since is None or one.at >= since)
        ):
            yield one


def _why_not(shown: Sequence[Shown], rule: EvidenceRule, now: datetime) -> Lack:
    """With what would there be enough? Said in the order in which it is easiest to mend."""
    if len(list(_counting(shown, rule.model_copy(update={"within_days": None}), now))) >= rule.successes:
        return "recent"
    any_kind = rule.model_copy(update={"within_days": None, "kinds": []})
    return "kind" if len(list(_counting(shown, any_kind, now))) >= rule.successes else "hard"
