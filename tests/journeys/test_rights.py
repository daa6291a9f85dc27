"""A parent through the public door: the own child, who looked at it, and one dossier out of every service."""

import asyncio
import csv
import io
import json
import zipfile

import pytest

from eigenwijs_shared.exports.datasets import NAMES
from tests.journeys.school import Json, School
from tests.journeys.test_main_job import card_of

pytestmark = [pytest.mark.xdist_group("journeys"), pytest.mark.timeout(120)]


async def a_parent(school: School) -> Json:
    people = [person async for person in school.door.pages("/v1/parents")]
    return people[0]


async def test_a_parent_gets_the_dossier_of_the_own_child_out_of_every_service(school: School) -> None:
    person = await a_parent(school)
    child, parent = person["learnerIds"][0], await school.sign_in("parent", person["parentId"])
    learner = await school.sign_in("learner", child)
    card = await card_of(learner, child)
    chosen = {"cardId": card["cardId"], "optionId": card["options"][0]["optionId"]}
    assert (await learner.post(f"/v1/learners/{child}/choices", json=chosen)).status_code == 201
    asked = await parent.post(f"/v1/learners/{child}/dossier")
    assert asked.status_code == 202, asked.text
    async with asyncio.timeout(60):
        while (state := (await parent.get(asked.headers["Location"])).json())["state"] == "running":
            await asyncio.sleep(0.1)
    assert {receipt["service"] for receipt in state["receipts"]} == {"profile", "choices", "recommend", "gateway"}
    file = zipfile.ZipFile(io.BytesIO((await parent.get(state["download"])).content))
    held = json.loads(file.read("data/choices/choice.json"))
    assert card["cardId"] in {one["card_id"] for one in held}
    assert json.loads(file.read("data/gateway/account.json"))[0]["role"] == "learner"
    assert "password" not in file.read("data/gateway/account.json").decode()
    assert card["options"][0]["title"] in file.read("dossier.html").decode()


async def test_what_recommend_showed_a_teacher_is_in_the_log_that_the_parent_reads(school: School) -> None:
    person = await a_parent(school)
    child, parent = person["learnerIds"][0], await school.sign_in("parent", person["parentId"])
    group = school.learners[next(key for key, one in school.learners.items() if one["learnerId"] == child)]["groupIds"][
        0
    ]
    educator_id = next(one["educatorId"] for one in school.educators.values() if group in one["groupIds"])
    educator = await school.sign_in("educator", educator_id)
    assert (await educator.get(f"/v1/learners/{child}/mastery")).status_code == 200
    async with asyncio.timeout(30):
        while True:
            looks = (await parent.get(f"/v1/learners/{child}/access-log")).json()["items"]
            if any((look["viewerId"], look["what"]) == (educator_id, "mastery") for look in looks):
                break
            await asyncio.sleep(0.1)


async def test_a_board_takes_what_three_services_hold_of_it_from_one_address(school: School) -> None:
    learner_id, _ = await school.learner_and_educator(3)
    learner = await school.sign_in("learner", learner_id)
    card = await card_of(learner, learner_id)
    chosen = {"cardId": card["cardId"], "optionId": card["options"][0]["optionId"]}
    assert (await learner.post(f"/v1/learners/{learner_id}/choices", json=chosen)).status_code == 201
    answers = {name: await school.door.get(f"/v1/board/exports/{name}") for name in NAMES}
    found = {name: list(csv.DictReader(io.StringIO(answer.text))) for name, answer in answers.items()}
    assert [len(found["activities"]), len(found["learners"])] == [len(school.activities), len(school.learners)]
    assert card["cardId"] in {row["card_id"] for row in found["cards"]}
    assert (learner_id, card["cardId"]) in {(row["learner_id"], row["card_id"]) for row in found["choices"]}
    assert {row["goal_id"] for row in found["estimates"]} <= {row["goal_id"] for row in found["goals"]}
    whole = await school.door.get("/v1/board/exports/choices", format="parquet")
    assert (whole.headers["content-type"], whole.content[:4]) == ("application/vnd.apache.parquet", b"PAR1")
    assert (await learner.get("/v1/board/exports/estimates")).status_code == 403


async def test_a_parent_reaches_nobody_else(school: School) -> None:
    person = await a_parent(school)
    parent = await school.sign_in("parent", person["parentId"])
    other = next(one["learnerId"] for one in school.learners.values() if one["learnerId"] not in person["learnerIds"])
    paths = ("", "/attempts", "/mastery", "/choices", "/timeline", "/aims", "/access-log")
    answers = [await parent.get(f"/v1/learners/{other}{path}") for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert (await parent.get(f"/v1/learners/{other}/card")).status_code == 403
