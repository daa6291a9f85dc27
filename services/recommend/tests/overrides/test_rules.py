"""The most specific override wins, and what an assignment left out stays out."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from services.recommend.tests.board import make_shelf

from eigenwijs_shared.assignments import NOTHING_DECIDED, Decided
from recommend_service.catalogue.model import Catalogue
from recommend_service.overrides.rules import corrected, pause_among
from recommend_service.overrides.schemas import OverrideOut

SHELF = make_shelf()
CATALOGUE = Catalogue(uuid4(), {one.goal_id: one for one in SHELF.goals}, SHELF.activities)
ACTIVITY, GOAL = SHELF.activities[0].activity_id, SHELF.goals[0].goal_id
OF_GOAL = {one.activity_id: one.level for one in SHELF.of(0)}


def override(kind: str, scope: str = "learner", **values: Any) -> OverrideOut:
    usual: dict[str, Any] = {
        **dict.fromkeys(("goal_id", "activity_id", "subject", "level", "ended_at")),
        "override_id": uuid4(),
        "scope_id": uuid4(),
        "reason": "-",
        "author_id": "-",
        "until": date(2027, 1, 4),
        "made_at": datetime(2026, 11, 2, tzinfo=UTC),
    }
    return OverrideOut(**{**usual, "kind": kind, "scope": scope, **values})


def excluded(*standing: OverrideOut) -> frozenset[UUID]:
    return corrected(NOTHING_DECIDED, standing, CATALOGUE).excluded


def test_a_learners_pin_wins_over_its_groups_exclusion_and_not_the_other_way_round() -> None:
    pin, out = override("pin", activity_id=ACTIVITY), override("exclude", "group", activity_id=ACTIVITY)
    assert ACTIVITY in corrected(NOTHING_DECIDED, [out, pin], CATALOGUE).wanted
    pin, out = override("pin", "group", activity_id=ACTIVITY), override("exclude", activity_id=ACTIVITY)
    assert ACTIVITY in excluded(pin, out)


def test_at_the_same_place_leaving_out_wins() -> None:
    assert ACTIVITY in excluded(override("pin", activity_id=ACTIVITY), override("exclude", goal_id=GOAL))


def test_what_an_assignment_left_out_stays_out() -> None:
    decided = corrected(Decided(excluded=frozenset({ACTIVITY})), [override("pin", activity_id=ACTIVITY)], CATALOGUE)
    assert (dict(decided.wanted), ACTIVITY in decided.excluded) == ({}, True)


def test_a_learners_level_wins_over_the_groups_and_a_goals_over_its_subjects() -> None:
    own, groups = override("level", goal_id=GOAL, level=1), override("level", "group", goal_id=GOAL, level=3)
    assert excluded(groups, own) == {name for name, level in OF_GOAL.items() if level != 1}
    subject = override("level", subject=SHELF.goals[0].subject, level=3)
    assert excluded(subject, own) & OF_GOAL.keys() == {name for name, level in OF_GOAL.items() if level != 1}


def test_without_overrides_nothing_changes_and_any_pause_holds() -> None:
    assert corrected(NOTHING_DECIDED, [], CATALOGUE) is NOTHING_DECIDED
    board, own = override("pause", "board"), override("pause")
    assert pause_among([board, own]) is own
    assert pause_among([override("exclude", activity_id=ACTIVITY)]) is None
