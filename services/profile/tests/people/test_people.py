"""Who there is: as far as one reaches, with names only for whom they concern."""

from typing import Any
from uuid import uuid4

import pytest


async def ids(school: Any, path: str, key: str, role: str, subject: Any) -> set[str]:
    page = (await school.get(path, role, subject)).json()
    return {item[key] for item in page["items"]}


async def test_each_sees_the_learners_in_reach(school: Any) -> None:
    first, second = (str(learner) for learner in school.learners)
    assert await ids(school, "/v1/learners", "learnerId", "learner", school.learners[0]) == {first}
    assert await ids(school, "/v1/learners", "learnerId", "educator", school.educators[1]) == {second}
    assert await ids(school, "/v1/learners", "learnerId", "board-admin", uuid4()) == {first, second}


async def test_each_sees_the_groups_in_reach(school: Any) -> None:
    first, second = (str(group) for group in school.groups)
    assert await ids(school, "/v1/groups", "groupId", "learner", school.learners[0]) == {first}
    assert await ids(school, "/v1/groups", "groupId", "educator", school.educators[1]) == {second}
    assert await ids(school, "/v1/groups", "groupId", "sis", "client") == {first, second}


async def test_names_are_for_educators_and_for_oneself(school: Any) -> None:
    path = f"/v1/learners/{school.learners[0]}"
    for role, subject in (("educator", school.educators[0]), ("learner", school.learners[0]), ("sis", "client")):
        assert (await school.get(path, role, subject)).json()["name"]["given"] == "Voornaam l0"
    blind = await school.client.get(
        path, headers=school.headers("educator", school.educators[0], without="learners:names")
    )
    assert blind.json()["name"] is None


async def test_sourced_ids_are_for_the_boards_systems(school: Any) -> None:
    path = f"/v1/learners/{school.learners[0]}"
    assert (await school.get(path)).json()["sourcedId"] == "l0"
    assert (await school.get(path, "educator", school.educators[0])).json()["sourcedId"] is None
    found = (await school.get("/v1/learners?sourcedId=l1")).json()["items"]
    assert [item["learnerId"] for item in found] == [str(school.learners[1])]


async def test_learners_are_found_by_group(school: Any) -> None:
    found = (await school.get(f"/v1/learners?groupId={school.groups[1]}")).json()["items"]
    assert [item["learnerId"] for item in found] == [str(school.learners[1])]


@pytest.mark.parametrize("path", ["/v1/learners/{learner}", "/v1/groups/{group}"])
async def test_what_is_unknown_or_of_another_board_is_404(school: Any, path: str) -> None:
    unknown = path.format(learner=uuid4(), group=uuid4())
    theirs = path.format(learner=school.learners[0], group=school.groups[0])
    from eigenwijs_shared.testing import bearer

    stranger = bearer(school.keys.token("board-admin", uuid4()))
    assert (await school.get(unknown)).status_code == 404
    assert (await school.client.get(theirs, headers=stranger)).status_code == 404
    assert (await school.client.get("/v1/learners", headers=stranger)).json()["items"] == []


@pytest.mark.parametrize("path", ["/v1/learners/x", "/v1/learners?groupId=x", "/v1/learners?sourcedId=%00"])
async def test_an_id_that_is_none_is_422(school: Any, path: str) -> None:
    assert (await school.get(path)).status_code == 422


async def test_pages_hold_everybody_once(school: Any) -> None:
    first = (await school.get("/v1/learners?limit=1")).json()
    second = (await school.get(f"/v1/learners?limit=1&cursor={first['nextCursor']}")).json()
    seen = [item["learnerId"] for item in first["items"] + second["items"]]
    assert seen == sorted(str(learner) for learner in school.learners)
    assert second["nextCursor"] is None


async def test_groups_count_their_learners(school: Any) -> None:
    shown = (await school.get(f"/v1/groups/{school.groups[0]}", "educator", school.educators[0])).json()
    assert (shown["learnerCount"], shown["title"]) == (1, "Groep 0")
