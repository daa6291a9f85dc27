"""The timeline: all that happened, the last first, in sentences that one would say."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, text, update

from eigenwijs_shared.db import board_transaction
from profile_service.tables import learner, membership

DAY = "2026-03-{:02}T09:00:00Z"


def path_of(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/timeline"


def said(school: Any, day: int, **values: Any) -> dict[str, Any]:
    plain = {"kind": "observation", "goalIds": [str(school.goal_id)], "success": True}
    return {"evidenceId": str(uuid4()), "occurredAt": DAY.format(day), **plain, **values}


async def record(school: Any, evidence: Any, role: str = "educator", who: Any = None) -> None:
    path = f"/v1/learners/{school.learners[0]}/evidence"
    answer = await school.post(path, evidence, role, who or school.educators[0])
    assert answer.status_code == 201


async def pages_of(school: Any, *, limit: int, most: int) -> list[list[Any]]:
    """The items of each page, up to the last."""
    pages: list[list[Any]] = []
    cursor: str | None = ""
    while cursor is not None and len(pages) < most:
        page = (await school.get(f"{path_of(school)}?limit={limit}{cursor}")).json()
        pages.append(page["items"])
        cursor = page["nextCursor"] and f"&cursor={page['nextCursor']}"
    return pages


async def a_life(school: Any) -> str:
    """An attempt, an observation, a self-assessment, a correction, a move of the dial, a report; the attempt's id."""
    me = school.learners[0]
    result = {"scoreScaled": 0.8, "success": True, "completion": True, "durationSeconds": 60}
    attempt = school.attempt(occurredAt=DAY.format(1), result=result)
    await school.post("/v1/attempts", attempt)
    await record(school, said(school, 2, note="Legt het goed uit"))
    await record(school, said(school, 3, kind="self-assessment", success=False), "learner", me)
    correction = {"evidenceId": str(uuid4()), "kind": "correction", "corrects": attempt["attemptId"]}
    await record(school, {**correction, "reason": "Was van Sam"})
    move = {"dimensions": {"form": "learner"}, "reason": "Kan het zelf"}
    await school.put(f"/v1/learners/{me}/agency", move, "educator", school.educators[0])
    await school.post(
        f"/v1/learners/{me}/motivation", {"autonomy": 4, "competence": 2, "relatedness": 5}, "learner", me
    )
    return str(attempt["attemptId"])


async def test_it_reads_well_in_dutch(school: Any) -> None:
    await a_life(school)
    items = (await school.get(path_of(school), "learner", school.learners[0])).json()["items"]
    assert [(item["kind"], item["sentence"]) for item in items] == [
        ("motivation", "Verteld hoe de week was: zelf kiezen 4, goed kunnen 2, erbij horen 5 (van 5)."),
        ("agency-move", "Wie wat beslist is veranderd: “Kan het zelf”"),
        ("correction", "Leraar heeft een uitkomst teruggenomen: “Was van Sam”"),
        ("self-assessment", "Zelf beoordeeld: nog niet gelukt."),
        ("observation", "Leraar heeft gezien: gelukt: “Legt het goed uit”"),
        ("attempt", "Spel gemaakt: gelukt (80%)."),
    ]


async def test_it_reads_well_in_english(school: Any) -> None:
    await a_life(school)
    headers = {**school.headers("learner", school.learners[0]), "Accept-Language": "en"}
    items = (await school.client.get(path_of(school), headers=headers)).json()["items"]
    assert [item["sentence"] for item in items][2:] == [
        "An educator took a result back: “Was van Sam”",
        "Self-assessed: not yet.",
        "An educator saw: succeeded: “Legt het goed uit”",
        "Game done: succeeded (80%).",
    ]


async def test_what_was_corrected_says_by_whom_and_why(school: Any) -> None:
    attempt_id = await a_life(school)
    items = (await school.get(path_of(school))).json()["items"]
    [corrected] = [item for item in items if item["correctedBy"]]
    assert (corrected["id"], corrected["correctedBy"]["reason"]) == (attempt_id, "Was van Sam")
    assert corrected["correctedBy"]["authorId"] == str(school.educators[0])


async def test_motivation_that_was_not_shared_is_not_on_an_educators_timeline(school: Any) -> None:
    await a_life(school)
    items = (await school.get(path_of(school), "educator", school.educators[0])).json()["items"]
    assert "motivation" not in {item["kind"] for item in items}


async def test_pages_together_are_the_whole_without_twins(school: Any) -> None:
    await a_life(school)
    same = [school.attempt(occurredAt=DAY.format(2)) for _ in range(5)]
    await school.post("/v1/attempts/batch", {"attempts": same})
    whole = (await school.get(path_of(school))).json()["items"]
    pages = await pages_of(school, limit=2, most=9)
    found = [item for page in pages for item in page]
    assert (len(pages), found) == (5, whole)
    assert len({item["id"] for item in found}) == 10


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("kind=attempt,observation", ["observation", "attempt"]),
        ("kind=correction", ["correction"]),
        ("from=2026-03-02T00:00:00Z&until=2026-03-03T00:00:00Z", ["observation"]),
        ("until=2026-03-02T09:00:00Z", ["attempt"]),
    ],
)
async def test_filters_leave_what_was_asked_for(school: Any, asked: str, kinds: list[str]) -> None:
    await a_life(school)
    items = (await school.get(f"{path_of(school)}?{asked}")).json()["items"]
    assert [item["kind"] for item in items] == kinds


async def test_a_goal_leaves_what_speaks_to_it(school: Any) -> None:
    await a_life(school)
    mine = (await school.get(f"{path_of(school)}?goalId={school.goal_id}")).json()["items"]
    assert [item["kind"] for item in mine] == ["correction", "self-assessment", "observation", "attempt"]
    assert (await school.get(f"{path_of(school)}?goalId={uuid4()}")).json()["items"] == []


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ("kind=rumour", "?kind"),
        ("goalId=x", "?goalId"),
        ("from=gisteren", "?from"),
        ("until=2026-03-03", "?until"),
        ("cursor=x", "?cursor"),
        ("cursor=WyJ4IiwgInkiXQ", "?cursor"),
        ("cursor=WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIngiXQ", "?cursor"),
    ],
)
async def test_bad_input_names_the_parameter(school: Any, asked: str, pointer: str) -> None:
    answer = await school.get(f"{path_of(school)}?{asked}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


@pytest.mark.parametrize("role", ["learner", "educator"])
async def test_who_does_not_reach_the_learner_gets_404(school: Any, role: str) -> None:
    me = {"learner": school.learners, "educator": school.educators}[role][0]
    assert (await school.get(path_of(school, 1), role, me)).status_code == 404


async def test_without_the_scope_it_is_403(school: Any) -> None:
    headers = school.headers("educator", school.educators[0], without="rights:read")
    assert (await school.client.get(path_of(school), headers=headers)).status_code == 403


async def test_own_aims_and_talks_are_on_it_for_those_the_learner_shows_them(school: Any) -> None:
    me, path = school.learners[0], f"/v1/learners/{school.learners[0]}"
    aim = {"title": "Een raket bouwen", "text": "Met een klep", "visibleTo": []}
    assert (await school.post(f"{path}/aims", aim, "learner", me)).status_code == 201
    talk = {"at": "2099-03-01T09:00:00Z", "topic": "De raket", "educatorId": str(school.educators[0])}
    assert (await school.post(f"{path}/talks", talk, "learner", me)).status_code == 201
    mine = (await school.get(path_of(school), "learner", me)).json()["items"]
    assert [one["sentence"] for one in mine] == [
        "Coachgesprek afgesproken over “De raket”.",
        "Eigen doel gesteld: “Een raket bouwen”.",
    ]
    shown = (await school.get(path_of(school), "educator", school.educators[0])).json()["items"]
    assert [one["kind"] for one in shown] == ["talk"]


async def test_a_promised_talk_that_nobody_held_was_not_held(school: Any) -> None:
    me, path = school.learners[0], f"/v1/learners/{school.learners[0]}/talks"
    talk = {"at": "2099-03-01T09:00:00Z", "topic": "De raket", "educatorId": str(school.educators[0])}
    assert (await school.post(path, talk, "learner", me)).status_code == 201
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE talk SET at = now() - interval '25 hours'"))
    [told] = (await school.get(path_of(school), "learner", me)).json()["items"]
    [listed] = (await school.get(path, "learner", me)).json()["items"]
    assert (told["sentence"], listed["state"]) == ("Coachgesprek niet doorgegaan over “De raket”.", "missed")


async def test_moves_of_a_groups_dial_are_of_those_who_were_in_it_then(school: Any) -> None:
    """The learner moves from group 0 to group 1; each group's dial is moved before and after."""
    me, (old, new) = school.learners[0], school.groups

    async def moves(position: str) -> None:
        for number, group_id in enumerate(school.groups):
            move = {"dimensions": {"form": position}, "reason": f"{position} in groep {number}"}
            assert (await school.put(f"/v1/groups/{group_id}/agency", move)).status_code == 200

    await moves("teacher")
    here = {"group_id": new, "user_id": me, "role": "learner", "began_at": datetime.now(UTC)}
    async with board_transaction(school.sessions, school.board_id) as session:
        spell = (membership.c.user_id == me, membership.c.group_id == old)
        await session.execute(update(membership).where(*spell).values(ended_at=here["began_at"]))
        await session.execute(insert(membership).values(board_id=school.board_id, **here))
        await session.execute(update(learner).where(learner.c.learner_id == me).values(group_ids=[new]))
    await moves("learner")
    told = (await school.get(f"{path_of(school)}?kind=agency-move", "learner", me)).json()["items"]
    assert [one["sentence"] for one in told] == [
        "Wie wat beslist is voor de hele groep veranderd: “learner in groep 1”",
        "Wie wat beslist is voor de hele groep veranderd: “teacher in groep 0”",
    ]
