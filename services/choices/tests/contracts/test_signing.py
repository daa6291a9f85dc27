"""Two signatures make a contract, under the very revision that was read, once, whoever comes first."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from eigenwijs_shared.contracts.profile import EducatorChanged


@pytest.fixture
async def draft(klas: Any) -> Any:
    return await klas.drafted([klas.idea("Molen bouwen", plannedOn=[klas.day(0)])])


async def test_both_signatures_make_a_contract(klas: Any, draft: Any, read: Any) -> None:
    first = read(await klas.signs(draft, klas.learners[0]))
    assert (first["state"], first["educatorSignature"]) == ("draft", None)
    second = read(await klas.signs(draft))
    assert (second["state"], second["revision"]) == ("signed", 1)
    assert second["educatorSignature"]["by"] == str(klas.board.educator_id)
    told = await klas.board.told("choices.contract.changed.v1")
    assert [one["state"] for one in told] == ["draft", "draft", "signed"]


async def test_two_who_sign_at_once_make_one_contract(klas: Any, draft: Any) -> None:
    answers = await asyncio.gather(klas.signs(draft, klas.learners[0]), klas.signs(draft))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (await klas.seen(draft))["state"] == "signed"
    told = await klas.board.told("choices.contract.changed.v1")
    assert [one["state"] for one in told].count("signed") == 1


async def test_of_two_educators_at_once_one_signs(klas: Any, draft: Any) -> None:
    board, other = klas.board, uuid4()
    await board.hears(EducatorChanged(educator_id=other, version=1, active=True, group_ids=[board.group_id]))
    first = board.educator_id

    async def signs(educator: Any) -> Any:
        board.educator_id = educator
        return await klas.signs(draft)

    answers = await asyncio.gather(signs(first), signs(other))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["type"].endswith("signed-by-another")


async def test_the_same_signature_again_changes_nothing(klas: Any, draft: Any, read: Any) -> None:
    first = read(await klas.signs(draft))
    again = read(await klas.signs(draft))
    assert again == first


async def test_who_signs_a_plan_that_was_countered_meanwhile_is_told(klas: Any, draft: Any, read: Any) -> None:
    task = draft["tasks"][0]["taskId"]
    read(await klas.puts(draft, [{"taskId": task, "plannedOn": [klas.day(1)]}]))
    answer = await klas.signs(draft, klas.learners[0])
    assert (answer.status_code, answer.json()["type"]) == (412, "urn:eigenwijs:problem:changed-meanwhile")
    assert "2" in answer.json()["detail"]


async def test_who_counters_a_plan_that_was_signed_meanwhile_is_told(klas: Any, draft: Any, read: Any) -> None:
    tasks = [{"taskId": draft["tasks"][0]["taskId"], "plannedOn": [klas.day(1)]}]
    read(await klas.signs(draft, klas.learners[0]))
    assert (await klas.puts(draft, tasks)).status_code == 412
    agreed = read(await klas.signs(draft))
    answer = await klas.puts(agreed, tasks)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:contract-holds")


async def test_a_counter_ends_the_signature_that_was_there(klas: Any, draft: Any, read: Any) -> None:
    signed = read(await klas.signs(draft, klas.learners[0]))
    task = draft["tasks"][0]["taskId"]
    countered = read(await klas.puts(signed, [{"taskId": task, "plannedOn": [klas.day(2)]}], note="Liever woensdag"))
    assert (countered["state"], countered["revision"], countered["learnerSignature"]) == ("countered", 2, None)
    assert countered["note"] == "Liever woensdag"


async def test_a_counter_needs_to_say_which_version_was_seen(klas: Any, draft: Any) -> None:
    path = f"/v1/contracts/{draft['contractId']}"
    assert (await klas.call("PUT", path, json={"tasks": []})).status_code == 428


async def test_an_attempt_meanwhile_is_no_other_version(klas: Any, draft: Any, read: Any) -> None:
    seen = await klas.call("GET", f"/v1/contracts/{draft['contractId']}")
    read(await klas.puts(draft, [], tag=seen.headers["etag"]))


async def test_what_does_not_fit_cannot_be_signed(klas: Any) -> None:
    full = await klas.drafted([klas.idea("Lang", 90, plannedOn=[klas.day(0)]), klas.idea("Zonder dag")])
    answer = await klas.signs(full)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:plan-does-not-hold")
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        (f"#/days/{klas.day(0)}", "too-full"), ("#/tasks/1", "no-day"),
    ]  # fmt: skip


async def test_a_day_that_has_passed_is_no_plan(klas: Any) -> None:
    today = datetime.now(UTC).date()
    first, last = today - timedelta(days=2), today + timedelta(days=2)
    period = {"startsOn": str(first), "endsOn": str(last)}
    made = await klas.drafted([klas.idea("Molen", plannedOn=[str(first)])], "educator", **period)
    assert "day-past" in {check["code"] for check in made["checks"]}
    assert (await klas.signs(made)).status_code == 409


async def test_an_educator_may_sign_for_a_learner_who_did_so_on_paper(klas: Any, draft: Any, read: Any) -> None:
    signed = read(await klas.signs(draft, forLearner=True))
    assert signed["learnerSignature"]["by"] == str(klas.board.educator_id)
    assert read(await klas.signs(draft))["state"] == "signed"


@pytest.mark.parametrize("role", ["board-admin", "sis"])
async def test_only_the_two_whose_contract_it_is_sign(klas: Any, draft: Any, role: Any) -> None:
    answer = await klas.signs(draft, role)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:eigenwijs:problem:not-yours-to-sign")


async def test_another_learner_knows_nothing_of_it(klas: Any, draft: Any) -> None:
    path = f"/v1/contracts/{draft['contractId']}"
    other = klas.learners[1]
    answers = [
        await klas.call("GET", path, other),
        await klas.signs(draft, other),
        await klas.puts(draft, [], other),
        await klas.call("DELETE", path, other),
        await klas.call("POST", f"{path}/proposal", other, json={}),
        await klas.replans(draft, other, because="missed"),
        await klas.call("POST", f"{path}/copy", other, json={"startsOn": klas.day(7)}),
        await klas.call("GET", f"/v1/contracts?learnerId={klas.learners[0]}", other),
    ]
    assert {answer.status_code for answer in answers} == {404}


async def test_a_plan_that_was_withdrawn_is_not_signed(klas: Any, draft: Any) -> None:
    path = f"/v1/contracts/{draft['contractId']}"
    assert (await klas.call("DELETE", path, klas.learners[0])).status_code == 204
    assert (await klas.signs(draft)).json()["type"].endswith("contract-withdrawn")
    await klas.drafted([])
