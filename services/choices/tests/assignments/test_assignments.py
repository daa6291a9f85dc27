"""An educator decides, changes its mind, and ends it; everybody hears of it, and of nothing that was written."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from choices_service import tables
from eigenwijs_shared.db import board_transaction

CHANGED = "choices.assignment.changed.v1"


def kind_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rsplit(":", 1)[-1]


async def test_what_is_assigned_is_answered_told_and_read_back(board: Any, decide: Any, activity: Any) -> None:
    answer = await decide()
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert answer.headers["Location"] == f"/v1/assignments/{made['assignmentId']}"
    assert (made["scope"], made["learnerId"], made["groupId"]) == ("learner", str(board.learner_id), None)
    assert (made["state"], made["version"], made["met"]) == ("standing", 1, [])
    assert made["activity"] == {"activityId": activity["activityId"], "title": activity["title"]}
    assert (await board.get(answer.headers["Location"], "educator")).json() == made
    [told] = await board.told(CHANGED)
    assert {name: told[name] for name in ("assignmentId", "kind", "scopeId", "ground", "active")} == {
        "assignmentId": made["assignmentId"], "kind": "assign", "scopeId": str(board.learner_id),
        "ground": "once-more", "active": True,
    }  # fmt: skip


async def test_what_the_educator_wrote_does_not_travel(board: Any, decide: Any) -> None:
    await decide()
    assert "Sam" not in str(await board.told(CHANGED))


async def test_the_learner_and_a_parent_read_it_in_kind_words(board: Any, decide: Any) -> None:
    await decide()
    [mine] = (await board.get(f"/v1/learners/{board.learner_id}/assignments")).json()["items"]
    assert mine["said"]["learner"] == (
        "Je leraar heeft dit voor je klaargezet. Zo kun je het nog eens rustig oefenen. "
        "Je leraar schreef erbij: ‘Fijn om nog eens te doen, Sam.’"
    )
    assert mine["said"]["parent"].startswith("De leraar heeft dit voor uw kind klaargezet, tot en met ")
    english = await board.get(f"/v1/learners/{board.learner_id}/assignments", headers={"Accept-Language": "en"})
    assert english.json()["items"][0]["said"]["learner"].startswith("Your teacher has set this ready for you.")


async def test_a_group_is_decided_for_at_once(board: Any, decide: Any) -> None:
    made = (await decide(learnerId=None, groupId=str(board.group_id), kind="pin")).json()
    assert (made["scope"], made["groupId"], made["learnerId"]) == ("group", str(board.group_id), None)
    [mine] = (await board.get(f"/v1/learners/{board.learner_id}/assignments")).json()["items"]
    assert mine["assignmentId"] == made["assignmentId"]
    assert "jullie groep" in mine["said"]["learner"]


async def test_a_key_decides_once(board: Any, body: Any) -> None:
    headers = {"Idempotency-Key": "eens"}
    first = await board.call("POST", "/v1/assignments", "educator", json=body(), headers=headers)
    again = await board.call("POST", "/v1/assignments", "educator", json=body(), headers=headers)
    assert first.json() == again.json()
    assert len(await board.told(CHANGED)) == 1


async def test_the_same_decision_does_not_stand_twice(board: Any, decide: Any) -> None:
    made = (await decide()).json()
    again = await decide(reason="Nog een keer")
    assert kind_of(again) == (409, "assigned-already")
    assert again.json()["assignmentId"] == made["assignmentId"]
    assert (await decide(kind="pin")).status_code == 201


@pytest.mark.parametrize("scope", ["learnerId", "groupId"])
async def test_nobody_assigns_what_is_left_out(board: Any, decide: Any, scope: str) -> None:
    places = {"learnerId": str(board.learner_id), "groupId": str(board.group_id)}
    assert (await decide(kind="exclude", **{"learnerId": None, scope: places[scope]})).status_code == 201
    answer = await decide()
    assert kind_of(answer) == (409, "left-out")
    assert "weggelaten tot en met" in answer.json()["detail"]


async def test_one_may_leave_out_what_was_assigned_before(decide: Any) -> None:
    await decide()
    assert (await decide(kind="exclude", ground="not-available")).status_code == 201


@pytest.mark.parametrize(("more", "pointer"), [
    ({"groupId": str(uuid4())}, "#"),
    ({"learnerId": None}, "#"),
    ({"ground": "not-now"}, "#/ground"),
    ({"until": "2020-01-01"}, "#/until"),
    ({"until": "2999-01-01"}, "#/until"),
    ({"until": None}, "#/until"),
    ({"until": "morgen"}, "#/until"),
    ({"reason": "  "}, "#/reason"),
    ({"reason": None}, "#/reason"),
    ({"kind": "force"}, "#/kind"),
    ({"ground": "omdat het moet"}, "#/ground"),
    ({"label": "x"}, "#/label"),
])  # fmt: skip
async def test_what_does_not_fit_is_named_and_changes_nothing(board: Any, decide: Any, more: Any, pointer: str) -> None:
    answer = await decide(**more)
    assert kind_of(answer) == (422, "invalid")
    assert pointer in [one["pointer"] for one in answer.json()["errors"]]
    assert await board.told(CHANGED) == []


async def test_an_activity_that_is_not_there_cannot_be_assigned(decide: Any) -> None:
    assert kind_of(await decide(activityId=str(uuid4()))) == (404, "unknown-activity")


async def test_changing_takes_the_version_that_was_seen(board: Any, decide: Any, in_days: Any) -> None:
    path = (await decide()).headers["Location"]
    body = {"ground": "deeper", "reason": "Je bent er aan toe.", "until": str(in_days(3))}
    seen = (await board.get(path, "educator")).headers["ETag"]
    assert (await board.call("PUT", path, "educator", json=body)).status_code == 428
    changed = await board.call("PUT", path, "educator", json=body, headers={"If-Match": seen})
    assert (changed.status_code, changed.json()["version"], changed.json()["ground"]) == (200, 2, "deeper")
    late = await board.call("PUT", path, "educator", json={**body, "reason": "Anders"}, headers={"If-Match": seen})
    assert kind_of(late) == (412, "changed-meanwhile")
    following = {"If-Match": changed.headers["ETag"]}
    assert (await board.call("PUT", path, "educator", json=body, headers=following)).json()["version"] == 2
    assert [event["version"] for event in await board.told(CHANGED)] == [1, 2]


async def test_ended_by_hand_it_is_history(board: Any, decide: Any) -> None:
    path = (await decide()).headers["Location"]
    assert [(await board.call("DELETE", path, "educator")).status_code for _ in range(2)] == [204, 204]
    assert (await board.get("/v1/assignments", "educator")).json()["items"] == []
    [old] = (await board.get("/v1/assignments?history=true", "educator")).json()["items"]
    assert (old["state"], old["version"]) == ("ended", 2)
    assert [event["active"] for event in await board.told(CHANGED)] == [True, False]
    body = {"ground": "deeper", "reason": "Toch", "until": old["until"]}
    refused = await board.call("PUT", path, "educator", json=body, headers={"If-Match": "*"})
    assert kind_of(refused) == (409, "assignment-over")
    assert (await decide()).status_code == 201


async def test_lists_are_paged_newest_first(board: Any, decide: Any) -> None:
    kinds = ("assign", "pin", "exclude")
    made = [(await decide(kind=kind)).json()["assignmentId"] for kind in kinds]
    for path in ("/v1/assignments?limit=2", f"/v1/learners/{board.learner_id}/assignments?limit=2"):
        first = (await board.get(path, "educator")).json()
        second = (await board.get(f"{path}&cursor={first['nextCursor']}", "educator")).json()
        assert [one["assignmentId"] for one in first["items"] + second["items"]] == made[::-1]


async def test_what_an_educator_leaves_out_is_not_chosen_from_an_older_card(
    board: Any, decide: Any, activity: Any
) -> None:
    card = await board.sees_card(activity)
    await decide(kind="exclude")
    answer = await board.chooses(card.card_id, optionId=str(card.options[0].option_id))
    assert kind_of(answer) == (409, "left-out")
    assert "Je leraar laat deze activiteit weg" in answer.json()["detail"]


async def test_it_says_what_has_to_be_mastered_first(board: Any, decide: Any) -> None:
    ids = await board.has_goals("Plus", "Keer", precedes=[("Plus", "Keer")])
    await board.has_activity(ids["Plus"])
    later = await board.has_activity(ids["Keer"])
    await decide(activityId=later["activityId"])
    [mine] = (await board.get(f"/v1/learners/{board.learner_id}/assignments")).json()["items"]
    assert [one["title"] for one in mine["waitsFor"]] == ["Plus"]


async def test_what_is_offered_no_more_is_neither_assigned_nor_gathered_on(
    board: Any, decide: Any, activity: Any
) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(update(tables.activity).values(active=False, status="retired"))
    call = {"activityId": activity["activityId"]}
    gathered = await board.call("POST", f"/v1/groups/{board.group_id}/gather", "educator", json=call)
    for answer in (await decide(), gathered):
        assert (kind_of(answer), answer.json()["errors"][0]["code"]) == ((422, "invalid"), "retired-activity")
