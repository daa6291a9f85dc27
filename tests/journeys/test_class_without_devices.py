"""A class without devices: fresh cards on paper with names, ticked in one request, and what then becomes of them."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.journeys.school import Json, School

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(240)]
SUBJECT = {"subject": "rekenen-en-wiskunde"}


async def a_class(school: School) -> tuple[str, str]:
    """(group, educator) in which none of the learners is that other journeys are about."""
    taken = {group for number in range(6) for group in await groups_of(school, number)}
    found = [
        (group_id, person["educatorId"])
        for person in school.educators.values()
        for group_id in person["groupIds"]
        if group_id not in taken
    ]
    return found[0]


async def groups_of(school: School, number: int) -> list[str]:
    learner_id, _ = await school.learner_and_educator(number)
    known = next(one for one in school.learners.values() if one["learnerId"] == learner_id)
    groups: list[str] = known["groupIds"]
    return groups


async def everybody_has_a_card(educator: httpx2.AsyncClient, group_id: str) -> None:
    """As soon as all services have heard of roster and curriculum."""
    async with asyncio.timeout(60):
        while True:
            offered = await educator.post(f"/v1/groups/{group_id}/cards", params=SUBJECT)
            items = offered.json().get("items", [])
            if len(items) > 5 and all(one["cardId"] for one in items):
                return
            await asyncio.sleep(0.3)


async def outcome(educator: httpx2.AsyncClient, card_id: str, kind: str | None) -> Any:
    """What the register of cards says became of it, once it says that."""
    async with asyncio.timeout(20):
        while True:
            said = (await educator.get(f"/v1/cards/{card_id}")).json().get("outcome")
            if (said["kind"] if said else None) == kind:
                return said
            await asyncio.sleep(0.1)


async def test_a_class_prints_its_cards_and_ticks_who_chose_what(school: School) -> None:
    group_id, educator_id = await a_class(school)
    educator = await school.sign_in("educator", educator_id)
    await everybody_has_a_card(educator, group_id)
    printed = await educator.get(f"/v1/groups/{group_id}/choice-cards.pdf", params=SUBJECT)
    assert (printed.status_code, printed.content[:4]) == (200, b"%PDF"), printed.text

    screen = (await educator.get(f"/v1/groups/{group_id}/choice-cards", params=SUBJECT)).json()["rows"]
    listed = (await educator.get("/v1/learners", params={"groupId": group_id, "limit": 200})).json()["items"]
    assert {row["learnerId"]: row["code"] for row in screen} == {one["learnerId"]: one["code"] for one in listed}

    rows: list[Json] = [
        {
            "learnerId": row["learnerId"],
            "cardId": row["card"]["cardId"],
            "optionId": row["card"]["options"][0]["optionId"],
        }
        for row in screen
        if row["card"]
    ]
    ticked = await educator.post(f"/v1/groups/{group_id}/choices", json={"rows": rows})
    assert ticked.status_code == 201, ticked.text
    assert ticked.json()["made"] == len(rows) > 5
    again = (await educator.get(f"/v1/groups/{group_id}/choice-cards", params=SUBJECT)).json()["rows"]
    assert {row["card"]["chosen"] for row in again if row["card"]} == {"A"}

    first, second, *_ = ticked.json()["rows"]
    await outcome(educator, first["cardId"], "option")
    gone = await educator.post(f"/v1/choices/{first['choiceId']}/withdraw")
    assert gone.json()["state"] == "withdrawn"
    await outcome(educator, first["cardId"], None)
    statement = (await educator.get(f"/v1/choices/{second['choiceId']}/statement")).json()
    assert statement["context"]["instructor"]["account"]["name"] == educator_id
