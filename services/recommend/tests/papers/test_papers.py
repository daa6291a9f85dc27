"""Papers over HTTP and by the command: made at the moment of asking, for whom they are."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from services.recommend.tests.board import Board, Shelf
from sqlalchemy import text

from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.testing import bearer
from recommend_service.papers.command import papers
from recommend_service.papers.held import tables
from recommend_service.papers.words import FOR_STAFF, KINDS, NOTICES
from recommend_service.settings import Settings

DUTCH = {"Accept-Language": "nl"}


async def paper(board: Board, kind: str, role: str = "board-admin", language: str = "en") -> str:
    answer = await board.get(f"/v1/papers/{kind}", role, **{"Accept-Language": language})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.headers["content-language"] == language
    return answer.text


async def settle(board: Board, method: str, path: str, body: object) -> None:
    token = bearer(board.keys.token("board-admin", board.board_id, "client"))
    answer = await board.client.request(method, path, json=body, headers=token)
    assert answer.status_code in {200, 201}, answer.text


@pytest.mark.parametrize("role", ["learner", "parent", "educator", "board-admin"])
async def test_notices_are_for_everybody_who_is_signed_in(board: Board, role: str) -> None:
    told = [await paper(board, kind, role, "nl") for kind in NOTICES]
    assert told[0].startswith("# Hoe Eigenwijs jou helpt kiezen")
    assert (await board.client.get("/v1/papers/notice-12")).status_code == 401


@pytest.mark.parametrize("role", ["learner", "parent", "educator"])
async def test_the_boards_own_papers_are_for_its_staff(board: Board, role: str) -> None:
    answers = [await board.get(f"/v1/papers/{kind}", role) for kind in FOR_STAFF]
    assert [one.status_code for one in answers] == [403] * len(FOR_STAFF)


async def test_a_paper_that_there_is_not_is_a_clear_404(board: Board) -> None:
    assert (await board.get("/v1/papers/notice-99", "board-admin")).status_code == 404


async def test_what_is_settled_is_in_the_next_paper(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    before = await paper(board, "dpia"), await paper(board, "notice-15", "learner")
    await settle(board, "PUT", "/v1/decisions/retention", {"days": 400})
    await settle(board, "POST", "/v1/overrides", {"kind": "pause", "reason": "Eerst overleg."})
    after = await paper(board, "dpia"), await paper(board, "notice-15", "learner")
    assert "The register is empty yet. Entries are kept for 730 days" in before[0]
    assert "They are kept for 400 days" in after[0]
    assert "| `register_term` | `days` | 400 |" in after[0]
    assert "730 days" in before[1]
    assert "400 days" in after[1]
    assert "suggestions are on" in before[1]
    assert "switched the suggestions off" in after[1]
    assert "| recommendations paused | the whole board | 1 |" in await paper(board, "fria")


async def test_no_paper_names_anybody(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.card()
    told = [await paper(board, kind) for kind in KINDS]
    people = (board.learner_id, board.educator_id, board.group_id)
    assert [one for one in people if str(one) in "".join(told)] == []
    assert str(board.board_id) in told[0]


async def test_a_paper_says_nothing_of_another_board(
    board: Board, new_board: Callable[[], Board], shelf: Shelf
) -> None:
    other = new_board()
    await other.hears(BoardCreated(board_id=other.board_id))
    await settle(other, "PUT", "/v1/decisions/retention", {"days": 222})
    await board.knows(shelf.goals, shelf.activities)
    assert "222" not in await paper(board, "dpia")
    assert "| learning goals | 3 |" in await paper(board, "model-card")
    assert "| learning goals | 0 |" in await paper(other, "model-card")


async def test_no_table_of_the_database_is_unknown_to_the_papers(board: Board) -> None:
    query = "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
    async with board.sessions.begin() as session:
        found = set((await session.execute(text(query))).scalars())
    assert found - {"alembic_version"} <= {one.name for one in tables()}


async def test_one_command_writes_all_papers_after_reading_the_whole_register(
    board: Board, shelf: Shelf, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.card()
    asked = ["--board", str(board.board_id), "--language", "en", "--out", str(tmp_path / "to" / "papers")]
    assert await asyncio.to_thread(papers, settings, asked) == 0
    made = sorted(one.name for one in (tmp_path / "to" / "papers").iterdir())
    assert made == sorted(f"{kind}.en.{end}" for kind in KINDS for end in ("md", "pdf"))
    annex = (tmp_path / "to" / "papers" / "dpia.en.md").read_text()
    assert "it is as it was written" in annex
    assert datetime.now(UTC).strftime("%d-%m-%Y") in annex
    assert str(board.board_id) in capsys.readouterr().out


async def test_the_command_asks_which_board_where_that_is_not_clear(
    board: Board, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await asyncio.to_thread(papers, settings, ["--board", "nowhere", "--out", str(tmp_path / "out")]) == 2
    assert str(board.board_id) in capsys.readouterr().out
    assert not (tmp_path / "out").exists()
