"""Evidence: recorded once, by whom it is theirs to say, in one numbering with attempts."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import ProgrammingError

from eigenwijs_shared.db import board_transaction

RUBRIC = [
    {"criterion": "Opbouw", "levels": ["zoekend", "op weg", "stevig"], "scored": 2},
    {"criterion": "Bronnen", "levels": ["geen", "een", "meer"], "scored": 1},
]


def path_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/evidence"


async def mates(school: Any) -> None:
    """Learner 1 joins the group of learner 0."""
    async with board_transaction(school.sessions, school.board_id) as session:
        joined = {"group": [*school.groups], "learner": school.learners[1]}
        await session.execute(text("UPDATE learner SET group_ids = :group WHERE learner_id = :learner"), joined)


async def sequences(school: Any, number: int = 0) -> list[int]:
    attempts = await school.get(f"/v1/learners/{school.learners[number]}/attempts?limit=200")
    evidence = await school.get(f"{path_of(school, number)}?limit=200")
    return sorted(item["sequence"] for item in [*attempts.json()["items"], *evidence.json()["items"]])


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    ran: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        ran.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def test_an_observation_is_recorded_and_announced_without_its_words(
    school: Any, observed: Any, told: Any
) -> None:
    said = observed(note="Legt het aan Sam uit")
    answer = await school.post(path_of(school), said, "educator", school.educators[0])
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["source"], shown["weight"], shown["scoreScaled"], shown["level"]) == ("educator", 1.0, 1.0, 3)
    assert (shown["sequence"], shown["note"], shown["correctedBy"]) == (1, "Legt het aan Sam uit", None)
    [(subject, envelope)] = await told()
    assert subject.endswith("profile.evidence.recorded.v1")
    assert "Sam" not in str(envelope)
    assert (envelope["data"]["weight"], envelope["data"]["renewal"]) == (1.0, 0)


async def test_repeated_evidence_counts_once_and_gets_the_same_body(school: Any, observed: Any) -> None:
    said = observed()
    first, again = await school.post(path_of(school), said), await school.post(path_of(school), said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert await school.announced() == ["profile.evidence.recorded.v1"]


@pytest.mark.parametrize("change", [{"success": False}, {"note": "anders"}, {"level": 4}, {"kind": "paper-check"}])
async def test_other_content_under_the_same_id_is_409(school: Any, observed: Any, change: Any) -> None:
    said = observed()
    await school.post(path_of(school), said)
    answer = await school.post(path_of(school), {**said, **change})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:evidence-id-reused")


async def test_a_check_is_no_repetition_of_practice(school: Any, observed: Any) -> None:
    said = observed(kind="paper-check")
    await school.post(path_of(school), said)
    assert (await school.post(path_of(school), {**said, "check": True})).status_code == 409


async def test_the_same_id_for_another_learner_is_other_evidence(school: Any, observed: Any) -> None:
    said = observed()
    answers = [await school.post(path_of(school, number), said) for number in (0, 1)]
    assert [answer.status_code for answer in answers] == [201, 201]


async def test_the_id_of_an_attempt_is_not_free_for_evidence(school: Any, observed: Any) -> None:
    attempt = school.attempt()
    await school.post("/v1/attempts", attempt)
    assert (await school.post(path_of(school), observed(evidenceId=attempt["attemptId"]))).status_code == 409


async def test_sent_twenty_times_at_once_it_still_counts_once(school: Any, observed: Any) -> None:
    said = observed()
    answers = await asyncio.gather(*(school.post(path_of(school), said) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]


async def test_attempts_and_evidence_at_once_leave_no_gap_and_no_double_number(school: Any, observed: Any) -> None:
    batches = [{"attempts": [school.attempt(number % 2) for number in range(10)]} for _ in range(4)]
    matrix = {
        "matrixId": str(uuid4()), "goalIds": [str(school.goal_id)], "occurredAt": "2026-01-05T09:00:00Z",
        "rows": [{"learnerId": str(school.learners[0]), "results": [{"scoreScaled": 0.5}]}],
    }  # fmt: skip
    await asyncio.gather(
        *(school.post("/v1/attempts", school.attempt(number % 2)) for number in range(10)),
        *(school.post(path_of(school, number % 2), observed()) for number in range(20)),
        *(school.post("/v1/attempts/batch", batch) for batch in batches),
        school.post(f"/v1/groups/{school.groups[0]}/evidence", matrix),
    )
    assert await sequences(school, 0) == list(range(1, 37))
    assert await sequences(school, 1) == list(range(1, 36))


async def test_a_product_takes_its_score_from_the_rubric(school: Any, observed: Any) -> None:
    said = {**observed(kind="product", rubric=RUBRIC)}
    del said["success"]
    shown = (await school.post(path_of(school), said, "educator", school.educators[0])).json()
    assert (shown["scoreScaled"], shown["success"], shown["weight"]) == (0.75, True, 2.0)
    assert shown["rubric"] == RUBRIC


@pytest.mark.parametrize(
    ("change", "weight"),
    [({"kind": "paper-check"}, 1.0), ({"kind": "paper-check", "check": True}, 1.5), ({"kind": "observation"}, 1.0)],
)
async def test_each_kind_has_its_weight(school: Any, observed: Any, change: Any, weight: float) -> None:
    assert (await school.post(path_of(school), observed(**change))).json()["weight"] == weight


async def test_a_learner_assesses_itself_and_it_hardly_counts(school: Any, observed: Any) -> None:
    me = school.learners[0]
    answer = await school.post(path_of(school), observed(kind="self-assessment"), "learner", me)
    assert (answer.status_code, answer.json()["source"], answer.json()["weight"]) == (201, "learner", 0.1)


@pytest.mark.parametrize("kind", ["observation", "product", "paper-check", "correction", "peer-assessment"])
async def test_a_learner_says_nothing_else_about_itself(school: Any, observed: Any, kind: str) -> None:
    answer = await school.post(path_of(school), observed(kind=kind), "learner", school.learners[0])
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:eigenwijs:problem:kind-not-yours")


@pytest.mark.parametrize("kind", ["self-assessment", "peer-assessment"])
async def test_educators_do_not_speak_for_learners(school: Any, observed: Any, kind: str) -> None:
    answer = await school.post(path_of(school), observed(kind=kind), "educator", school.educators[0])
    assert answer.status_code == 403


async def test_a_classmate_may_be_assessed_but_not_read(school: Any, observed: Any) -> None:
    await mates(school)
    me = school.learners[1]
    answer = await school.post(path_of(school), observed(kind="peer-assessment"), "learner", me)
    assert (answer.status_code, answer.json()["weight"], answer.json()["sequence"]) == (201, 0.3, None)
    assert (await school.get(path_of(school), "learner", me)).status_code == 404
    assert (await school.post(path_of(school), observed(), "learner", me)).status_code == 404
    assert (await school.post(path_of(school), observed(kind="self-assessment"), "learner", me)).status_code == 404


async def test_who_shares_no_group_is_not_there_to_assess(school: Any, observed: Any) -> None:
    said = observed(kind="peer-assessment")
    assert (await school.post(path_of(school, 1), said, "learner", school.learners[0])).status_code == 404
    assert (
        await school.post(f"/v1/learners/{uuid4()}/evidence", said, "learner", school.learners[0])
    ).status_code == 404


async def test_a_group_that_has_ended_makes_no_classmates(school: Any, observed: Any) -> None:
    await mates(school)
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE learner_group SET active = false"))
    answer = await school.post(path_of(school), observed(kind="peer-assessment"), "learner", school.learners[1])
    assert answer.status_code == 404


@pytest.mark.parametrize("role", ["learner", "educator"])
async def test_who_does_not_reach_the_learner_gets_404(school: Any, observed: Any, role: str) -> None:
    me = {"learner": school.learners, "educator": school.educators}[role][0]
    assert (await school.post(path_of(school, 1), observed(), role, me)).status_code == 404
    assert (await school.get(path_of(school, 1), role, me)).status_code == 404


async def test_without_the_scope_it_is_403(school: Any, observed: Any) -> None:
    headers = school.headers("educator", school.educators[0], without="evidence:write")
    assert (await school.client.post(path_of(school), json=observed(), headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"evidenceId": "x"}, "#/evidenceId"),
        ({"kind": "rumour"}, "#/kind"),
        ({"goalIds": []}, "#/goalIds"),
        ({"goalIds": [str(uuid4())]}, "#/goalIds/0"),
        ({"level": 6}, "#/level"),
        ({"form": "dance"}, "#/form"),
        ({"success": None}, "#/scoreScaled"),
        ({"scoreScaled": 1.5}, "#/scoreScaled"),
        ({"occurredAt": "2999-01-01T00:00:00Z"}, "#/occurredAt"),
        ({"occurredAt": "0001-01-01T00:00:00Z"}, "#/occurredAt"),
        ({"occurredAt": None}, "#/occurredAt"),
        ({"check": True}, "#/check"),
        ({"reason": "x"}, "#/reason"),
        ({"corrects": str(uuid4())}, "#/corrects"),
        ({"rubric": RUBRIC}, "#/rubric"),
        ({"kind": "product"}, "#/rubric"),
        ({"kind": "product", "rubric": []}, "#/rubric"),
        ({"kind": "product", "rubric": [{**RUBRIC[0], "scored": 3}]}, "#/rubric/0/scored"),
        ({"kind": "product", "rubric": [{**RUBRIC[0], "levels": ["een"]}]}, "#/rubric/0/levels"),
        ({"kind": "correction"}, "#/corrects"),
        ({"note": "\x00"}, "#/note"),
        ({"note": "  "}, "#/note"),
        ({"name": "Sam"}, "#/name"),
    ],
)
async def test_bad_input_names_the_place_and_changes_nothing(
    school: Any, observed: Any, change: Any, pointer: str
) -> None:
    answer = await school.post(path_of(school), observed(**change))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert await school.announced() == []


async def test_pages_go_on_where_the_last_ended_and_kinds_can_be_picked(school: Any, observed: Any) -> None:
    kinds = ["observation", "paper-check", "observation", "observation"]
    made = [(await school.post(path_of(school), observed(kind=kind))).json() for kind in kinds]
    first = (await school.get(f"{path_of(school)}?kind=observation&limit=2")).json()
    second = (await school.get(f"{path_of(school)}?kind=observation&limit=2&cursor={first['nextCursor']}")).json()
    assert [*first["items"], *second["items"]] == [made[3], made[2], made[0]]
    assert second["nextCursor"] is None
    both = await school.get(f"{path_of(school)}?kind=observation,paper-check")
    assert len(both.json()["items"]) == 4


async def test_an_unknown_kind_in_the_filter_is_422(school: Any) -> None:
    answer = await school.get(f"{path_of(school)}?kind=rumour")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "?kind")


async def test_the_evidence_cannot_be_changed_by_the_application(school: Any, observed: Any) -> None:
    await school.post(path_of(school), observed())

    async def change() -> None:
        async with board_transaction(school.sessions, school.board_id) as session:
            await session.execute(text("UPDATE evidence SET weight = 3"))

    with pytest.raises(ProgrammingError, match="permission denied"):
        await change()


async def test_an_attempt_takes_no_more_statements_than_it_did(school: Any) -> None:
    with statements() as ran:
        await school.post("/v1/attempts", school.attempt())
    assert len(ran) == 5  # enter the board, lock, look, record, announce
