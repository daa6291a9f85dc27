"""Whose turn it is: who missed out before comes first, then a lottery that everybody can work out again. Pure.

Nothing that is wished for in this round plays a part, nor when: so nobody gains a better turn by what they wish.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from uuid import UUID

A_PERIOD = 3
"""What was missed before counts so much less with each period of a round: nobody is first all year for it."""


def turns(seed: str, period: int, learners: Iterable[UUID], credits_: Mapping[UUID, int]) -> list[UUID]:
    """The learners in the order of their turns in that period of the round (0 is the first)."""
    return sorted(learners, key=lambda learner: turn_key(seed, period, learner, credits_.get(learner, 0)))


def turn_key(seed: str, period: int, learner: UUID, credit: int) -> tuple[int, int]:
    """Lowest first.

    Every two periods share a draw, SHA-256 of `<seed>:<draw>:<learner id>`: who came late in the first of them comes
    early in the second.
    """
    drawn = int.from_bytes(sha256(f"{seed}:{period // 2}:{learner}".encode()).digest())
    return -max(0, credit - A_PERIOD * period), -drawn if period % 2 else drawn


def commitment(seed: str) -> str:
    """What is shown of the seed from the start, so that nobody can choose another once wishes are known."""
    return sha256(seed.encode()).hexdigest()


MOST_MISSED = 3


def missed(wish: int | None, for_want_of_places: int) -> int:
    """What an outcome counts for later rounds: wishes that there was no place for, three at most, or three for none.

    `wish` is which of the own wishes came true, 1 the first; a wish that the learner could not take counts for nothing.
    """
    if wish is None:
        return MOST_MISSED if for_want_of_places else 0
    return min(MOST_MISSED, for_want_of_places)


def credit(outcomes: Sequence[int]) -> int:
    """What was missed, oldest first, since things last went as wished."""
    total = 0
    for one in outcomes:
        total = total + one if one else 0
    return total
