"""The memory of a mastered goal, by FSRS-6 (Ye et al. 2022; the `fsrs` package). Pure.

The same facts in the same order always give the same memory: no fuzz, no steps within a day, and no clock but that of
the facts. A lapse shortens the time until the next review; it never takes mastery away.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from fsrs import Card, Rating, Scheduler, State

from recommend_service.mastery.rules import GOAL_LEVEL, Attempt

When = Literal["due", "soon", "later"]
RETENTION = 0.9
LONGEST_DAYS = 365
"""Everything comes by once a school year."""
SOON = timedelta(days=7)
_WELL = 0.8
FIRST = Rating.Good
"""At most, of the try that mastered: what was practised just now has not been remembered yet, however hard it was."""
_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,
)


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one goal. `stability` in days: after so many, nine of ten still remember."""

    stability: float
    difficulty: float
    reviewed_at: datetime
    due_at: datetime
    reviews: int
    lapses: int
    lapsed: bool


def rating_of(attempt: Attempt) -> Rating | None:
    """What a try says of remembering; None where it says nothing.

    What lies beyond the goal may fail without anything being forgotten, and what somebody says of itself or a
    classmate is not remembering shown. Asking for help is no failure: facts do not even tell of it.
    """
    if not attempt.witnessed or attempt.weight < 1:
        return None
    if not attempt.success:
        return Rating.Again if attempt.level <= GOAL_LEVEL else None
    if attempt.level > GOAL_LEVEL:
        return Rating.Easy
    return Rating.Good if attempt.level == GOAL_LEVEL and attempt.score >= _WELL else Rating.Hard


def remembered(memory: Memory | None, attempt: Attempt) -> Memory | None:
    """The memory after this try at a mastered goal; it begins with a success."""
    rating = rating_of(attempt)
    if rating is None or (memory is None and rating == Rating.Again):
        return memory
    at = attempt.occurred_at.astimezone(UTC)
    if memory is None:
        rating = min(rating, FIRST)
    else:
        at = max(at, memory.reviewed_at.astimezone(UTC))  # told late: it cannot have been before what is known
    card, _ = _SCHEDULER.review_card(_card(memory), rating, at)
    if card.stability is None or card.difficulty is None:  # never after a review
        return memory
    slipped = rating == Rating.Again
    return Memory(
        stability=card.stability,
        difficulty=card.difficulty,
        reviewed_at=at,
        due_at=card.due,
        reviews=(memory.reviews if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + slipped,
        lapsed=slipped,
    )


def recall(memory: Memory, now: datetime) -> float:
    """The probability that it is remembered now."""
    return _SCHEDULER.get_card_retrievability(_card(memory), now.astimezone(UTC))


def when(memory: Memory, now: datetime) -> When:
    if memory.due_at <= now:
        return "due"
    return "soon" if memory.due_at <= now + SOON else "later"


def _card(memory: Memory | None) -> Card:
    if memory is None:
        return Card(card_id=1)
    return Card(
        card_id=1,
        state=State.Review,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due_at.astimezone(UTC),
        last_review=memory.reviewed_at.astimezone(UTC),
    )
