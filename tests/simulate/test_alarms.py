"""What the simulation says of alarms is by the service's own rules, and of an educator's day."""

from datetime import timedelta
from uuid import UUID

from recommend_service.watches.alarms import A_DAY
from recommend_service.watches.rules import Sign
from tests.simulate.alarms import Found, days_of, watched
from tests.simulate.run import FIRST_DAY


def found(day: int, kind: str = "stuck", more: int = 0) -> Found:
    sign = Sign(kind, UUID(int=9), 5, more=more)  # type: ignore[arg-type]  # one of the kinds
    return Found(0, sign, FIRST_DAY + timedelta(days=day))


def test_an_educator_hears_of_three_a_day_and_the_others_wait() -> None:
    seen = days_of([found(0)] * 5 + [found(1, "comfort")], 3)
    assert (seen.found, seen.told) == ([5, 1, 0], [3, 3, 0])
    assert sorted(seen.waited) == [0, 0, 0, 0, 1, 1]
    assert seen.never_told == 0


def test_what_finds_no_room_is_counted() -> None:
    seen = days_of([found(0)] * 9, 2)
    assert (max(seen.told), seen.never_told) == (A_DAY, 3)


def test_the_same_learner_shows_the_same_patterns() -> None:
    assert watched("B", 3) == watched("B", 3)
