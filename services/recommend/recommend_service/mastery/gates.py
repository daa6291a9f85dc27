"""What counts as enough evidence to call a goal mastered. Pure.

An attempt counts, and whatever else an educator saw: an observation, a product, a check on paper. What learners say
of themselves or each other moves the belief, and counts for nothing here.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from recommend_service.mastery.rules import (
    GOAL_PRIOR,
    HARD_LEVEL,
    PROOF_LEVEL,
    REMEMBERED,
    Attempt,
    Belief,
    Estimate,
    Try,
    chance,
)
from recommend_service.mastery.sufficiency import remembered

State = Literal["unknown", "started", "practising", "mastered", "review"]

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""Practised: before anything that could be told, so that nothing has faded since."""
STARTED_BELOW = 3
MASTERY_THRESHOLD = 0.85
MASTERY_ATTEMPTS = 5
MASTERY_HARD = 2
HARD_INSTEAD_OF_PROOF = 4
"""Hard successes that stand for a check or a task beyond the goal, where a catalogue has neither."""
DIRECT_STREAK = 4
DIRECT_THRESHOLD = 0.7
"""So many in a row at the goal's own level need no high probability: the estimate is slow where skill jumps."""
LATELY_SHOWN, LATELY_THRESHOLD = 5, 0.7
"""Of the tries remembered, so many successes with at most one below the goal's level show it as well."""
REVIEW_BELOW = 0.6
"""Below what mastery may begin at, so that nobody is sent back by the try after it."""
PROVING = frozenset({"check", "product"})
"""Kinds that prove a goal at its own level; a practice task does so only beyond it."""
READY = 0.65
READY_UNSEEN = 0.85
"""Where a goal was never tried. What is believed of it comes from other goals, and says little of this one."""


def counted(
    estimate: Estimate | None,
    belief: Belief,
    general: Belief,
    attempt: Attempt,
    *,
    traces: bytes = b"",
    ease: float = 0.0,
    ever: bool = False,
) -> Estimate:
    """The estimate after that attempt: what is believed now, and what it stands on.

    `ease` is how much easier than average the goal is, in logits; `ever` says that an older model called it mastered.
    """
    if not attempt.witnessed:
        return replace(_only_believed(estimate, belief, attempt, ever=ever), traces=traces)
    old = estimate
    hard = attempt.success and _is_hard(attempt)
    proof = hard and (attempt.level >= PROOF_LEVEL or attempt.kind in PROVING)
    new = Estimate(
        belief=belief,
        attempts=(old.attempts if old else 0) + 1,
        successes=(old.successes if old else 0) + attempt.success,
        hard_successes=(old.hard_successes if old else 0) + hard,
        proofs=(old.proofs if old else 0) + proof,
        streak=_streak(old.streak if old else 0, attempt),
        recent=(*(old.recent if old else ()), Try(attempt.form, attempt.level, attempt.success))[-REMEMBERED:],
        mastered=False,
        practised_at=max(old.practised_at, attempt.occurred_at) if old else attempt.occurred_at,
        updated_at=attempt.recorded_at,
        shown=remembered(old.shown if old else (), attempt),
        traces=traces,
    )
    likely = chance(general + Belief(belief.mean + ease, belief.variance))
    reached = ever or (old is not None and old.mastered) or _masters(new, likely)
    return replace(new, mastered=True) if reached else new


def _only_believed(old: Estimate | None, belief: Belief, attempt: Attempt, *, ever: bool) -> Estimate:
    if old is None:
        nothing = forgotten(mastered=ever, updated_at=attempt.recorded_at)
        return replace(nothing, belief=belief, practised_at=attempt.occurred_at)
    at = max(old.practised_at, attempt.occurred_at)
    return replace(old, belief=belief, practised_at=at, updated_at=attempt.recorded_at)


def forgotten(*, mastered: bool, updated_at: datetime) -> Estimate:
    """As if there had been no attempt: nothing is believed, but what was mastered is not taken away."""
    return Estimate(GOAL_PRIOR, 0, 0, 0, 0, 0, (), mastered, NEVER, updated_at)


def _streak(before: int, attempt: Attempt) -> int:
    """Hard successes in a row; an easy success neither adds nor breaks."""
    if not attempt.success:
        return 0
    return before + _is_hard(attempt)


def _is_hard(attempt: Attempt) -> bool:
    """At the goal's own level or beyond, and seen as well as an attempt is."""
    return attempt.level >= HARD_LEVEL and attempt.weight >= 1


def _masters(estimate: Estimate, probability: float) -> bool:
    """Probable enough on enough, hard enough evidence; or shown directly, for the model is slow where skill jumps."""
    if estimate.attempts < MASTERY_ATTEMPTS or estimate.hard_successes < MASTERY_HARD:
        return False
    proven = estimate.proofs > 0 or estimate.hard_successes >= HARD_INSTEAD_OF_PROOF
    direct = estimate.streak >= DIRECT_STREAK and probability >= DIRECT_THRESHOLD
    lately = proven and _is_shown_lately(estimate.recent) and probability >= LATELY_THRESHOLD
    return (proven and probability >= MASTERY_THRESHOLD) or direct or lately


def _is_shown_lately(recent: Sequence[Try]) -> bool:
    """One slip does not undo what the other tries show: a slow estimate would keep who can do it at it for long."""
    hard = sum(one.level >= HARD_LEVEL for one in recent)
    return len(recent) == REMEMBERED and hard >= LATELY_SHOWN and sum(one.success for one in recent) >= LATELY_SHOWN


def state_of(estimate: Estimate | None, probability: float) -> State:
    """In words that say where the learner is on the way; once mastered, at most due for review."""
    if estimate is not None and estimate.mastered:
        return "mastered" if probability >= REVIEW_BELOW else "review"
    if estimate is None or estimate.attempts == 0:
        return "unknown"
    return "started" if estimate.attempts < STARTED_BELOW else "practising"


def is_ready(estimate: Estimate | None, probability: float) -> bool:
    """Good enough to build on: mastered once, or probable enough; more so where nothing was tried at it."""
    if estimate is None or estimate.attempts == 0:
        return (estimate is not None and estimate.mastered) or probability >= READY_UNSEEN
    return estimate.mastered or probability >= READY
