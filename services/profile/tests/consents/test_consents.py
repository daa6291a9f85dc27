"""Consent is given by whoever decides, with its proof, and withdrawn as easily."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert

from eigenwijs_shared.db import board_transaction
from profile_service import tables
from profile_service.consents.rules import may_give

RESEARCH = {"purpose": "research", "givenBy": "parent"}


@pytest.fixture
async def mother(school: Any) -> UUID:
    parent_id = uuid4()
    async with board_transaction(school.sessions, school.board_id) as session:
        values = {"parent_id": parent_id, "version": 1, "active": True, "learner_ids": [school.learners[0]]}
        await session.execute(insert(tables.parent).values(board_id=school.board_id, **values))
    return parent_id


def path_of(school: Any) -> str:
    return f"/v1/learners/{school.learners[0]}/consents"


async def test_a_parent_gives_and_withdraws_and_both_stay_to_be_seen(school: Any, mother: UUID) -> None:
    path = path_of(school)
    given = await school.post(path, RESEARCH, "parent", mother)
    assert (given.status_code, given.json()["present"]) == (201, True)
    assert (await school.post(path, RESEARCH, "parent", mother)).status_code == 409
    withdraw = f"{path}/{given.json()['consentId']}/withdraw"
    assert (await school.post(withdraw, {}, "parent", mother)).json()["present"] is False
    assert (await school.post(withdraw, {}, "parent", mother)).status_code == 200
    assert (await school.post(path, RESEARCH, "parent", mother)).status_code == 201
    shown = (await school.get(path, "learner", school.learners[0])).json()["items"]
    assert [one["present"] for one in shown] == [True, False]


async def test_a_young_learner_cannot_consent_nor_can_a_teacher(school: Any) -> None:
    me = school.learners[0]
    own = {"purpose": "research", "givenBy": "learner"}
    assert (await school.post(path_of(school), own, "learner", me)).status_code == 403
    assert (await school.post(path_of(school), RESEARCH, "educator", school.educators[0])).status_code == 403


async def test_who_decides_alone_consents_alone(school: Any, mother: UUID) -> None:
    await school.put("/v1/board/parent-rule", {"age": 16, "grades": ["groep-6"]})
    me = school.learners[0]
    own = {"purpose": "research", "givenBy": "learner"}
    assert (await school.post(path_of(school), own, "learner", me)).status_code == 201
    assert (await school.post(path_of(school), RESEARCH, "sis")).status_code == 403


async def test_what_the_school_takes_down_needs_its_proof(school: Any) -> None:
    path = path_of(school)
    on_paper = {**RESEARCH, "method": "on-paper"}
    refused = await school.post(path, on_paper)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/proof")
    taken = await school.post(path, {**on_paper, "proof": "formulier 12, map 3"})
    assert taken.json()["proof"] == "formulier 12, map 3"


async def test_a_purpose_that_is_not_ours_to_ask_is_refused(school: Any) -> None:
    assert (await school.post(path_of(school), {**RESEARCH, "purpose": "advertising"})).status_code == 422


@pytest.mark.parametrize(
    ("role", "giver", "alone", "may"),
    [
        ("learner", "learner", True, True),
        ("learner", "learner", False, False),
        ("parent", "parent", False, True),
        ("parent", "parent", True, False),
        ("learner", "parent", False, False),
        ("board-admin", "parent", False, True),
        ("educator", "parent", False, False),
    ],
)
def test_who_may_give(role: Any, giver: Any, alone: bool, may: bool) -> None:
    assert may_give(role, giver, decides_alone=alone) is may
