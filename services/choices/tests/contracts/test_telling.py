"""What others hear of contracts, who may ask, and what is left of an erased learner."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from choices_service.contracts.events import contracts_again
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.contracts.rights import ChoicesLearnerSeen
from eigenwijs_shared.db import board_transaction


async def test_contracts_are_told_again_page_by_page_as_they_are_now(klas: Any) -> None:
    await klas.planned([klas.idea("Molen")])
    await klas.drafted([], klas.learners[1])
    told = {event["contractId"]: event for event in await klas.board.told("choices.contract.changed.v1")}
    async with board_transaction(klas.board.sessions, klas.board.board_id) as session:
        first, after = await contracts_again(session, None, 1)
        second, end = await contracts_again(session, after, 2)
    assert end is None
    assert {str(event.contract_id): event.model_dump(mode="json") for event in (*first, *second)} == told


async def test_an_own_idea_is_told_without_its_words(klas: Any) -> None:
    await klas.drafted([klas.idea("Een kaart voor oma Truus")], note="Voor oma Truus")
    async with board_transaction(klas.board.sessions, klas.board.board_id) as session:
        assert await session.scalar(text("SELECT count(*) FROM outbox WHERE body LIKE '%Truus%'")) == 0


async def test_who_looks_is_told_as_looking_at_contracts(klas: Any) -> None:
    made = await klas.drafted([klas.idea("Molen")])
    await klas.seen(made)
    await klas.seen(made, klas.learners[0])
    seen = await klas.board.told(ChoicesLearnerSeen.type)
    assert [(one["what"], one["viewerRole"]) for one in seen] == [("contracts", "educator")]


@pytest.mark.parametrize("way", ["GET", "PUT", "DELETE"])
async def test_a_contract_that_is_not_there_is_unknown(klas: Any, way: str) -> None:
    answer = await klas.call(way, f"/v1/contracts/{uuid4()}", json={"tasks": []})
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-contract")


async def test_another_board_knows_nothing_of_it(klas: Any, new_class: Any) -> None:
    made = await klas.drafted([klas.idea("Molen")])
    other = await new_class(1)
    path = f"/v1/contracts/{made['contractId']}"
    answers = [
        await other.call("GET", path, "board-admin"),
        await other.call("PUT", path, json={"tasks": []}, headers={"If-Match": "*"}),
        await other.call("POST", f"{path}/proposal", json={}),
        await other.call("GET", f"/v1/groups/{klas.board.group_id}/contracts"),
    ]
    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("role", ["parent", "system"])
async def test_who_may_not_write_is_told_which_scope_it_takes(klas: Any, role: Any) -> None:
    answer = await klas.call("POST", "/v1/contracts", role, json={})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:eigenwijs:problem:missing-scope")
    assert "contracts:write" in answer.json()["detail"]


async def test_of_an_erased_learner_nothing_is_left_also_not_as_a_companion(klas: Any) -> None:
    gone, other = klas.learners[:2]
    friend = klas.idea("Samen", company="pair", withLearnerIds=[str(gone)])
    kept = await klas.drafted([friend], other)
    mine = await klas.planned([klas.idea("Molen", plannedOn=[klas.day(0)])], gone)
    await klas.replans(mine, because="illness", days=[klas.day(0)])
    await klas.call("POST", f"/v1/learners/{gone}/calendars", gone)
    path = f"/v1/groups/{klas.board.group_id}/apart"
    await klas.call("PUT", path, json={"pairs": [{"learnerIds": [str(gone), str(klas.learners[2])]}]})
    await klas.board.hears(ErasureRequested(request_id=uuid4(), learner_id=gone))
    tables = ("contract", "contract_task", "contract_replan", "contract_calendar", "not_together")
    async with board_transaction(klas.board.sessions, klas.board.board_id) as session:
        left = [
            await session.scalar(text(f"SELECT count(*) FROM {name} t WHERE t::text LIKE :id"), {"id": f"%{gone}%"})  # noqa: S608 - our own names
            for name in tables
        ]
    assert left == [0] * len(tables)
    assert (await klas.seen(kept))["tasks"][0]["withLearnerIds"] == []
