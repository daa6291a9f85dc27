"""What of the curriculum challenges reach: only what a coach confirmed, per learner and group."""

from typing import Any
from uuid import uuid4

from services.choices.tests.challenges.conftest import FRACTION, GRAPH, VOLCANO, Json

from eigenwijs_shared.contracts.profile import LearnerChanged

RUBRIC = [{"criterion": "Uitleg", "levels": ["zoekend", "helder"], "scored": 1}]


async def covered(asking: Any, query: str = "", role: str = "learner") -> Json:
    answer = await asking.board.get(f"/v1/challenges/coverage{query}", role)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_what_a_learner_chose_counts_once_a_coach_has_confirmed_it(asking: Any) -> None:
    made = await asking.asks()
    await asking.maps(made, VOLCANO)
    assert (await covered(asking))["goals"] == []
    await asking.maps(made, VOLCANO, role="educator")
    found = await covered(asking)
    assert [(one["title"], one["challenges"], one["presented"]) for one in found["goals"]] == [(VOLCANO, 1, 0)]
    assert found["subjects"] == [{"subject": "rekenen-en-wiskunde", "goals": 3, "confirmed": 1, "presented": 0}]


async def test_what_was_presented_is_said_apart(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO, GRAPH)
    body = {"goals": [{"goalId": str(asking.goals[VOLCANO])}], "rubric": RUBRIC}
    await asking.does("POST", made, "/presentation", "educator", **body)
    assert (await covered(asking))["subjects"][0] | {"goals": 0} == {
        "subject": "rekenen-en-wiskunde", "goals": 0, "confirmed": 2, "presented": 1,
    }  # fmt: skip


async def test_a_stopped_challenge_covers_nothing(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    await asking.does("PATCH", made, state="stopped")
    assert (await covered(asking))["goals"] == []


async def test_a_group_is_the_learners_who_are_in_it_now(asking: Any) -> None:
    board, mate = asking.board, uuid4()
    told: Json = {"learner_id": mate, "active": True, "grades": ["groep-5"], "school_ids": []}
    await board.hears(LearnerChanged(**told, version=1, group_ids=[board.group_id]))
    await asking.confirmed(VOLCANO)
    other = await asking.asks("educator", learnerId=str(mate))
    await asking.maps(other, VOLCANO, FRACTION, role="educator")
    found = await covered(asking, f"?group={board.group_id}", "educator")
    assert {one["title"]: one["learners"] for one in found["goals"]} == {VOLCANO: 2, FRACTION: 1}
    await board.hears(LearnerChanged(**told, version=2, group_ids=[]))
    assert len((await covered(asking, f"?group={board.group_id}", "educator"))["goals"]) == 1


async def test_coverage_of_whom_the_caller_does_not_reach_is_not_there(asking: Any, new_board: Any) -> None:
    other = new_board()
    await other.hears_of_people()
    queries = (f"learner={other.learner_id}", f"group={other.group_id}")
    answers = [await asking.board.get(f"/v1/challenges/coverage?{query}", "educator") for query in queries]
    assert {answer.status_code for answer in answers} == {404}


async def test_a_learner_does_not_see_what_its_group_covers(asking: Any) -> None:
    answer = await asking.board.get(f"/v1/challenges/coverage?group={asking.board.group_id}")
    assert answer.status_code == 404
