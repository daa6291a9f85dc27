"""Which activities are scored where there are more than can be while somebody waits: by values and made catalogues."""

from random import Random
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from services.recommend.tests.cards.test_card_rules import dial, estimate, made, mastered, picture
from services.recommend.tests.make import START, activity, goal

from eigenwijs_shared.assignments import Assignment, decided
from eigenwijs_shared.contracts.catalogue import FORMS
from eigenwijs_shared.wishes import Wishes
from recommend_service.cards.picture import Picture
from recommend_service.cards.shortlist import RECALLED, ROOM, everything, shortlisted
from recommend_service.catalogue.model import Activity, Goal

MANY = ROOM // 10 + 20
COMPANY = ("solo", "pair", "team")


def ten(one: Goal, **values: Any) -> list[Activity]:
    return [activity(one, level=3, form=form, company=COMPANY[n % 3], **values) for n, form in enumerate(FORMS[:10])]


def large(number: int = MANY, **values: Any) -> Picture:
    goals = [goal() for _ in range(number)]
    return picture(goals, [one for each in goals for one in ten(each)], **values)


def one_form(goals: list[Goal]) -> list[Activity]:
    return [activity(each, form="exercise", topic="eten", company="solo") for each in goals for _ in range(10)]


def test_of_a_small_catalogue_everything_is_scored() -> None:
    small = large(ROOM // 10)
    assert shortlisted(small, None) == everything(small, None)
    assert len(shortlisted(small, None).activities) == ROOM


def test_of_a_large_one_enough_is_scored_and_not_much_more() -> None:
    few = shortlisted(large(), None)
    assert not few.whole
    assert ROOM <= len(few.activities) < ROOM + 10


def test_what_is_scored_does_not_hang_on_the_order_in_which_goals_were_told() -> None:
    goals = [goal() for _ in range(MANY)]
    shelf = [one for each in goals for one in ten(each)]
    mixed = Random(4).sample(goals, len(goals))
    assert shortlisted(picture(goals, shelf), None) == shortlisted(picture(mixed, shelf[::-1]), None)


def test_goals_that_are_worked_at_come_before_the_others() -> None:
    several = large()
    going = sorted(several.frontier)[:3]
    at_work = picture(
        list(several.catalogue.goals.values()),
        several.catalogue.activities,
        estimates={one: estimate((True, 3), (False, 3)) for one in going},
    )
    assert {goal_id for one in shortlisted(at_work, None).activities for goal_id in one.goal_ids} >= set(going)


def test_goals_that_rest_come_last() -> None:
    several = large()
    rests = frozenset(sorted(several.frontier)[:5])
    resting = picture(
        list(several.catalogue.goals.values()), several.catalogue.activities, resting_goals=frozenset(rests)
    )
    assert rests.isdisjoint(goal_id for one in shortlisted(resting, None).activities for goal_id in one.goal_ids)


def test_many_goals_that_wait_for_review_leave_room_for_what_is_new() -> None:
    several = large(2 * MANY)
    due = frozenset(sorted(several.frontier)[:MANY])
    reviewing = picture(
        list(several.catalogue.goals.values()),
        several.catalogue.activities,
        due=due,
        estimates=dict.fromkeys(due, mastered()),
    )
    scored = {goal_id for one in shortlisted(reviewing, None).activities for goal_id in one.goal_ids}
    assert len(scored & due) == RECALLED
    assert len(scored - due) > RECALLED


def test_what_was_assigned_is_scored_whatever_its_goal_promises() -> None:
    several = large()
    left = next(one for one in several.catalogue.activities if one not in shortlisted(several, None).activities)
    pinned = Assignment(
        kind="pin", activity_id=left.activity_id, assignment_id=uuid4(), version=1, scope="learner",
        ground="once-more", until=START.date(), made_at=START, met=False,
    )  # fmt: skip
    wanted = picture(list(several.catalogue.goals.values()), several.catalogue.activities, decided=decided([pinned]))
    assert made(wanted).options[0].activity_id == left.activity_id


def test_where_the_few_are_all_alike_everything_is_looked_at_for_a_choice() -> None:
    goals, far = [goal() for _ in range(MANY)], goal()
    hard = {far.goal_id: estimate(*[(False, 1)] * 3, mean=-6.0)}
    other = activity(far, form="game", topic="sport", company="pair", level=1)
    alike = picture([*goals, far], [*one_form(goals), other], estimates=hard)
    assert other not in shortlisted(alike, None).activities
    assert other.activity_id in {one.activity_id for one in made(alike).options}


def test_where_the_few_are_all_for_large_groups_everything_is_looked_at_for_who_needs_less() -> None:
    goals, far = [goal() for _ in range(MANY)], goal()
    hard = {far.goal_id: estimate(*[(False, 1)] * 3, mean=-6.0)}
    crowded = [activity(each, form=form, company="class") for each in goals for form in FORMS[:10]]
    calm = [activity(far, form=form, company="solo", level=1) for form in FORMS[:2]]
    needs = Wishes(needs=frozenset({"no-large-groups"}), topics=frozenset())
    card = made(picture([*goals, far], [*crowded, *calm], estimates=hard, wishes=needs))
    assert {one.company for one in card.options} == {"solo"}


def test_a_card_that_the_teacher_holds_needs_no_second_look() -> None:
    goals = [goal() for _ in range(MANY)]
    held = dial(form="teacher", topic="teacher", company="teacher")
    alike = picture(goals, one_form(goals))
    assert made(alike, held).inputs["candidateCount"] == len(shortlisted(alike, None).activities)


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.booleans())
def test_a_card_of_the_few_offers_as_real_a_choice_as_one_of_everything(seed: int, all_asked: bool) -> None:
    lottery = Random(seed)
    goals = [goal(subject=lottery.choice(["rekenen", "taal"])) for _ in range(40)]
    shelf = [
        activity(
            lottery.choice(goals), level=lottery.randint(1, 5), form=lottery.choice(FORMS[: lottery.randint(1, 3)]),
            company=lottery.choice(COMPANY[: lottery.randint(1, 3)]), topic="eten",
        )
        for _ in range(3 * ROOM)
    ]  # fmt: skip
    of = picture(goals, shelf)
    asked = None if all_asked else "taal"
    card = made(of, asked=asked)
    with patch("recommend_service.cards.shortlist.ROOM", len(shelf)):
        whole = made(of, asked=asked)
    assert len(card.options) >= min(2, len(whole.options))
    assert max(one.score for one in card.options) >= max(one.score for one in whole.options) - 1.5
