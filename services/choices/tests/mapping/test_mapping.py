"""A question is mapped over HTTP, on the words that the database has of this board's goals."""

from datetime import UTC, datetime
from typing import Any

import pytest

from choices_service.mapping.index import bring_up_to_date, is_behind
from choices_service.mapping.keeping import bring_all_up_to_date
from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.db import board_transaction

Json = dict[str, Any]
VOLCANO = "Waarom barst een vulkaan uit?"


async def mapped(board: Any, title: str, role: str = "learner", language: str = "nl", **more: Any) -> Json:
    headers = {"Accept-Language": language}
    answer = await board.call("POST", "/v1/challenges/mapping", role, json={"title": title, **more}, headers=headers)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def brought_up(board: Any, most: int = 1000) -> bool:
    async with board_transaction(board.sessions, board.board_id) as session:
        return await bring_up_to_date(session, most=most, now=datetime.now(UTC))


async def behind(board: Any) -> bool:
    async with board_transaction(board.sessions, board.board_id) as session:
        return await is_behind(session)


async def test_a_goal_is_proposed_with_the_words_that_match_and_a_reason(board: Any) -> None:
    ids = await board.has_goals("Vulkanen en aardbevingen verklaren", "Rekenen met breuken")
    [first] = (await mapped(board, VOLCANO))["items"]
    assert first["goalId"] == str(ids["Vulkanen en aardbevingen verklaren"])
    assert first["words"] == [{"word": "vulkaan", "where": "goal"}]
    assert first["reason"] == "Dit leerdoel gaat over ‘vulkaan’."
    assert first["score"] == 1


async def test_reasons_come_in_the_callers_language(board: Any) -> None:
    await board.has_goals("Vulkanen verklaren")
    [first] = (await mapped(board, VOLCANO, language="en"))["items"]
    assert first["reason"] == "This goal is about ‘vulkaan’."


@pytest.mark.parametrize("typed", ["vuklaan", "vulcaan", "volcano", "vulkaanen"])
async def test_a_misspelt_or_english_word_finds_the_goal_under_the_word_that_was_typed(board: Any, typed: str) -> None:
    ids = await board.has_goals("Vulkanen en aardbevingen verklaren", "Rekenen met breuken")
    [first] = (await mapped(board, f"Hoe werkt een {typed}?"))["items"]
    assert first["goalId"] == str(ids["Vulkanen en aardbevingen verklaren"])
    assert first["words"] == [{"word": typed, "where": "goal"}]


async def test_the_words_of_an_activity_lead_to_its_goal(board: Any) -> None:
    ids = await board.has_goals("Verschijnselen van de aarde", "Rekenen")
    await board.has_activity(ids["Verschijnselen van de aarde"], title="Bouw een vulkaan", topic="vulkanen")
    [first] = (await mapped(board, VOLCANO))["items"]
    assert first["goalId"] == str(ids["Verschijnselen van de aarde"])
    assert first["words"] == [{"word": "vulkaan", "where": "activity"}]


async def test_what_a_goal_lies_under_speaks_for_it(board: Any) -> None:
    ids = await board.has_goals("Vulkanen", "Gesteente herkennen", children=[("Gesteente herkennen", "Vulkanen")])
    [first] = (await mapped(board, VOLCANO))["items"]
    assert first["goalId"] == str(ids["Gesteente herkennen"])
    assert (first["words"][0]["where"], first["parentTitle"]) == ("around", "Vulkanen")


async def test_what_comes_right_before_a_goal_that_fits_is_proposed_too(board: Any) -> None:
    ids = await board.has_goals("Vulkanen", "Gesteente", precedes=[("Gesteente", "Vulkanen")])
    first, second = (await mapped(board, VOLCANO))["items"]
    assert (first["goalId"], second["goalId"]) == (str(ids["Vulkanen"]), str(ids["Gesteente"]))
    assert second["words"] == []
    assert second["via"]["title"] == "Vulkanen"
    assert second["reason"] == "Dit leerdoel hoort vlak bij ‘Vulkanen’, dat bij je vraag past."


async def test_a_question_in_other_words_gets_a_hint_and_no_nonsense(board: Any) -> None:
    await board.has_goals("Rekenen met breuken")
    found = await mapped(board, "Xyz qqq?")
    assert found["items"] == []
    assert "coach" in found["hint"]


async def test_a_learner_is_shown_goals_for_its_own_year_first(board: Any) -> None:
    await board.has_goals("Vulkanen later", levels=["vo-5"])
    ids = await board.has_goals("Vulkanen nu", levels=["groep-5"])
    assert (await mapped(board, VOLCANO))["items"][0]["goalId"] == str(ids["Vulkanen nu"])


async def test_another_boards_goals_are_not_proposed(board: Any, new_board: Any) -> None:
    await board.has_goals("Vulkanen")
    await board.hears(BoardCreated(board_id=board.board_id))
    other = new_board()
    await other.hears_of_people()
    assert (await mapped(other, VOLCANO))["items"] == []


async def test_goals_that_come_later_are_found_once_the_worker_has_read_them(board: Any) -> None:
    await board.hears(BoardCreated(board_id=board.board_id))
    await board.has_goals("Vulkanen")
    assert len((await mapped(board, VOLCANO))["items"]) == 1
    assert not await behind(board)
    ids = await board.has_goals("Nog meer vulkanen")
    await board.has_activity(ids["Nog meer vulkanen"])
    assert await behind(board)
    await bring_all_up_to_date(board.sessions)
    assert not await behind(board)
    assert len((await mapped(board, VOLCANO))["items"]) == 2


async def test_a_slip_finds_words_that_came_later(board: Any) -> None:
    await board.has_goals("Rekenen met breuken")
    assert not (await mapped(board, "Hoe werkt een vuklaan?"))["items"]
    ids = await board.has_goals("Vulkanen verklaren")
    await brought_up(board)
    [first] = (await mapped(board, "Hoe werkt een vuklaan?"))["items"]
    assert first["goalId"] == str(ids["Vulkanen verklaren"])


async def test_a_goal_that_was_retired_is_no_longer_proposed(board: Any) -> None:
    from services.choices.tests.conftest import case

    package = case("Vulkanen", "Breuken")
    await board.imports(package)
    assert len((await mapped(board, VOLCANO))["items"]) == 1
    gone = package["CFPackage"]["CFItems"].pop(0)["identifier"]
    links = package["CFPackage"]["CFAssociations"]
    package["CFPackage"]["CFAssociations"] = [one for one in links if one["originNodeURI"]["identifier"] != gone]
    await board.imports(package)
    assert (await mapped(board, VOLCANO))["items"] == []


async def test_many_goals_are_read_some_at_a_time(board: Any) -> None:
    await board.has_goals(*(f"Vulkaan nummer {number} van negen" for number in range(9)))
    assert [await brought_up(board, most=5), await brought_up(board, most=5)] == [False, True]
    assert len((await mapped(board, VOLCANO, most=20))["items"]) == 9


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/title"),
        ({"title": "  "}, "#/title"),
        ({"title": "x" * 201}, "#/title"),
        ({"title": "x", "most": 21}, "#/most"),
        ({"title": "x", "most": 2.5}, "#/most"),
        ({"title": "x", "grades": ["groep-9"]}, "#/grades/0"),
        ({"title": "x", "q": "y"}, "#/q"),
        ({"title": "\x00"}, "#/title"),
    ],
)
async def test_a_question_of_the_wrong_form_says_where(board: Any, body: Json, pointer: str) -> None:
    answer = await board.call("POST", "/v1/challenges/mapping", "learner", json=body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("title", ["%_%", "';--", "‘’“”", "🦈🦈", "a" * 200, "é" * 200, "\U0010ffff vulkaan"])
async def test_any_text_is_only_text(board: Any, title: str) -> None:
    await board.has_goals("Vulkanen")
    assert len((await mapped(board, title))["items"]) <= 1


async def test_mapping_takes_its_scope(board: Any) -> None:
    answer = await board.call("POST", "/v1/challenges/mapping", "learner", scopes=["choices:read"], json={"title": "x"})
    assert answer.status_code == 403
