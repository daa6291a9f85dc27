"""While an estimate is contested, the check has its place on the card, with its reason in words."""

from uuid import UUID

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import agency_moved, assignment_changed
from services.recommend.tests.objections.contesting import Json, contested, decide, does, is_seen, withdraw
from services.recommend.tests.watches.test_watching import alarms


def asked(card: Json) -> list[tuple[str, str | None]]:
    return [(one["activityId"], one["objectionId"]) for one in card["options"] if one["objectionId"]]


async def test_a_contested_estimate_brings_its_check_onto_the_very_next_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.card()
    made = await contested(board, goalId=shelf.goals[0].goal_id)
    card = await board.card()
    assert asked(card) == [(str(shelf.of(0)[3].activity_id), made["objectionId"])]
    assert len(card["options"]) >= 2
    [option] = [one for one in card["options"] if one["objectionId"]]
    assert option["assigned"] is None
    assert option["reason"]["learner"].startswith("Je zei dat het niet klopt: hiermee kun je laten zien wat je kunt.")
    english = await board.card(**{"Accept-Language": "en"})
    assert (
        "There is an open objection"
        in next(one for one in english["options"] if one["objectionId"])["reason"]["parent"]
    )


async def test_it_leaves_the_card_when_it_was_done_decided_or_withdrawn(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    goal_id = shelf.goals[0].goal_id
    made = await contested(board, goalId=goal_id)
    await does(board, shelf.of(0)[3], success=False)
    assert asked(await board.card()) == []
    await decide(board, made, upheld=False)
    again = await contested(board, goalId=goal_id)
    assert asked(await board.card()) != []
    await withdraw(board, again)
    assert asked(await board.card()) == []
    await contested(board, goalId=goal_id)
    await is_seen(board, goal_id)
    assert asked(await board.card()) == []


async def test_what_an_educator_leaves_out_stays_out_also_where_it_is_contested(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await contested(board, goalId=shelf.goals[0].goal_id)
    await board.hears(assignment_changed(shelf.of(0)[3].activity_id, board.learner_id, "exclude", ground="not-now"))
    assert asked(await board.card()) == []


async def test_the_dial_holds_for_the_card_with_a_check(board: Board, shelf: Shelf) -> None:
    twin = [one for one in shelf.of(0) if one.kind == "check"]
    more = [type(one)(**{name: getattr(one, name) for name in one.__slots__} | CHANGED) for one in twin]
    await board.knows(shelf.goals, [*shelf.activities, *more])
    await board.hears(agency_moved(board.learner_id, form="teacher"))
    await contested(board, goalId=shelf.goals[0].goal_id)
    card = await board.card()
    assert asked(card) != []
    assert len({one["form"] for one in card["options"]}) == 1
    assert len(card["options"]) >= 2


CHANGED = {"activity_id": UUID(int=9), "kind": "practice", "topic": "dieren", "company": "pair"}


async def test_an_alarm_about_a_goal_brings_the_check_and_a_card_does_not(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    await contested(board, cardId=card["cardId"])
    assert asked(await board.card()) == []
    await board.tries(shelf.of(0)[2], False, False, False)
    await alarms(board)
    [watch] = (await board.get(f"/v1/learners/{board.learner_id}/watches")).json()["items"]
    made = await contested(board, watchId=watch["watchId"])
    assert asked(await board.card()) == [(str(shelf.of(0)[3].activity_id), made["objectionId"])]


async def test_a_card_that_is_contested_rightly_has_its_options_rest(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    made = await contested(board, cardId=card["cardId"])
    decided = (await decide(board, made)).json()["decision"]
    before = {one["activityId"] for one in card["options"]}
    assert set(decided["restingActivityIds"]) == before
    assert "POST /v1/overrides" in decided["effect"]
    after = [one["activityId"] for one in (await board.card())["options"]]
    assert len(after) >= 2
    assert before.isdisjoint(after)
