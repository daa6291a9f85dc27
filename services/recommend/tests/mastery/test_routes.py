from dataclasses import replace
from uuid import uuid4

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import educator_changed, goal_changed


async def test_mastery_tells_how_likely_how_sure_and_on_what(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[3], True, True, False)
    [item] = (await board.mastery()).values()
    assert item["title"] == "Breuken lezen"
    assert item["subject"] == "rekenen"
    assert item["low"] < item["probability"] < item["high"]
    assert item["evidence"] == 3
    assert item["state"] == "practising"
    assert item["updatedAt"] == "2026-11-02T08:03:00Z"


async def test_failing_lowers_and_succeeding_raises_until_it_is_mastered(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    check, goal_id = shelf.of(0)[3], str(shelf.goals[0].goal_id)
    await board.tries(check, *[False] * 20)
    low = (await board.mastery())[goal_id]
    await board.tries(check, *[True] * 20)
    high = (await board.mastery())[goal_id]
    assert low["probability"] < 0.2
    assert high["probability"] > 0.8
    assert high["state"] == "mastered"


async def test_all_adds_the_goals_of_the_grades_without_evidence(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[0], True)
    items = await board.mastery("&all=true")
    assert len(items) == 3
    assert items[str(shelf.goals[2].goal_id)]["state"] == "unknown"
    assert items[str(shelf.goals[2].goal_id)]["updatedAt"] is None


async def test_pages_hold_every_goal_once(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    path = f"/v1/learners/{board.learner_id}/mastery?all=true&limit=2"
    first = (await board.get(path)).json()
    second = (await board.get(f"{path}&cursor={first['nextCursor']}")).json()
    titles = [item["title"] for item in first["items"] + second["items"]]
    assert titles == ["Breuken lezen", "Breuken optellen", "Breuken vergelijken"]
    assert second["nextCursor"] is None


async def test_an_unknown_subject_names_those_that_are_known(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    answer = await board.get(f"/v1/learners/{board.learner_id}/mastery?subject=tovenen")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:eigenwijs:problem:unknown-subject"
    assert "rekenen" in answer.json()["detail"]


async def test_a_subject_leaves_out_the_others(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[0], True)
    assert len(await board.mastery("&subject=rekenen")) == 1


async def test_who_is_out_of_reach_does_not_exist(board: Board) -> None:
    await board.hears(educator_changed(other := uuid4(), [uuid4()]))
    token = board.keys.token("educator", board.board_id, other)
    path = f"/v1/learners/{board.learner_id}/mastery"
    answer = await board.client.get(path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 404
    assert (await board.get(path, "educator")).status_code == 200
    elsewhere = board.keys.token("sis", uuid4())
    answer = await board.client.get(path, headers={"Authorization": f"Bearer {elsewhere}"})
    assert answer.status_code == 404
    assert (await board.client.get(path)).status_code == 401


async def test_a_token_without_the_scope_is_refused(board: Board) -> None:
    token = board.keys.token("sis", board.board_id, scopes=frozenset({"cards:read"}))
    answer = await board.client.get(
        f"/v1/learners/{board.learner_id}/mastery", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 403


async def test_a_goal_that_was_renamed_shows_its_new_name(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[0], True)
    await board.mastery()
    await board.hears(goal_changed(replace(shelf.goals[0], title="Breuken herkennen"), version=2))
    [item] = (await board.mastery()).values()
    assert item["title"] == "Breuken herkennen"
