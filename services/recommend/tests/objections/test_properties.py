"""On any board: a check that is asked never breaks the dial, a prerequisite or a choice."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, activity, catalogue, goal

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.wishes import Wishes
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.picture import Picture
from recommend_service.cards.rules import make_card
from recommend_service.mastery.rules import GENERAL_PRIOR
from recommend_service.objections.rules import asked_check, fitting_check, with_checks

DIMENSIONS = ("form", "topic", "company")
GRADES = frozenset({"groep-6"})
GOALS = [goal(goal_id=UUID(int=place), levels=frozenset({f"groep-{5 + place}"})) for place in (1, 2)]
GOALS.append(goal(goal_id=UUID(int=3), prerequisite_ids=(UUID(int=1),)))
ROWS = st.tuples(
    st.sampled_from(GOALS),
    st.sampled_from(["exercise", "game", "drawing"]),
    st.sampled_from(["sport", "dieren"]),
    st.sampled_from(["solo", "pair", "team"]),
    st.integers(1, 5),
    st.sampled_from(["check", "practice", "corrective"]),
)
BOARDS = st.lists(ROWS, min_size=1, max_size=9)
HELD = st.sets(st.sampled_from(DIMENSIONS))
NEEDS = st.sets(st.sampled_from(["no-large-groups", "short-tasks", "less-screen"]))


def board(rows: list[tuple[Any, ...]], needs: set[str]) -> Picture:
    shelf = [
        activity(of, form=form, topic=topic, company=company, level=level, kind=kind, activity_id=UUID(int=place + 1))
        for place, (of, form, topic, company, level, kind) in enumerate(rows)
    ]
    wishes = Wishes(needs=frozenset(needs))
    return Picture(catalogue(GOALS, shelf), GRADES, GENERAL_PRIOR, {}, wishes=wishes)


def card(seen: Picture, held: set[str]) -> OfferedCard | None:
    dial = Dial("learner", UUID(int=8), None, dict.fromkeys(held, "teacher"), 1, "educator", START)
    return make_card(seen, [dial], card_id=UUID(int=5), learner_id=UUID(int=1), asked=None, basis="", now=START)


def both(seen: Picture, held: set[str], goal_id: UUID) -> tuple[OfferedCard | None, OfferedCard | None]:
    """The card as it would be, and while an objection about this goal is open."""
    check = fitting_check(seen, [goal_id])
    checks = [asked_check(UUID(int=9), check.activity_id, START)] if check else []
    return card(seen, held), card(replace(seen, decided=with_checks(seen.decided, checks)), held)


@given(BOARDS, HELD, NEEDS, st.sampled_from(GOALS))
def test_a_check_leaves_at_least_the_choice_that_there_was(
    rows: list[tuple[Any, ...]], held: set[str], needs: set[str], contested: Any
) -> None:
    before, after = both(board(rows, needs), held, contested.goal_id)
    was = len(before.options) if before else 0
    assert len(after.options if after else ()) >= min(was, 2)


@given(BOARDS, HELD, NEEDS, st.sampled_from(GOALS))
def test_a_check_obeys_the_dial_needs_and_prerequisites(
    rows: list[tuple[Any, ...]], held: set[str], needs: set[str], contested: Any
) -> None:
    seen = board(rows, needs)
    _, after = both(seen, held, contested.goal_id)
    options = after.options if after else []
    assert all(len({getattr(one, dimension) for one in options}) <= 1 for dimension in held)
    assert all(not seen.unmet(seen.catalogue.goals[one]) for option in options for one in option.goal_ids)
    asked = [one for one in options if one.assigned]
    assert all(one.kind == "check" for one in asked)
    assert all(one.company != "team" or "no-large-groups" not in needs for one in asked)
