"""Boards are made by the system, and everybody can ask who they are."""

from typing import Any
from uuid import uuid4

from eigenwijs_shared.testing import bearer


async def test_the_system_makes_a_board_that_only_its_own_see(school: Any) -> None:
    system = bearer(school.keys.token("system", None))
    made = await school.client.post("/v1/boards", json={"name": "Nieuw bestuur"}, headers=system)
    assert made.status_code == 201
    admin = bearer(school.keys.token("board-admin", made.json()["boardId"], uuid4()))
    me = (await school.client.get("/v1/me", headers=admin)).json()
    assert me["board"] == {"boardId": made.json()["boardId"], "name": "Nieuw bestuur"}
    assert (await school.get("/v1/me")).json()["board"]["name"] == "Bestuur"


async def test_a_repeated_request_makes_one_board(school: Any) -> None:
    headers = {**bearer(school.keys.token("system", None)), "Idempotency-Key": str(uuid4())}
    made = [await school.client.post("/v1/boards", json={"name": "B"}, headers=headers) for _ in range(2)]
    assert made[0].json() == made[1].json()


async def test_only_the_system_makes_boards(school: Any) -> None:
    assert (await school.post("/v1/boards", {"name": "B"})).status_code == 403


async def test_me_says_whom_i_reach(school: Any) -> None:
    learner = (await school.get("/v1/me", "learner", school.learners[0])).json()
    assert learner["reach"] == {
        "board": False, "groupIds": [str(school.groups[0])], "learnerIds": [str(school.learners[0])],
    }  # fmt: skip
    educator = (await school.get("/v1/me", "educator", school.educators[0])).json()
    assert educator["reach"]["groupIds"] == [str(school.groups[0])]
    assert (await school.get("/v1/me")).json()["reach"]["board"] is True
    system = await school.client.get("/v1/me", headers=bearer(school.keys.token("system", None)))
    assert (system.json()["role"], system.json()["boardId"]) == ("system", None)
