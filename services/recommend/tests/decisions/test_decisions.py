"""A decision, for each who may ask: in words or numbers, on the screen or as a letter."""

import re
from typing import Any
from uuid import uuid4

from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import choice_made
from services.recommend.tests.objections.contesting import contested

from eigenwijs_shared.testing import bearer
from recommend_service.decisions.schemas import CardDecisionOut
from recommend_service.decisions.statement import draw_statement
from recommend_service.decisions.words import say


async def decided(board: Board, shelf: Shelf) -> str:
    await board.knows(shelf.goals, shelf.activities)
    card = await board.card()
    await board.hears(choice_made(board.learner_id, card))
    return f"/v1/decisions/{card['cardId']}"


async def test_a_learner_reads_words_and_an_educator_numbers_and_candidates(board: Board, shelf: Shelf) -> None:
    path = await decided(board, shelf)
    mine, theirs = (await board.get(path)).json(), (await board.get(path, "educator")).json()
    assert [option["expectedSuccess"] for option in mine["options"]] == [None] * len(mine["options"])
    assert not re.search(r"\d", " ".join([mine["what"], mine["contest"], *mine["basedOn"]]))
    assert mine["options"][0]["reason"].startswith("Je werkt aan")
    assert (mine["inputs"], mine["outcome"]["kind"]) == (None, "option")
    assert theirs["inputs"]["candidates"]
    assert "%" in theirs["options"][0]["reason"]
    assert 0 < theirs["options"][0]["propensity"] <= 1


async def test_a_decision_has_its_place_in_the_register(board: Board, shelf: Shelf) -> None:
    found = (await board.get(await decided(board, shelf))).json()
    lines = (await board.get("/v1/decisions/export", "board-admin")).text
    assert found["registerEntry"]["position"] == 1
    assert found["registerEntry"]["hash"] in lines


async def test_decisions_are_listed_the_newest_first(board: Board, shelf: Shelf) -> None:
    first = await decided(board, shelf)
    second = (await board.card())["cardId"]
    path = f"/v1/learners/{board.learner_id}/decisions?limit=1"
    page = (await board.get(path)).json()
    rest = (await board.get(f"{path}&cursor={page['nextCursor']}")).json()
    assert [one["decisionId"] for one in page["items"] + rest["items"]] == [second, first.rpartition("/")[2]]


async def test_the_letter_is_one_page_in_the_readers_language(board: Board, shelf: Shelf) -> None:
    path = f"{await decided(board, shelf)}/statement.pdf"
    dutch, english = await board.get(path), await board.get(path, **{"Accept-Language": "en"})
    assert (dutch.status_code, dutch.headers["content-type"]) == (200, "application/pdf")
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert pages(dutch.content) == pages(english.content) == 1
    assert dutch.content != english.content


async def test_however_long_the_titles_it_stays_one_page(board: Board, shelf: Shelf) -> None:
    found: dict[str, Any] = (await board.get(await decided(board, shelf), "educator")).json()
    options = [{**option, "title": "<b>&Ğ " * 60, "reason": "omdat " * 300} for option in found["options"]]
    decision = CardDecisionOut.model_validate({**found, "options": options})
    assert pages(draw_statement(decision, "nl")) == 1


async def test_the_letter_speaks_to_a_learner_as_je_and_to_others_as_u(board: Board, shelf: Shelf) -> None:
    assert say("nl", "right", "learner").startswith("Je krijgt")
    assert say("nl", "right", "parent").startswith("U krijgt")
    found: dict[str, Any] = (await board.get(await decided(board, shelf))).json()
    decision = CardDecisionOut.model_validate(found)
    letters = [draw_statement(decision, "nl", reader) for reader in ("learner", "parent")]
    assert letters[0] != letters[1]


async def test_a_decision_says_where_to_object_and_shows_what_was_objected(board: Board, shelf: Shelf) -> None:
    path = await decided(board, shelf)
    assert "POST /v1/objections" in (await board.get(path, "educator")).json()["contest"]
    assert "Zeg dat in Eigenwijs" in (await board.get(path)).json()["contest"]
    before = (await board.get(f"{path}/statement.pdf")).content
    made = await contested(board, cardId=path.rpartition("/")[2])
    [told] = (await board.get(path)).json()["objections"]
    assert (told["objectionId"], told["status"]) == (made["objectionId"], "open")
    listed = (await board.get(f"/v1/learners/{board.learner_id}/decisions")).json()["items"]
    assert listed[0]["objections"] == [told]
    after = (await board.get(f"{path}/statement.pdf")).content
    assert (pages(after), after != before) == (1, True)


async def test_a_decision_about_somebody_else_does_not_exist(board: Board, shelf: Shelf) -> None:
    path = await decided(board, shelf)
    other = bearer(board.keys.token("learner", board.board_id, uuid4()))
    assert (await board.client.get(path, headers=other)).json()["type"] == "urn:eigenwijs:problem:unknown-decision"
    assert (await board.client.get(f"{path}/statement.pdf", headers=other)).status_code == 404
    assert (await board.get(f"/v1/decisions/{uuid4()}", "educator")).status_code == 404


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))
