"""The ledger: an attempt counts once, in order, for whom the caller reaches."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

NOT_A_NUMBER = {"scoreScaled": "1", "success": True, "completion": True, "durationSeconds": 1}


async def test_an_attempt_is_recorded_and_announced(school: Any) -> None:
    answer = await school.post("/v1/attempts", school.attempt())
    assert answer.status_code == 201
    assert (answer.json()["sequence"], answer.json()["goalIds"]) == (1, [str(school.goal_id)])
    assert answer.json()["result"]["scoreScaled"] == 0.0
    assert await school.announced() == ["profile.attempt.recorded.v1"]


async def test_a_repeated_attempt_counts_once_and_gets_the_same_body(school: Any) -> None:
    attempt = school.attempt()
    first, again = await school.post("/v1/attempts", attempt), await school.post("/v1/attempts", attempt)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(await school.announced()) == 1


async def test_other_content_under_the_same_id_is_409(school: Any) -> None:
    attempt = school.attempt()
    await school.post("/v1/attempts", attempt)
    attempt["result"]["durationSeconds"] = 1
    answer = await school.post("/v1/attempts", attempt)
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("attempt-id-reused")


async def test_the_same_id_for_another_learner_is_another_attempt(school: Any) -> None:
    attempt = school.attempt(0)
    await school.post("/v1/attempts", attempt)
    other = await school.post("/v1/attempts", {**attempt, "learnerId": str(school.learners[1])})
    assert other.status_code == 201


async def test_sent_twenty_times_at_once_it_still_counts_once(school: Any) -> None:
    attempt = school.attempt()
    answers = await asyncio.gather(*(school.post("/v1/attempts", attempt) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]


async def test_sequences_have_no_gaps_when_many_arrive_together(school: Any) -> None:
    sending = [school.post("/v1/attempts", school.attempt(number % 2)) for number in range(20)]
    batches = [{"attempts": [school.attempt(number % 2) for number in range(10)]} for _ in range(4)]
    await asyncio.gather(*sending, *(school.post("/v1/attempts/batch", batch) for batch in batches))
    for learner in school.learners:
        page = await school.get(f"/v1/learners/{learner}/attempts?limit=200")
        assert [item["sequence"] for item in page.json()["items"]] == list(range(30, 0, -1))


async def test_a_batch_says_of_each_attempt_what_became_of_it(school: Any) -> None:
    known, new = school.attempt(), school.attempt()
    await school.post("/v1/attempts", known)
    changed = {**known, "occurredAt": "2026-01-01T00:00:00Z"}
    elsewhere, unknown = school.attempt(activityId=str(uuid4())), school.attempt(learnerId=str(uuid4()))
    sent = [known, new, new, changed, elsewhere, unknown]
    answer = await school.post("/v1/attempts/batch", {"attempts": sent})
    assert answer.status_code == 200
    results = answer.json()["results"]
    assert [result["attemptId"] for result in results] == [attempt["attemptId"] for attempt in sent]
    assert [result["status"] for result in results] == [
        "duplicate", "created", "duplicate", "rejected", "rejected", "rejected",
    ]  # fmt: skip
    assert [result["problem"]["status"] for result in results[3:]] == [409, 404, 404]


@pytest.mark.parametrize(("role", "who"), [("learner", "learners"), ("educator", "educators")])
async def test_who_does_not_reach_the_learner_gets_404(school: Any, role: str, who: str) -> None:
    me = getattr(school, who)[0]
    assert (await school.post("/v1/attempts", school.attempt(0), role, me)).status_code == 201
    assert (await school.post("/v1/attempts", school.attempt(1), role, me)).status_code == 404
    assert (await school.get(f"/v1/learners/{school.learners[1]}/attempts", role, me)).status_code == 404


async def test_an_unknown_activity_is_404(school: Any) -> None:
    answer = await school.post("/v1/attempts", school.attempt(activityId=str(uuid4())))
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:eigenwijs:problem:unknown-activity")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"attemptId": "x"}, "#/attemptId"),
        ({"occurredAt": "2999-01-01T00:00:00Z"}, "#/occurredAt"),
        ({"result": NOT_A_NUMBER}, "#/result/scoreScaled"),
        ({"result": {**NOT_A_NUMBER, "scoreScaled": 1.01}}, "#/result/scoreScaled"),
        ({"result": {**NOT_A_NUMBER, "scoreScaled": 1, "durationSeconds": -1}}, "#/result/durationSeconds"),
        ({"result": {**NOT_A_NUMBER, "scoreScaled": 1, "durationSeconds": 10**30}}, "#/result/durationSeconds"),
        ({"result": {**NOT_A_NUMBER, "scoreScaled": 1, "success": 1}}, "#/result/success"),
        ({"result": []}, "#/result"),
        ({"extra": 1}, "#/extra"),
    ],
)
async def test_bad_input_names_the_place_and_changes_nothing(school: Any, change: dict[str, Any], pointer: str) -> None:
    answer = await school.post("/v1/attempts", school.attempt(**change))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    batch = await school.post("/v1/attempts/batch", {"attempts": [school.attempt(), school.attempt(**change)]})
    assert batch.status_code == 422
    assert batch.json()["errors"][0]["pointer"] == pointer.replace("#", "#/attempts/1")
    assert await school.announced() == []


async def test_a_thousand_and_one_attempts_are_too_many(school: Any) -> None:
    thousand = [school.attempt() for _ in range(1000)]
    assert (await school.post("/v1/attempts/batch", {"attempts": [*thousand, school.attempt()]})).status_code == 422
    answer = await school.post("/v1/attempts/batch", {"attempts": thousand})
    assert {result["status"] for result in answer.json()["results"]} == {"created"}


async def test_the_ledger_cannot_be_changed_by_the_application(school: Any) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import ProgrammingError

    from eigenwijs_shared.db import board_transaction

    await school.post("/v1/attempts", school.attempt())

    async def change() -> None:
        async with board_transaction(school.sessions, school.board_id) as session:
            await session.execute(text("UPDATE attempt SET success = true"))

    with pytest.raises(ProgrammingError, match="permission denied"):
        await change()


async def test_pages_of_attempts_go_on_where_the_last_ended(school: Any) -> None:
    await school.post("/v1/attempts/batch", {"attempts": [school.attempt() for _ in range(7)]})
    path = f"/v1/learners/{school.learners[0]}/attempts?limit=5"
    first = (await school.get(path)).json()
    second = (await school.get(f"{path}&cursor={first['nextCursor']}")).json()
    assert [item["sequence"] for item in first["items"] + second["items"]] == [7, 6, 5, 4, 3, 2, 1]
    assert second["nextCursor"] is None
