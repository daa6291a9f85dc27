"""A check on paper of a whole class: every cell or none, once."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from eigenwijs_shared.db import board_transaction
from profile_service import tables

Json = dict[str, Any]


def path_of(school: Any, number: int = 0) -> str:
    return f"/v1/groups/{school.groups[number]}/evidence"


@pytest.fixture
def matrix(school: Any) -> Callable[..., Json]:
    def make(**values: Any) -> Json:
        row = {"learnerId": str(school.learners[0]), "results": [{"scoreScaled": 0.8}]}
        return {
            "matrixId": str(uuid4()),
            "kind": "paper-check",
            "goalIds": [str(school.goal_id)],
            "occurredAt": "2026-01-05T09:00:00Z",
            "rows": [row],
            **values,
        }

    return make


async def a_class(school: Any, learners: int, goals: int) -> tuple[list[UUID], list[UUID]]:
    """So many learners in group 0, and so many goals."""
    ids, goal_ids = [uuid4() for _ in range(learners)], [uuid4() for _ in range(goals)]
    state = {"board_id": school.board_id, "version": 1, "active": True}
    here = {"grades": ["groep-6"], "school_ids": [], "group_ids": [school.groups[0]]}
    what = {"level": 3, "kind": "check", "form": "exercise"}
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(insert(tables.learner), [{**state, **here, "learner_id": one} for one in ids])
        await session.execute(insert(tables.activity).values(**state, **what, activity_id=uuid4(), goal_ids=goal_ids))
    return ids, goal_ids


async def test_a_class_of_forty_by_twenty_goals_is_one_request(school: Any, matrix: Any) -> None:
    learners, goals = await a_class(school, 40, 20)
    results = [{"scoreScaled": 0.5, "success": True}, None, *[{"scoreScaled": 1}] * 18]
    rows = [{"learnerId": str(one), "results": results} for one in learners]
    sent = matrix(goalIds=[str(one) for one in goals], rows=rows)
    answer = await school.post(path_of(school), sent, "educator", school.educators[0])
    assert (answer.status_code, answer.json()["recorded"]) == (201, 760)
    assert await school.announced() == ["profile.evidence.recorded.v1"] * 760
    shown = (await school.get(f"/v1/learners/{learners[7]}/evidence?limit=200")).json()["items"]
    assert [item["sequence"] for item in shown] == list(range(19, 0, -1))
    assert [item["evidenceId"] for item in reversed(shown)] == [
        one for one in answer.json()["rows"][7]["evidenceIds"] if one is not None
    ]
    first = shown[-1]
    assert (first["goalIds"], first["success"], first["weight"], first["source"]) == (
        [str(goals[0])], True, 1.5, "educator",
    )  # fmt: skip


async def test_the_same_matrix_again_counts_once_and_gets_the_same_answer(school: Any, matrix: Any) -> None:
    sent = matrix()
    answers = await asyncio.gather(*(school.post(path_of(school), sent) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] * 5 + [201]
    assert [answer.json() for answer in answers] == [answers[0].json()] * 6
    assert len(await school.announced()) == 1


async def test_another_matrix_under_the_same_id_is_409(school: Any, matrix: Any) -> None:
    sent = matrix()
    await school.post(path_of(school), sent)
    answer = await school.post(path_of(school), {**sent, "level": 4})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:matrix-id-reused")


async def test_all_faults_are_named_at_once_and_nothing_is_recorded(school: Any, matrix: Any) -> None:
    mine, other = str(school.learners[0]), str(school.learners[1])
    good = [{"scoreScaled": 1}, None]
    rows = [
        {"learnerId": mine, "results": good},
        {"learnerId": other, "results": good},
        {"learnerId": mine, "results": good},
        {"learnerId": str(uuid4()), "results": good[:1]},
    ]
    sent = matrix(goalIds=[str(school.goal_id), str(uuid4())], rows=rows)
    answer = await school.post(path_of(school), sent)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "#/goalIds/1", "#/rows/1/learnerId", "#/rows/2/learnerId", "#/rows/3/learnerId", "#/rows/3/results",
    ]  # fmt: skip
    assert await school.announced() == []
    mended = {**sent, "goalIds": [str(school.goal_id)], "rows": [{"learnerId": mine, "results": good[:1]}]}
    assert (await school.post(path_of(school), mended)).status_code == 201


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"rows": []}, "#/rows"),
        ({"rows": [{"learnerId": str(uuid4()), "results": [None]}] * 41}, "#/rows"),
        ({"goalIds": [str(uuid4())] * 21}, "#/goalIds"),
        ({"kind": "observation"}, "#/kind"),
        ({"occurredAt": "0001-01-01T00:00:00Z"}, "#/occurredAt"),
        ({"rows": [{"learnerId": str(uuid4()), "results": [{"scoreScaled": 7}]}]}, "#/rows/0/results/0/scoreScaled"),
        ({"rows": [{"learnerId": str(uuid4()), "results": [{}]}]}, "#/rows/0/results/0/scoreScaled"),
    ],
)
async def test_a_fault_names_its_cell(school: Any, matrix: Any, change: Any, pointer: str) -> None:
    answer = await school.post(path_of(school), matrix(**change))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_only_the_groups_own_educators_and_the_board_record_a_matrix(school: Any, matrix: Any) -> None:
    assert (await school.post(path_of(school, 1), matrix(), "educator", school.educators[0])).status_code == 404
    assert (await school.post(path_of(school), matrix(), "learner", school.learners[0])).status_code == 403
    assert (await school.post(path_of(school), matrix(), "board-admin")).status_code == 201


async def test_empty_cells_alone_record_nothing(school: Any, matrix: Any) -> None:
    rows = [{"learnerId": str(school.learners[0]), "results": [None]}]
    answer = await school.post(path_of(school), matrix(rows=rows))
    assert (answer.status_code, answer.json()["recorded"]) == (201, 0)
    assert await school.announced() == []
