"""What the watches say of simulated learners, and what an educator hears of it."""

from datetime import timedelta

from tests.simulate.run import FIRST_DAY, simulate
from tests.simulate.watching import Opened, heard

EVENINGS = [FIRST_DAY.replace(hour=23) + timedelta(days=day) for day in range(4)]


def found(kind: str = "stuck", *, day: int = 0, closed: int | None = None) -> Opened:
    until = None if closed is None else FIRST_DAY + timedelta(days=closed)
    return Opened(kind, 500, FIRST_DAY + timedelta(days=day), closed=until)


def test_an_educator_hears_of_three_a_day_and_the_others_wait() -> None:
    told = heard([[found()] for _ in range(8)], EVENINGS)
    assert told.given == [3, 3, 2, 0]
    assert told.waiting == [5, 2, 0, 0]
    assert told.found == [8, 0, 0, 0]


def test_what_went_away_by_itself_is_never_heard_of() -> None:
    told = heard([[found(), found(), found(), found(closed=1)]], EVENINGS)
    assert sum(told.given) == 3


def test_a_learner_who_spins_is_found_by_the_services_own_rules() -> None:
    opened = [one for seed in range(3) for one in simulate("B", "ours", seed).opened]
    assert "stuck" in {one.kind for one in opened}
    assert "silent" not in {one.kind for one in opened}
