"""Who may decide for whom, and who sees it."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from eigenwijs_shared.auth import Role
from eigenwijs_shared.contracts.profile import EducatorChanged, LearnerChanged, ParentChanged
from eigenwijs_shared.testing import bearer


async def call_as(board: Any, role: Role, subject: UUID, method: str, path: str, **more: Any) -> httpx2.Response:
    """As that person."""
    token = board.keys.token(role, board.board_id, subject)
    answer: httpx2.Response = await board.client.request(method, path, headers=bearer(token), **more)
    return answer


async def ids_as(board: Any, role: Role, subject: UUID, path: str = "/v1/assignments") -> list[str]:
    answer = await call_as(board, role, subject, "GET", path)
    assert answer.status_code == 200, answer.text
    return [one["assignmentId"] for one in answer.json()["items"]]


async def has_learner(board: Any, *group_ids: UUID, learner_id: UUID | None = None, version: int = 1) -> UUID:
    found = learner_id or uuid4()
    await board.hears(
        LearnerChanged(
            learner_id=found, version=version, active=True, grades=["groep-5"], school_ids=[],
            group_ids=list(group_ids),
        )
    )  # fmt: skip
    return found


@pytest.mark.parametrize("role", ["learner", "parent"])
async def test_learners_and_parents_decide_nothing(board: Any, decide: Any, role: str) -> None:
    assert (await decide(role)).status_code == 403


async def test_an_educator_decides_for_nobody_out_of_reach(board: Any, decide: Any) -> None:
    other = await has_learner(board, uuid4())
    assert (await decide(learnerId=str(other))).json()["type"].endswith("unknown-learner")
    assert (await decide(learnerId=None, groupId=str(uuid4()))).json()["type"].endswith("unknown-group")


async def test_an_educator_decides_for_a_group_without_learners_yet(board: Any, decide: Any) -> None:
    fresh = uuid4()
    await board.hears(EducatorChanged(educator_id=board.educator_id, version=10**6, active=True, group_ids=[fresh]))
    assert (await decide(learnerId=None, groupId=str(fresh))).status_code == 201


async def test_who_does_not_reach_the_learner_sees_nothing(board: Any, decide: Any, new_board: Any) -> None:
    made = (await decide()).json()
    path = f"/v1/assignments/{made['assignmentId']}"
    other, stranger = await has_learner(board, uuid4()), uuid4()
    await board.hears(EducatorChanged(educator_id=stranger, version=1, active=True, group_ids=[uuid4()]))
    strangers: list[tuple[Role, UUID]] = [("learner", other), ("educator", stranger), ("parent", uuid4())]
    for role, subject in strangers:
        assert (await call_as(board, role, subject, "GET", path)).status_code == 404
        assert await ids_as(board, role, subject) == []
    body = {"ground": "other", "reason": "x", "until": made["until"]}
    assert (await call_as(board, "educator", stranger, "PUT", path, json=body)).status_code == 404
    assert (await call_as(board, "educator", stranger, "DELETE", path)).status_code == 404
    assert (await new_board().get(path, "board-admin")).status_code == 404


async def test_a_parent_sees_what_was_decided_for_a_child(board: Any, decide: Any) -> None:
    parent = uuid4()
    await board.hears(ParentChanged(parent_id=parent, version=1, active=True, learner_ids=[board.learner_id]))
    own = (await decide()).json()["assignmentId"]
    groups = (await decide(kind="pin", learnerId=None, groupId=str(board.group_id))).json()["assignmentId"]
    assert await ids_as(board, "parent", parent) == [groups, own]
    assert await ids_as(board, "parent", parent, f"/v1/learners/{board.learner_id}/assignments") == [groups, own]


async def test_who_joins_the_group_gets_it_and_who_leaves_it_has_it_no_more(board: Any, decide: Any) -> None:
    made = (await decide(learnerId=None, groupId=str(board.group_id))).json()["assignmentId"]
    late = await has_learner(board, uuid4())
    path = f"/v1/learners/{late}/assignments"
    assert await ids_as(board, "learner", late, path) == []
    await has_learner(board, board.group_id, learner_id=late, version=2)
    assert await ids_as(board, "learner", late, path) == [made]
    await has_learner(board, learner_id=late, version=3)
    assert await ids_as(board, "learner", late, path) == []
    assert await ids_as(board, "learner", late) == []


async def test_of_a_group_a_learner_sees_only_whether_itself_met_it(board: Any, decide: Any, attempt: Any) -> None:
    made = (await decide(learnerId=None, groupId=str(board.group_id))).json()
    other = await has_learner(board, board.group_id)
    outsider = await has_learner(board, uuid4())
    activity_id = made["activity"]["activityId"]
    await board.hears(*(attempt(one, activity_id) for one in (board.learner_id, other, outsider)))
    path = f"/v1/assignments/{made['assignmentId']}"
    shown: dict[str, set[str]] = {}
    readers: list[tuple[Role, UUID]] = [
        ("learner", board.learner_id), ("educator", board.educator_id), ("board-admin", uuid4()),
    ]  # fmt: skip
    for role, subject in readers:
        answer = await call_as(board, role, subject, "GET", path)
        shown[role] = {one["learnerId"] for one in answer.json()["met"]}
    both = {str(board.learner_id), str(other)}
    assert shown == {"learner": {str(board.learner_id)}, "educator": both, "board-admin": both}


async def test_who_looks_at_a_learners_assignments_is_noted(board: Any, decide: Any) -> None:
    made = (await decide()).json()
    await board.get(f"/v1/assignments/{made['assignmentId']}", "educator")
    await board.get("/v1/assignments", "educator")
    seen = await board.told("choices.learner.seen.v1")
    assert {(one["learnerId"], one["what"]) for one in seen} == {(str(board.learner_id), "assignments")}
