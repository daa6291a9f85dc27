"""Every route of electives takes its scope, and reaches nobody else's learners."""

from typing import Any
from uuid import UUID

import pytest

from eigenwijs_shared.contracts.profile import ParentChanged
from eigenwijs_shared.testing import bearer

Board = Any
ROUND, LEARNER, PERIOD = f"/v1/electives/{UUID(int=1)}", UUID(int=2), UUID(int=3)
ROUTES = [
    ("POST", "/v1/electives", "electives:write"),
    ("GET", "/v1/electives", "electives:read"),
    ("GET", ROUND, "electives:read"),
    ("PUT", ROUND, "electives:write"),
    ("GET", f"{ROUND}/preferences", "electives:read"),
    ("GET", f"{ROUND}/preferences/{LEARNER}", "electives:read"),
    ("PUT", f"{ROUND}/preferences/{LEARNER}", "choices:write"),
    ("POST", f"{ROUND}/allocation", "electives:write"),
    ("GET", f"{ROUND}/allocation", "electives:read"),
    ("GET", f"{ROUND}/places", "electives:read"),
    ("GET", f"{ROUND}/places/{LEARNER}", "electives:read"),
    ("PUT", f"{ROUND}/places/{LEARNER}/{PERIOD}", "electives:write"),
    ("DELETE", f"{ROUND}/places/{LEARNER}/{PERIOD}", "choices:write"),
    ("DELETE", f"{ROUND}/places/{LEARNER}/{PERIOD}/waiting", "choices:write"),
    ("POST", f"{ROUND}/places/{LEARNER}/swaps", "choices:write"),
    ("DELETE", f"{ROUND}/places/{LEARNER}/swaps/{UUID(int=4)}", "choices:write"),
    ("PUT", f"{ROUND}/modules/{UUID(int=4)}/places", "electives:write"),
]


@pytest.mark.parametrize(("method", "path", "scope"), ROUTES, ids=lambda value: str(value))
async def test_without_the_scope_nothing_is_done(board: Board, method: str, path: str, scope: str) -> None:
    answer = await board.call(method, path, scopes=[], json={})
    assert (answer.status_code, scope in answer.json()["detail"]) == (403, True)


@pytest.mark.parametrize("path", sorted({path for _, path, _ in ROUTES if str(LEARNER) in path}))
async def test_a_learner_out_of_reach_is_not_found(board: Board, path: str) -> None:
    methods = [method for method, other, _ in ROUTES if other == path]
    answers = [await board.call(method, path, "educator", json={}) for method in methods]
    assert {answer.status_code for answer in answers} == {404}


async def test_a_parent_reads_of_its_child_and_changes_nothing(school: Any) -> None:
    parent_id, child = UUID(int=77), school.learners[0]
    await school.board.hears(ParentChanged(parent_id=parent_id, version=1, active=True, learner_ids=[child]))
    await school.offers(school.module("A"))
    await school.wish(0, ["A"])
    await school.publishes()

    async def asks(method: str, path: str) -> int:
        token = school.board.keys.token("parent", school.board.board_id, parent_id)
        url = f"/v1/electives/{school.elective}{path}"
        answer = await school.board.client.request(method, url, headers=bearer(token))
        status: int = answer.status_code
        return status

    paths = ["", f"/preferences/{child}", f"/places/{child}", "/places", "/preferences", "/allocation"]
    assert [await asks("GET", path) for path in paths] == [200] * 6
    assert await asks("GET", f"/places/{school.learners[1]}") == 404
    assert await asks("DELETE", school.at(0)) == 403
