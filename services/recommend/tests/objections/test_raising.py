"""Who may contest what, and what follows at once."""

import asyncio
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import assignment_changed, learner_changed, needs_changed
from services.recommend.tests.objections.contesting import contest, contested, found, get, headers, withdraw
from services.recommend.tests.watches.test_watching import alarms

from eigenwijs_shared.auth import Role
from eigenwijs_shared.contracts.profile import ParentChanged
from eigenwijs_shared.contracts.recommend import ObjectionRaised, ObjectionWithdrawn

UNKNOWN = "urn:eigenwijs:problem:unknown-contested"


async def test_a_learner_contests_an_estimate_and_is_asked_to_show_it(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    check, goal_id = shelf.of(0)[3], shelf.goals[0].goal_id
    made = await contested(board, goalId=goal_id)
    assert (made["status"], made["step"]["kind"]) == ("open", "check")
    assert (made["step"]["activityId"], made["step"]["title"]) == (str(check.activity_id), check.title)
    assert check.title in made["step"]["words"]
    assert made["estimate"]["whenRaised"] == made["estimate"]["now"]
    assert (made["about"]["goalId"], made["about"]["cardId"]) == (str(goal_id), None)
    [told] = await board.announced(ObjectionRaised)
    assert (told.goal_id, told.check_activity_id, told.author_role) == (goal_id, check.activity_id, "learner")


async def test_a_parent_and_an_educator_contest_for_the_child_they_reach(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    parent_id = uuid4()
    await board.hears(ParentChanged(parent_id=parent_id, version=1, active=True, learner_ids=[board.learner_id]))
    body = {"learnerId": str(board.learner_id), "about": {"goalId": str(shelf.goals[0].goal_id)}, "reason": "Thuis wel"}
    mine = await board.client.post("/v1/objections", json=body, headers=headers(board, "parent", parent_id))
    other = await board.client.post("/v1/objections", json=body, headers=headers(board, "parent", uuid4()))
    theirs = await contested(board, "educator", goalId=shelf.goals[1].goal_id)
    assert (mine.status_code, mine.json()["raisedRole"], other.status_code) == (201, "parent", 404)
    assert theirs["raisedBy"] == str(board.educator_id)
    assert "Uw kind" in mine.json()["step"]["words"]


async def test_without_a_check_that_fits_an_educator_is_asked_to_look(board: Board, shelf: Shelf) -> None:
    checks = [one.activity_id for one in shelf.activities if one.kind == "check"]
    await board.knows(shelf.goals, [one for one in shelf.activities if one.activity_id not in checks])
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    assert (made["step"]["kind"], made["step"]["activityId"]) == ("observation", None)


async def test_no_check_is_asked_that_needs_or_an_educator_leave_out(board: Board, shelf: Shelf) -> None:
    large = [
        one
        if one.kind != "check"
        else type(one)(**{name: getattr(one, name) for name in one.__slots__} | {"company": "team"})
        for one in shelf.activities
    ]
    await board.knows(shelf.goals, large)
    await board.hears(needs_changed(board.learner_id, "no-large-groups"))
    assert (await contested(board, goalId=shelf.goals[0].goal_id))["step"]["kind"] == "observation"


async def test_a_check_that_an_educator_left_out_is_not_asked(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(assignment_changed(shelf.of(0)[3].activity_id, board.learner_id, "exclude", ground="not-now"))
    assert (await contested(board, goalId=shelf.goals[0].goal_id))["step"]["kind"] == "observation"


async def test_a_check_whose_prerequisites_are_not_met_is_not_asked(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    assert (await contested(board, goalId=shelf.goals[2].goal_id))["step"]["kind"] == "observation"


async def test_a_card_and_an_alarm_can_be_contested_as_far_as_they_are_the_learners(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [watch] = (await board.get(f"/v1/learners/{board.learner_id}/watches")).json()["items"]
    assert (await contested(board, cardId=card["cardId"]))["about"]["title"].startswith("De keuzekaart over")
    signal = await contested(board, watchId=watch["watchId"])
    assert signal["about"]["title"].startswith("Het signaal over")
    classmate = uuid4()
    await board.hears(learner_changed(classmate, group_ids=[board.group_id]))
    body = {"learnerId": str(classmate), "about": {"cardId": card["cardId"]}, "reason": "Niet van mij"}
    answer = await board.client.post("/v1/objections", json=body, headers=headers(board, "educator"))
    assert (answer.status_code, answer.json()["type"]) == (404, UNKNOWN)
    await board.tries(shelf.of(0)[2], True, True)
    await withdraw(board, signal)
    closed = await contest(board, watchId=watch["watchId"])
    assert (closed.status_code, closed.json()["type"]) == (409, "urn:eigenwijs:problem:nothing-to-contest")


async def test_an_alarm_of_which_nobody_was_told_yet_cannot_be_contested(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[2], False, False, False)
    assert (await contest(board, watchId=uuid4())).json()["type"] == UNKNOWN


async def test_what_is_contested_twice_names_the_open_one_also_at_once(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    answers = await asyncio.gather(*(contest(board, role, goalId=shelf.goals[0].goal_id) for role in ROLES))
    assert sorted(one.status_code for one in answers) == [201, 409, 409]
    [made] = [one.json() for one in answers if one.status_code == 201]
    assert {one.json()["objectionId"] for one in answers} == {made["objectionId"]}
    assert len(await board.announced(ObjectionRaised)) == 1


ROLES: tuple[Role, ...] = ("learner", "educator", "board-admin")


async def test_the_same_request_with_one_key_makes_one_objection(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    body = {"learnerId": str(board.learner_id), "about": {"goalId": str(shelf.goals[0].goal_id)}, "reason": "Kan ik al"}
    key = headers(board, "learner", **{"Idempotency-Key": "een"})
    first, second = [await board.client.post("/v1/objections", json=body, headers=key) for _ in range(2)]
    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert first.headers["Location"] == f"/v1/objections/{first.json()['objectionId']}"


BAD = [
    {"about": {}},
    {"about": {"goalId": str(uuid4()), "cardId": str(uuid4())}},
    {"reason": " "},
    {"reason": "a" * 2001},
    {"reason": "\u0000"},
    {"about": {"gaolId": str(uuid4())}},
]


@pytest.mark.parametrize("wrong", BAD)
async def test_what_does_not_fit_is_refused_and_changes_nothing(
    board: Board, shelf: Shelf, wrong: dict[str, str]
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    body = {"learnerId": str(board.learner_id), "about": {"goalId": str(shelf.goals[0].goal_id)}, "reason": "Kan ik al"}
    answer = await board.client.post("/v1/objections", json={**body, **wrong}, headers=headers(board, "learner"))
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"]
    assert (await get(board)).json()["items"] == []


async def test_what_is_not_there_or_out_of_reach_is_not_found(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    unknown = [
        await contest(board, goalId=uuid4()),
        await contest(board, cardId=uuid4()),
        await contest(board, watchId=uuid4()),
    ]
    assert [(one.status_code, one.json()["type"]) for one in unknown] == [(404, UNKNOWN)] * 3
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    stranger = headers(board, "learner", uuid4())
    path = f"/v1/objections/{made['objectionId']}"
    assert (await board.client.get(path, headers=stranger)).status_code == 404
    assert (await board.client.delete(path, headers=stranger)).status_code == 404
    assert (await board.client.get("/v1/objections", headers=stranger)).json()["items"] == []
    other = headers(board, "educator", uuid4())
    decision = {"upheld": False, "reason": "Nee"}
    assert (await board.client.post(f"{path}/decision", json=decision, headers=other)).status_code == 404
    mine = await board.client.post(f"{path}/decision", json=decision, headers=headers(board, "learner"))
    assert mine.status_code == 403


async def test_who_raised_it_withdraws_it_and_nobody_else(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    assert (await withdraw(board, made, "educator")).status_code == 403
    once, again = await withdraw(board, made), await withdraw(board, made)
    assert (once.json()["status"], once.json()["withdrawnAt"]) == ("withdrawn", again.json()["withdrawnAt"])
    assert len(await board.announced(ObjectionWithdrawn)) == 1
    assert (await contested(board, goalId=shelf.goals[0].goal_id))["objectionId"] != made["objectionId"]


async def test_they_are_listed_the_newest_first_by_status_learner_and_group(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = [await contested(board, goalId=goal.goal_id) for goal in shelf.goals]
    await withdraw(board, made[0])
    ids = [one["objectionId"] for one in reversed(made)]
    first = (await get(board, "?limit=2", "educator")).json()
    rest = (await get(board, f"?limit=2&cursor={first['nextCursor']}", "educator")).json()
    assert [one["objectionId"] for one in first["items"] + rest["items"]] == ids
    asked = f"?status=open&learnerId={board.learner_id}&groupId={board.group_id}"
    assert [one["objectionId"] for one in (await get(board, asked, "educator")).json()["items"]] == ids[:2]
    assert (await get(board, f"?groupId={uuid4()}", "educator")).status_code == 404
    assert (await get(board, f"?learnerId={uuid4()}")).status_code == 404
    assert (await get(board, "?status=wrong")).status_code == 422


async def test_it_speaks_dutch_and_english(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    english = await found(board, made, "learner", **{"Accept-Language": "en"})
    assert english["step"]["words"].startswith("Good that you say so.")
    assert made["step"]["words"].startswith("Goed dat je het zegt.")
