"""What counts as enough evidence: to call a goal mastered, and to leave a task for it. Pure, and of attempts alone.

The bar for leaving a task lies below the bar for mastery. A goal that is mastered is no longer on a card, so with
equal bars nobody could ever opt out.
"""

from dataclasses import dataclass, replace
from typing import Literal

from recommend_service.mastery.rules import (
    HARD_LEVEL,
    PROOF_LEVEL,
    REMEMBERED,
    Attempt,
    Belief,
    Estimate,
    Try,
    chance,
)

State = Literal["unknown", "started", "practising", "mastered", "review"]
Lack = Literal["tries", "hard", "sure"]

STARTED_BELOW = 3
MASTERY_THRESHOLD = 0.85
MASTERY_ATTEMPTS = 5
MASTERY_HARD = 2
HARD_INSTEAD_OF_PROOF = 4
"""Hard successes that stand for a check or a task beyond the goal, where a catalogue has neither."""
DIRECT_STREAK = 6
DIRECT_THRESHOLD = 0.75
REVIEW_BELOW = 0.7
OPT_OUT_ATTEMPTS = 3
OPT_OUT_THRESHOLD = 0.7
READY = 0.65


def counted(estimate: Estimate | None, belief: Belief, general: Belief, attempt: Attempt) -> Estimate:
    """The estimate after that attempt: what is believed now, and what it stands on."""
    old = estimate
    hard = attempt.success and attempt.level >= HARD_LEVEL
    proof = attempt.success and (attempt.level >= PROOF_LEVEL or (attempt.kind == "check" and hard))
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
    )
    reached = (old is not None and old.mastered) or _masters(new, chance(general + belief))
    return replace(new, mastered=True) if reached else new


def _streak(before: int, attempt: Attempt) -> int:
    """Hard successes in a row; an easy success neither adds nor breaks."""
    if not attempt.success:
        return 0
    return before + (attempt.level >= HARD_LEVEL)


def _masters(estimate: Estimate, probability: float) -> bool:
    """Probable enough on enough, hard enough evidence; or shown directly, for the model is slow where skill jumps."""
    if estimate.attempts < MASTERY_ATTEMPTS or estimate.hard_successes < MASTERY_HARD:
        return False
    proven = estimate.proofs > 0 or estimate.hard_successes >= HARD_INSTEAD_OF_PROOF
    direct = estimate.streak >= DIRECT_STREAK and probability >= DIRECT_THRESHOLD
    return (proven and probability >= MASTERY_THRESHOLD) or direct


def state_of(estimate: Estimate | None, probability: float) -> State:
    """In words that say where the learner is on the way; once mastered, at most due for review."""
    if estimate is None or estimate.attempts == 0:
        return "unknown"
    if estimate.mastered:
        return "mastered" if probability >= REVIEW_BELOW else "review"
    return "started" if estimate.attempts < STARTED_BELOW else "practising"


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a goal still lacks before its task may be left: more tries, a hard success, or a surer estimate."""

    lack: Lack
    number: int


def lacks_for_opt_out(estimate: Estimate | None, probability: float) -> Shortage | None:
    """The first thing that is missing; None when other evidence covers the goal."""
    attempts = estimate.attempts if estimate else 0
    if attempts < OPT_OUT_ATTEMPTS:
        return Shortage("tries", OPT_OUT_ATTEMPTS - attempts)
    if estimate is None or estimate.hard_successes < 1:
        return Shortage("hard", 1)
    if probability < OPT_OUT_THRESHOLD:
        return Shortage("sure", 1)
    return None
