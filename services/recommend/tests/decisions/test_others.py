"""Alarms, overrides and objections are decisions too: each explained by its own id, on the screen and as a letter."""

import re
from uuid import uuid4

import httpx2
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.objections.contesting import Json, contested, decide, headers
from services.recommend.tests.overrides.test_overrides import post
from services.recommend.tests.watches.test_watching import alarms

from eigenwijs_shared.auth import Role


async def read(board: Board, decision_id: str, role: Role = "learner", **more: str) -> Json:
    answer = await board.get(f"/v1/decisions/{decision_id}", role, **more)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    letter = await board.get(f"/v1/decisions/{decision_id}/statement.pdf", role, **more)
    assert len(re.findall(rb"/Type /Page\b", letter.content)) == 1
    return found


async def as_stranger(board: Board, decision_id: str) -> httpx2.Response:
    return await board.client.get(f"/v1/decisions/{decision_id}", headers=headers(board, "learner", uuid4()))


async def test_an_objection_is_explained_with_what_was_said_and_decided(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    before = await read(board, made["objectionId"])
    await decide(board, made, upheld=False)
    after = await read(board, made["objectionId"])
    assert (before["kind"], before["learnerId"]) == ("objection", str(board.learner_id))
    assert before["grounds"][0] == "‘Dit kan ik al’"
    assert "nog geen besluit" in before["what"]
    assert "blijft zoals het was" in after["what"]
    assert after["grounds"][1] == "Samen bekeken"
    assert (before["registerEntry"]["position"], after["registerEntry"]["position"]) == (1, 2)
    assert (await as_stranger(board, made["objectionId"])).status_code == 404


async def test_an_alarm_is_explained_in_the_words_of_who_reads_and_shows_who_contests_it(
    board: Board, shelf: Shelf
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [watch] = (await board.get(f"/v1/learners/{board.learner_id}/watches")).json()["items"]
    made = await contested(board, watchId=watch["watchId"])
    mine, theirs = await read(board, watch["watchId"]), await read(board, watch["watchId"], "educator")
    assert mine["grounds"] == [watch["reason"]["learner"]]
    assert theirs["grounds"] == [watch["reason"]["educator"]]
    assert [one["objectionId"] for one in mine["objections"]] == [made["objectionId"]]
    assert mine["registerEntry"]["position"] == 1
    assert (await as_stranger(board, watch["watchId"])).status_code == 404


async def test_an_override_is_explained_to_whom_it_holds_for(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    goal, one = shelf.goals[0], shelf.of(0)[2]
    place = {"learnerId": str(board.learner_id)}
    made = [
        (await post(board, kind="exclude", activityId=str(one.activity_id), **place)).json(),
        (await post(board, kind="level", goalId=str(goal.goal_id), level=2, groupId=str(board.group_id))).json(),
        (await post(board, "board-admin", kind="pause", until=None)).json(),
    ]
    own, group, everybody = [await read(board, each["overrideId"]) for each in made]
    assert own["what"].startswith(f"‘{one.title}’ komt niet op de kaart.")
    assert group["what"].startswith(f"Voor ‘{goal.title}’ komt niveau 2 op de kaart.")
    assert (everybody["learnerId"], own["grounds"]) == (None, ["Even iets anders"])
    assert [each["registerEntry"] is None for each in (own, group, everybody)] == [False] * 3
    english = await read(board, made[0]["overrideId"], "educator", **{"Accept-Language": "en"})
    assert "comes on no card" in english["what"]
    codes = [(await as_stranger(board, each["overrideId"])).status_code for each in made]
    assert codes[:2] == [404, 404]
