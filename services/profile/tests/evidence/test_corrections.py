"""Corrections are new facts: the old ones stay, say so, and stop counting from the first fact on."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from eigenwijs_shared.db import board_transaction
from profile_service.announcers import ANNOUNCERS
from profile_service.evidence.renewals import renew_page


def path_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/evidence"


async def an_attempt(school: Any) -> str:
    answer = await school.post("/v1/attempts", school.attempt())
    return str(answer.json()["attemptId"])


async def renewed(school: Any, *, page: int = 500) -> int:
    """Pages that the worker told."""
    told = 0
    while await renew_page(school.sessions, page=page):
        told += 1
    return told


async def replayed(school: Any) -> list[Any]:
    """All facts as a replay tells them, in pages of two."""
    found: list[Any] = []
    async with board_transaction(school.sessions, school.board_id) as session:
        events, after = await ANNOUNCERS[-1](session, None, 2)
        found += events
        while after is not None:
            events, after = await ANNOUNCERS[-1](session, after, 2)
            found += events
    return found


@pytest.fixture(autouse=True)
async def nothing_waits(school: Any) -> None:
    """The worker looks at all boards, and those of earlier tests are in the same database."""
    await renewed(school)


def again(told: list[tuple[str, Any]]) -> list[Any]:
    """What recommend alone was told."""
    return [envelope for subject, envelope in told if subject.startswith("replay.recommend.")]


async def test_a_corrected_attempt_stays_and_says_by_whom_and_why(school: Any, correcting: Any) -> None:
    attempt_id = await an_attempt(school)
    made = await school.post(path_of(school), correcting(attempt_id), "educator", school.educators[0])
    assert (made.status_code, made.json()["sequence"], made.json()["scoreScaled"]) == (201, 2, None)
    [shown] = (await school.get(f"/v1/learners/{school.learners[0]}/attempts")).json()["items"]
    assert shown["attemptId"] == attempt_id
    assert (shown["correctedBy"]["authorId"], shown["correctedBy"]["reason"]) == (
        str(school.educators[0]), "Verkeerd kind",
    )  # fmt: skip


async def test_corrected_evidence_stays_and_says_so(school: Any, observed: Any, correcting: Any) -> None:
    said = observed()
    await school.post(path_of(school), said)
    correction = correcting(said["evidenceId"], scoreScaled=0.2)
    made = (await school.post(path_of(school), correction)).json()
    assert (made["scoreScaled"], made["success"], made["weight"]) == (0.2, False, 1.0)
    assert (made["goalIds"], made["occurredAt"][:19]) == (said["goalIds"], said["occurredAt"][:19])
    items = (await school.get(path_of(school))).json()["items"]
    assert [item["correctedBy"] and item["correctedBy"]["evidenceId"] for item in items] == [
        None, correction["evidenceId"],
    ]  # fmt: skip


async def test_a_correction_renews_the_ledger_in_the_same_transaction(school: Any, correcting: Any, told: Any) -> None:
    await school.post(path_of(school), correcting(await an_attempt(school)))
    (_, attempt), (_, renewal), (_, correction) = await told()
    assert (renewal["type"], renewal["data"]["renewal"]) == ("profile.ledger.renewed.v1", 1)
    assert (attempt["data"]["renewal"], correction["data"]["renewal"], correction["data"]["weight"]) == (0, 1, 0.0)


async def test_the_worker_tells_recommend_all_that_counts_in_sequence(
    school: Any, observed: Any, correcting: Any, told: Any
) -> None:
    first, _ = await an_attempt(school), await an_attempt(school)
    seen = observed()
    await school.post(path_of(school), seen)
    await school.post(path_of(school), correcting(first, success=True))
    await school.post(path_of(school), correcting(seen["evidenceId"]))
    assert await renewed(school, page=2) == 3
    facts = [(one["type"].split(".")[1], one["data"]) for one in again(await told())]
    assert [fact["sequence"] for _, fact in facts] == [1, 2, 3, 4, 5]
    assert {fact["renewal"] for _, fact in facts} == {2}
    assert [kind for kind, _ in facts] == ["evidence", "attempt", "evidence", "evidence", "evidence"]
    assert [fact.get("weight") for _, fact in facts] == [0.0, None, 0.0, 1.0, 0.0]
    assert facts[0][1]["corrects"] == first
    assert (facts[3][1]["corrects"], facts[3][1]["success"]) == (first, True)


async def test_facts_after_a_correction_carry_the_renewal(
    school: Any, observed: Any, correcting: Any, told: Any
) -> None:
    await school.post(path_of(school), correcting(await an_attempt(school)))
    await an_attempt(school)
    await school.post(path_of(school), observed())
    matrix = {
        "matrixId": str(uuid4()), "goalIds": [str(school.goal_id)], "occurredAt": "2026-01-05T09:00:00Z",
        "rows": [{"learnerId": str(school.learners[0]), "results": [{"scoreScaled": 1}]}],
    }  # fmt: skip
    await school.post(f"/v1/groups/{school.groups[0]}/evidence", matrix)
    assert [(one["data"].get("sequence"), one["data"]["renewal"]) for _, one in await told()] == [
        (1, 0), (None, 1), (2, 1), (3, 1), (4, 1), (5, 1),
    ]  # fmt: skip


async def test_another_correction_halfway_starts_the_walk_anew(school: Any, correcting: Any, told: Any) -> None:
    attempts = [await an_attempt(school) for _ in range(4)]
    await school.post(path_of(school), correcting(attempts[0]))
    assert await renew_page(school.sessions, page=2)
    await school.post(path_of(school), correcting(attempts[1]))
    await renewed(school, page=2)
    facts = [one["data"] for one in again(await told())]
    assert [(fact["renewal"], fact["sequence"]) for fact in facts] == [
        (1, 1), (1, 2), *((2, number) for number in range(1, 7)),
    ]  # fmt: skip


async def test_a_walk_that_dies_goes_on_where_it_was(
    school: Any, correcting: Any, told: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = [await an_attempt(school) for _ in range(4)]
    await school.post(path_of(school), correcting(attempts[0]))
    await renew_page(school.sessions, page=2)

    async def die(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr("profile_service.evidence.renewals.announce_all", die)
        with pytest.raises(RuntimeError):
            await renew_page(school.sessions, page=2)
    await renewed(school, page=2)
    assert [one["data"]["sequence"] for one in again(await told())] == [1, 2, 3, 4, 5]


async def test_a_replay_tells_attempts_and_evidence_in_one_sequence_as_they_count_now(
    school: Any, observed: Any, correcting: Any
) -> None:
    first = await an_attempt(school)
    await school.post(path_of(school), observed())
    await an_attempt(school)
    await school.post(path_of(school, 1), observed())
    await school.post(path_of(school), correcting(first))
    found = await replayed(school)
    of_first = [one for one in found if one.learner_id == school.learners[0]]
    assert [one.sequence for one in of_first] == [1, 2, 3, 4]
    assert {one.renewal for one in of_first} == {1}
    assert (of_first[0].kind, of_first[0].weight) == ("correction", 0.0)
    assert [(one.sequence, one.renewal) for one in found if one.learner_id == school.learners[1]] == [(1, 0)]


async def test_a_fact_is_corrected_once_but_a_correction_may_be_corrected(school: Any, correcting: Any) -> None:
    attempt_id, first = await an_attempt(school), correcting("")
    first["corrects"] = attempt_id
    await school.post(path_of(school), first)
    twice = await school.post(path_of(school), correcting(attempt_id))
    assert (twice.status_code, twice.json()["type"]) == (409, "urn:eigenwijs:problem:corrected-before")
    mended = await school.post(path_of(school), correcting(first["evidenceId"], success=True))
    assert (mended.status_code, mended.json()["weight"], mended.json()["scoreScaled"]) == (201, 1.0, 1.0)


async def test_corrected_by_two_at_once_one_is_told_so(school: Any, correcting: Any) -> None:
    attempt_id = await an_attempt(school)
    answers = await asyncio.gather(*(school.post(path_of(school), correcting(attempt_id)) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_a_repeated_correction_counts_once(school: Any, correcting: Any) -> None:
    correction = correcting(await an_attempt(school))
    answers = await asyncio.gather(*(school.post(path_of(school), correction) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [201]
    assert (await school.announced()).count("profile.ledger.renewed.v1") == 1


async def test_what_is_not_this_learners_cannot_be_corrected(school: Any, correcting: Any) -> None:
    attempt_id = await an_attempt(school)
    assert (await school.post(path_of(school, 1), correcting(attempt_id))).status_code == 404
    answer = await school.post(path_of(school), correcting(str(uuid4())))
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-fact")


async def test_a_learner_corrects_nothing(school: Any, correcting: Any) -> None:
    answer = await school.post(path_of(school), correcting(await an_attempt(school)), "learner", school.learners[0])
    assert answer.status_code == 403


@pytest.mark.parametrize("change", [{"reason": None}, {"level": 2}, {"note": "x"}, {"goalIds": [str(uuid4())]}])
async def test_a_correction_has_a_reason_and_takes_the_rest_over(school: Any, correcting: Any, change: Any) -> None:
    answer = await school.post(path_of(school), correcting(await an_attempt(school), **change))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"#/{next(iter(change))}")
