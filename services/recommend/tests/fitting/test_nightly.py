"""At night a board that saw enough that is new gets a fit of its own accord; it comes in shadow and no further."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.board import Board
from services.recommend.tests.fitting.make import observe, school
from services.recommend.tests.models import make

from eigenwijs_shared.db import board_transaction
from recommend_service.fitting import store
from recommend_service.fitting.actions import fit_board
from recommend_service.fitting.nightly import fit_due, in_own_process
from recommend_service.fitting.store import WORKER
from recommend_service.models.command import operate_models
from recommend_service.settings import Settings

NIGHT = datetime(2026, 11, 20, 2, tzinfo=UTC)


async def due(board: Board, now: datetime) -> list[UUID]:
    """Boards that are fitted then; nothing is."""

    async def nothing(_board_id: UUID) -> None:
        return None

    return [one for one in await fit_due(board.sessions, now, nothing) if one == board.board_id]


async def test_enough_that_is_new_gives_one_fit_a_night(board: Board) -> None:
    await observe(board.sessions, board.board_id, school(20), 25)
    assert await due(board, NIGHT.replace(hour=12)) == []

    async def fit(board_id: UUID) -> None:
        await fit_board(board.sessions, board_id, WORKER, NIGHT)

    assert board.board_id in await fit_due(board.sessions, NIGHT, fit)
    listed = (await board.get("/v1/models", "board-admin")).json()
    assert [(one["version"], one["status"], one["madeBy"]) for one in listed["items"]] == [
        ("fit-1", "shadow", "worker"),
        ("day-one-1", "in_use", None),
    ]
    assert await due(board, NIGHT) == []
    tomorrow = NIGHT + timedelta(days=1)
    await observe(board.sessions, board.board_id, school(20), 24)
    assert await due(board, tomorrow) == []
    await observe(board.sessions, board.board_id, school(20), 1)
    assert await due(board, tomorrow) == [board.board_id]


async def test_a_fit_that_was_killed_is_gone_on_with_at_any_hour(board: Board) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        await store.begin(session, 3, [], WORKER, NIGHT)
    assert await due(board, NIGHT.replace(minute=10)) == []
    assert await due(board, NIGHT.replace(hour=12)) == [board.board_id]


async def test_the_worker_fits_in_a_process_of_its_own(
    board: Board, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    await observe(board.sessions, board.board_id, school(12), 20)
    monkeypatch.setenv("EW_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("EW_JWKS_FILE", str(settings.jwks_file))
    await in_own_process(board.board_id)
    listed = (await board.get("/v1/models", "board-admin")).json()["items"]
    assert [(one["version"], one["status"]) for one in listed] == [("fit-1", "shadow"), ("day-one-1", "in_use")]


def operate(settings: Settings, *arguments: str) -> int:
    return operate_models(settings, arguments)


async def test_one_command_each_fits_promotes_and_rolls_back(
    board: Board, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await observe(board.sessions, board.board_id, school(20), 25)
    mine = ("--board", str(board.board_id))
    codes = [
        await asyncio.to_thread(operate, settings, *command, *mine)
        for command in (("fit",), ("promote", "fit-1", "--reason", "Past"), ("rollback",), ("rollback",))
    ]
    assert codes == [0, 0, 0, 1]
    said = capsys.readouterr().out
    assert "fitted fit-1" in said
    assert "day-one-1 is in use again" in said
    assert "there was none before" in said


async def test_a_command_that_cannot_be_done_says_why_and_changes_nothing(
    board: Board, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await make.version(board, of=make.told(off={"group:x": 1.0}, members=60))
    mine = ("--board", str(board.board_id))
    assert await asyncio.to_thread(operate, settings, "promote", "fit-1", *mine) == 1
    assert "calibration, everybody" in capsys.readouterr().out
    assert await asyncio.to_thread(operate, settings, "fit", *mine) == 1
    assert "Not enough to fit: 0 observations of 0 learners" in capsys.readouterr().out
    assert await asyncio.to_thread(operate, settings, "fit", "--board", str(uuid4())) == 2
    assert (await board.get("/v1/models", "board-admin")).json()["inUse"] == "day-one-1"
