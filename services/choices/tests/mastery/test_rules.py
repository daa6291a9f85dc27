"""What may be built on."""

from uuid import UUID, uuid4

import pytest

from choices_service.mastery.rules import Before, Known, Standing, renewed, unmet

GOAL = uuid4()


def standing(**more: object) -> Known:
    said = {"state": "practising", "probability": 0.5, "evidence": 5, "ready": False, **more}
    return Known({GOAL: Standing(GOAL, **said)})  # type: ignore[arg-type]  # the values above


@pytest.mark.parametrize(
    ("known", "levels", "assessable", "missing"),
    [
        (standing(ready=True), ["groep-5"], True, []),
        (standing(), ["groep-5"], True, [GOAL]),
        (standing(), ["groep-5"], False, []),
        (Known({}), ["groep-5"], True, [GOAL]),
        (Known({}, unseen_ready=True), ["groep-5"], True, []),
        (Known({}), ["groep-4"], True, []),
        (standing(evidence=2), ["groep-4"], True, []),
        (standing(evidence=3), ["groep-4"], True, [GOAL]),
    ],
)
def test_a_prerequisite_is_met_by_what_was_seen_or_else_by_the_grade(
    known: Known, levels: list[str], assessable: bool, missing: list[object]
) -> None:
    assert unmet([Before(GOAL, levels, assessable)], known, ["groep-5"]) == missing


NEW, NEWEST, OTHER = uuid4(), uuid4(), uuid4()


def stands(goal_id: UUID, state: str, *, ready: bool) -> Standing:
    return Standing(goal_id, state, 0.9 if ready else 0.4, 5, ready)


@pytest.mark.parametrize(
    ("standings", "renewals", "ready", "mastered"),
    [
        ([stands(GOAL, "mastered", ready=True)], {NEW: [GOAL]}, True, True),
        ([stands(GOAL, "practising", ready=True)], {NEW: [GOAL]}, True, False),
        ([stands(GOAL, "mastered", ready=True)], {NEW: [GOAL, OTHER]}, False, False),
        ([stands(GOAL, "mastered", ready=True), stands(OTHER, "started", ready=False)], {NEW: [GOAL, OTHER]}, 0, 0),
        ([stands(GOAL, "started", ready=False), stands(NEW, "mastered", ready=True)], {NEW: [GOAL]}, True, True),
        ([stands(GOAL, "mastered", ready=True)], {NEW: [NEWEST], NEWEST: [GOAL]}, True, True),
    ],
)
def test_what_was_shown_of_older_goals_counts_for_the_goal_that_renews_them(
    standings: list[Standing], renewals: dict[UUID, list[UUID]], ready: bool, mastered: bool
) -> None:
    known = renewed(Known({one.goal_id: one for one in standings}), renewals)
    assert (unmet([Before(NEW, ["groep-5"], True)], known, ["groep-5"]) == []) == bool(ready)
    assert (NEW in known.mastered()) == bool(mastered)
