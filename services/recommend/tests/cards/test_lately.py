from dataclasses import replace
from uuid import uuid4

import pytest
from services.recommend.tests.cards.test_card_rules import SHELF, estimate, made, mastered, picture
from services.recommend.tests.make import activity, goal

from recommend_service.card_settings.rules import USUAL_ZONE
from recommend_service.cards.lately import PLATEAU_FROM, PLATEAU_FULL, WINDOW, aim, massed, plateau
from recommend_service.cards.picture import Past
from recommend_service.cards.rules import candidates_for
from recommend_service.cards.scoring import PITCHED_BELOW, WEIGHTS

LEVELS = (1, 2, 4)
Tries = list[tuple[bool, int]]


@pytest.mark.parametrize(
    ("tries", "level"),
    [
        ([(True, 2)], 2),
        ([(True, 2), (True, 2)], 4),
        ([(True, 1), (True, 2)], 2),
        ([(False, 2)], 2),
        ([(False, 2), (False, 2)], 1),
        ([(True, 2), (False, 2)], 2),
        ([(True, 4), (True, 4)], 4),
        ([(False, 1), (False, 1)], 1),
    ],
)
def test_two_of_a_kind_in_a_row_go_up_or_down_to_the_next_level_that_there_is(tries: Tries, level: int) -> None:
    assert aim(estimate(*tries), LEVELS) == level


def test_before_the_first_try_nothing_is_asked_for() -> None:
    assert aim(None, LEVELS) is None


def test_after_two_successes_the_next_level_leads_before_the_belief_has_followed() -> None:
    focus = goal()
    tasks = [activity(focus, level=level, form=form) for level in (2, 3) for form in ("game", "drawing", "exercise")]
    known = {focus.goal_id: estimate((True, 2), (True, 2), mean=-0.2)}
    card = made(picture([focus], tasks, estimates=known))
    assert {option.level for option in card.options} == {3}
    low = USUAL_ZONE.low
    assert all(low - PITCHED_BELOW <= option.expected_success < low for option in card.options)


def test_after_many_failures_the_belief_goes_further_down_than_one_level_at_a_time() -> None:
    focus = goal()
    tasks = [activity(focus, level=level, form=form) for level in (1, 2) for form in ("game", "drawing", "exercise")]
    known = {focus.goal_id: estimate(*[(False, 3)] * 8, mean=-2.0)}
    card = made(picture([focus], tasks, estimates=known))
    assert {option.level for option in card.options} == {1}


def test_a_mastered_goal_asks_for_no_level_unless_it_is_to_be_recalled() -> None:
    known = {SHELF.goals[0].goal_id: mastered()}
    resting = candidates_for(picture(estimates=known), None, ())
    recalled = candidates_for(picture(estimates=known, due=frozenset(known)), None, ())
    assert not [one for one in resting if one.is_pitched]
    assert {one.goal_id for one in recalled if one.is_pitched} <= known.keys()


def test_work_at_one_goal_makes_way_by_its_share_of_the_last_tries() -> None:
    mine, other = uuid4(), uuid4()
    assert massed(mine, [{mine}] * 20) == 1
    assert massed(mine, [{mine}] * 20 + [{other}] * (WINDOW - 1)) == pytest.approx(1 / WINDOW)
    assert massed(mine, []) == 0


def test_of_two_goals_alike_the_one_that_was_not_just_worked_at_leads() -> None:
    one, other = goal(), goal()
    tasks = [activity(of, form=form) for of in (one, other) for form in ("game", "drawing", "exercise")]
    known = {of.goal_id: estimate((True, 2), (False, 3)) for of in (one, other)}
    past = (Past(tasks[0].activity_id, "game"),) * 3
    card = made(picture([one, other], tasks, estimates=known, past=past))
    assert card.goals[0].goal_id == other.goal_id


def test_what_stays_unlikely_after_many_tries_slowly_makes_way() -> None:
    stays = replace(estimate((True, 2), (False, 2)), attempts=PLATEAU_FROM)
    assert plateau(stays, 0.5) == 0
    assert plateau(replace(stays, attempts=PLATEAU_FULL), 0.5) == 1
    assert plateau(replace(stays, attempts=PLATEAU_FULL), 0.8) == 0
    assert plateau(None, 0.5) == 0


def test_what_takes_something_away_is_no_reason_and_what_is_pitched_is_one() -> None:
    assert WEIGHTS["massed"] < 0
    assert WEIGHTS["plateau"] < 0
    assert WEIGHTS["pitched"] > 0
