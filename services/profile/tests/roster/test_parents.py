"""Parents come from the roster, reach their own children and nobody else, until those decide alone."""

from typing import Any
from uuid import UUID

import pytest

Roster = dict[str, list[dict[str, str]]]


@pytest.fixture
def family(small: Roster) -> Roster:
    """Noor and Sem, and a mother of Noor alone."""
    for user in small["users.csv"]:
        user["agentSourcedIds"] = {"noor": "moeder"}.get(user["sourcedId"], "")
    return small


async def parent_of(importing: Any) -> dict[str, Any]:
    page = (await importing.school.get("/v1/parents")).json()
    [found] = page["items"]
    return dict(found)


async def test_a_parent_reaches_the_own_child_and_nobody_else(importing: Any, family: Roster) -> None:
    assert (await importing.apply(importing.bulk(family)))["state"] == "applied"
    learners = await importing.learners()
    noor, sem = learners["noor"]["learnerId"], learners["sem"]["learnerId"]
    found = await parent_of(importing)
    assert (found["active"], found["learnerIds"], found["sourcedId"]) == (True, [noor], "moeder")
    mother = UUID(found["parentId"])
    get = importing.school.get
    shown = await get(f"/v1/learners/{noor}", "parent", mother)
    assert shown.json()["name"] == {"given": "Voor-noor", "family": "Achter"}
    assert (await get(f"/v1/learners/{sem}", "parent", mother)).status_code == 404
    assert [one["learnerId"] for one in (await get("/v1/learners", "parent", mother)).json()["items"]] == [noor]
    assert (await get("/v1/groups", "parent", mother)).json()["items"] == []
    assert (await get(f"/v1/learners/{noor}/attempts", "parent", mother)).json()["items"] == []
    assert (await get("/v1/me", "parent", mother)).json()["reach"]["learnerIds"] == [noor]
    assert (await get("/v1/parents", "parent", mother)).status_code == 403
    assert "profile.parent.changed.v1" in await importing.school.announced()


async def test_reach_ends_the_month_after_the_sixteenth_birthday(importing: Any, family: Roster) -> None:
    family["demographics.csv"] = [{"sourcedId": "noor", "birthDate": "2009-05-17"}]
    await importing.apply(importing.bulk(family))
    found = await parent_of(importing)
    assert (found["active"], found["learnerIds"]) == (False, [])
    rule = {"age": 18, "grades": ["vo-6"]}
    assert (await importing.school.put("/v1/board/parent-rule", rule)).json() == rule
    assert len((await parent_of(importing))["learnerIds"]) == 1


async def test_without_a_birth_date_the_grade_ends_it(importing: Any, family: Roster) -> None:
    await importing.apply(importing.bulk(family))
    rule = {"age": 16, "grades": ["groep-6"]}
    await importing.school.put("/v1/board/parent-rule", rule)
    assert (await parent_of(importing))["learnerIds"] == []


async def test_a_guardian_without_a_child_here_is_not_kept(importing: Any, small: Roster) -> None:
    await importing.apply(importing.bulk(small))
    assert (await importing.school.get("/v1/parents")).json()["items"] == []


async def test_a_parent_whose_link_ends_keeps_the_id_when_it_returns(importing: Any, family: Roster) -> None:
    await importing.apply(importing.bulk(family))
    before = await parent_of(importing)
    child = next(user for user in family["users.csv"] if user["sourcedId"] == "noor")
    await importing.apply(importing.delta(users=[{**child, "agentSourcedIds": ""}]))
    assert (await parent_of(importing))["active"] is False
    await importing.apply(importing.delta(users=[child]))
    assert await parent_of(importing) == before


@pytest.mark.parametrize("age", [15, 19, "16", None])
async def test_a_rule_outside_the_law_is_refused(school: Any, age: object) -> None:
    answer = await school.put("/v1/board/parent-rule", {"age": age, "grades": []})
    assert answer.status_code == 422
    assert (await school.get("/v1/board/parent-rule")).json()["age"] == 16


async def test_a_parent_of_nobody_who_is_left_is_forgotten_with_the_child(importing: Any, family: Roster) -> None:
    await importing.apply(importing.bulk(family))
    noor = (await importing.learners())["noor"]["learnerId"]
    erased = await importing.school.post(f"/v1/learners/{noor}/erasure", {"ground": "request-by-parent"})
    assert erased.status_code == 202, erased.text
    assert (await importing.school.get("/v1/parents")).json()["items"] == []
    assert "moeder" not in await importing.school.known()
    assert (await importing.school.told("profile.parent.changed.v1"))[-1]["gone"] is True
