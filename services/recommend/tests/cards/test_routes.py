"""The card over HTTP: what it hangs on, what moves it, and what the register keeps."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import (
    activity,
    activity_changed,
    agency_moved,
    choice_made,
    goal,
    learner_changed,
)

from eigenwijs_shared.contracts.recommend import CardOffered
from eigenwijs_shared.db import board_transaction
from recommend_service.cards.actions import offer_card
from recommend_service.cards.announcers import cards_again
from recommend_service.catalogue.cache import Catalogues


async def test_asked_again_with_nothing_changed_the_card_is_the_same(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    assert (await board.card())["cardId"] == (await board.card())["cardId"]
    cards = (await board.get(f"/v1/learners/{board.learner_id}/cards")).json()["items"]
    assert len(cards) == 1


async def test_a_minute_later_it_is_a_new_one(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    shown = await board.card()
    async with board_transaction(board.sessions, board.board_id) as session:
        learner = await board.learner(session)
        catalogue = await Catalogues().of_board(session)
        later = datetime.now(UTC) + timedelta(seconds=61)
        card = await offer_card(session, learner, catalogue, None, later)
    assert str(card.card_id) != shown["cardId"]


async def test_an_attempt_a_dial_a_choice_or_the_catalogue_gives_a_new_card(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    seen = [await board.card()]
    await board.tries(shelf.of(0)[0], True)
    seen.append(await board.card())
    await board.hears(agency_moved(board.learner_id, pace="learner"))
    seen.append(await board.card())
    await board.hears(choice_made(board.learner_id, seen[-1]))
    seen.append(await board.card())
    await board.hears(activity_changed(shelf.activities[-1], 2, active=False))
    seen.append(await board.card())
    assert len({card["cardId"] for card in seen}) == 5


async def test_cards_move_down_with_failures_and_up_with_successes(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    check = shelf.of(0)[3]
    start = await board.card()
    await board.tries(check, *[False] * 20)
    low = await board.card()
    await board.tries(check, *[True] * 20)
    high = await board.card()
    assert max(option["level"] for option in low["options"]) == 1
    assert high["goals"][0]["title"] == "Breuken vergelijken"
    assert start["goals"][0]["title"] == "Breuken lezen"


async def test_the_teachers_form_is_obeyed_and_explained(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.hears(agency_moved(board.learner_id, version=3, form="teacher"))
    card = await board.card()
    assert len({option["form"] for option in card["options"]}) == 1
    [note] = card["agency"]["notes"]
    assert note["learner"].startswith("Je leraar kiest nu de werkvorm: ")
    assert note["educator"] == "Werkvorm: teacher; ingesteld voor deze leerling, versie 3."
    english = await board.card(**{"Accept-Language": "en"})
    assert english["cardId"] == card["cardId"]
    assert english["agency"]["notes"][0]["learner"].startswith("Your teacher chooses")


async def test_a_learner_reads_words_and_an_educator_numbers(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    mine, theirs = (await board.card())["options"][0], (await board.card("educator"))["options"][0]
    assert mine["expectedSuccess"] is None
    assert mine["expectedSuccessWords"]
    assert "%" not in mine["reason"]["educator"]
    assert 0.6 <= theirs["expectedSuccess"] <= 0.85
    assert "%" in theirs["reason"]["educator"]


async def test_opting_out_becomes_possible_with_evidence(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = (await board.card())["optOut"]
    await board.tries(shelf.of(0)[3], True, True, True, True)
    after = (await board.card())["optOut"]
    assert before["missingEvidence"][0]["message"].startswith("Werk nog 3 keer aan ‘Breuken lezen’")
    assert after == {"allowed": True, "missingEvidence": []}


async def test_what_was_chosen_is_not_offered_right_away_again(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    await board.hears(choice_made(board.learner_id, card))
    following = await board.card()
    assert card["options"][0]["activityId"] not in {option["activityId"] for option in following["options"]}


async def test_a_goal_that_was_skipped_rests_for_the_day(board: Board, shelf: Shelf) -> None:
    other = goal(title="Meten")
    more = [activity(other, form=form) for form in ("music", "drama", "game")]
    await board.knows([*shelf.goals, other], [*shelf.activities, *more])
    card = await board.card()
    await board.hears(choice_made(board.learner_id, card, "opt-out"))
    following = await board.card()
    assert not {one["goalId"] for one in card["goals"]} & {one["goalId"] for one in following["goals"]}


async def test_the_register_shows_how_a_card_was_made_but_not_to_the_learner(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    choice = choice_made(board.learner_id, card)
    await board.hears(choice)
    await board.hears(choice)
    path = f"/v1/cards/{card['cardId']}"
    theirs, mine = (await board.get(path, "educator")).json(), (await board.get(path)).json()
    assert set(theirs["decision"]["propensities"]) == {option["optionId"] for option in card["options"]}
    assert theirs["decision"]["inputs"]["candidates"]
    assert theirs["decision"]["surpriseOptionId"] in theirs["decision"]["propensities"]
    assert theirs["outcome"]["kind"] == mine["outcome"]["kind"] == "option"
    assert mine["decision"] is None
    listed = (await board.get(f"/v1/learners/{board.learner_id}/cards", "educator")).json()["items"][0]
    assert listed["decision"]["inputs"] is None


async def test_the_register_is_paged_newest_first(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    made = [(await board.card())["cardId"]]
    await board.tries(shelf.of(0)[0], True)
    made.append((await board.card())["cardId"])
    await board.tries(shelf.of(0)[0], False)
    made.append((await board.card())["cardId"])
    path = f"/v1/learners/{board.learner_id}/cards?limit=2"
    first = (await board.get(path)).json()
    second = (await board.get(f"{path}&cursor={first['nextCursor']}")).json()
    assert [one["cardId"] for one in first["items"] + second["items"]] == made[::-1]


async def test_a_card_of_somebody_else_does_not_exist(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    token = board.keys.token("learner", board.board_id, uuid4())
    answer = await board.client.get(f"/v1/cards/{card['cardId']}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 404
    assert (await board.get(f"/v1/cards/{uuid4()}", "sis")).json()["type"] == "urn:eigenwijs:problem:unknown-card"


async def test_without_a_catalogue_the_problem_says_what_is_missing(board: Board) -> None:
    answer = await board.get(f"/v1/learners/{board.learner_id}/card")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:eigenwijs:problem:no-card"
    assert "leerdoelen" in answer.json()["detail"]


async def test_without_goals_for_the_grade_or_without_activities_it_says_so(board: Board, shelf: Shelf) -> None:
    path = f"/v1/learners/{board.learner_id}/card"
    await board.knows(shelf.goals, [])
    assert "activiteiten" in (await board.get(path)).json()["detail"]
    await board.knows([], shelf.of(1))
    assert "‘Breuken lezen’" in (await board.get(path)).json()["detail"]
    await board.hears(learner_changed(board.learner_id, version=2, grades=["vo-6"], group_ids=[]))
    assert "vo-6" in (await board.get(path, **{"Accept-Language": "en"})).json()["detail"]


async def test_an_unknown_subject_names_those_that_are_known(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    answer = await board.get(f"/v1/learners/{board.learner_id}/card?subject=tovenen")
    assert answer.status_code == 404
    assert "rekenen" in answer.json()["detail"]
    assert (await board.card(subject="rekenen"))["subject"] == "rekenen"


async def test_every_card_is_announced_with_it_and_again_on_request(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    [told] = await board.announced(CardOffered)
    assert str(told.card_id) == card["cardId"]
    assert [str(option.option_id) for option in told.options] == [option["optionId"] for option in card["options"]]
    assert told.surprise_option_id is not None
    async with board_transaction(board.sessions, board.board_id) as session:
        again, following = await cards_again(session, None, 1)
        rest, end = await cards_again(session, following, 1)
    assert list(again) == [told]
    assert (list(rest), end) == ([], None)


async def test_what_was_chosen_counts_as_a_form_before_it_is_done(board: Board, shelf: Shelf) -> None:
    exercises = [activity(shelf.goals[0], form="exercise", topic=topic) for topic in "abc"]
    await board.knows(shelf.goals, [*exercises, *shelf.activities])
    await board.tries(exercises[0], True, False)
    await board.tries(exercises[1], True)
    worn = [await _worn(board)]
    chosen = {"option_id": None, "activity_id": exercises[2].activity_id}
    await board.hears(choice_made(board.learner_id, await board.card(), "option", **chosen))
    assert [*worn, await _worn(board)] == [None, "exercise"]


async def _worn(board: Board) -> str | None:
    card = await board.card("educator")
    whole = (await board.get(f"/v1/cards/{card['cardId']}", "educator")).json()
    found: str | None = whole["decision"]["inputs"]["wornForm"]
    return found
