"""What may be built on."""

from uuid import uuid4

import pytest

from choices_service.mastery.rules import Before, Known, Standing, unmet

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
