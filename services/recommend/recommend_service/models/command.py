"""`python -m recommend_service fit | promote VERSION | rollback`, for one board, or the only one that there is."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from eigenwijs_shared.db import Sessions, board_transaction, make_engine, make_sessions
from eigenwijs_shared.errors import Problem
from eigenwijs_shared.logging import configure_logging
from recommend_service.fitting.actions import NothingToFit, fit_board
from recommend_service.models.actions import promote, roll_back
from recommend_service.register.actions import boards
from recommend_service.settings import Settings

COMMANDS: Final = frozenset({"fit", "promote", "rollback"})
OPERATOR: Final = "operator"
Work = Callable[[Sessions, UUID], Awaitable[str]]


def operate_models(settings: Settings, arguments: Sequence[str]) -> int:
    """0 when done; else the problem is said and nothing was changed."""
    configure_logging(settings)
    asked = _parser().parse_args(arguments)
    works: dict[str, Work] = {
        "fit": lambda sessions, board_id: _fit(sessions, board_id, asked.by),
        "promote": lambda sessions, board_id: _promote(sessions, board_id, asked, settings),
        "rollback": lambda sessions, board_id: _roll_back(sessions, board_id, asked, settings),
    }
    try:
        return asyncio.run(_on_board(settings, asked.board, works[asked.command]))
    except (Problem, NothingToFit) as problem:
        print(problem)  # noqa: T201 - a command's answer
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m recommend_service")
    commands = parser.add_subparsers(dest="command", required=True)
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("--board", type=UUID, help="its id; not needed where there is one board")
    every.add_argument("--by", default=OPERATOR, help="who asks: kept with it")
    every.add_argument("--reason", default="By the operator's command", help="kept in the register")
    commands.add_parser("fit", parents=[every], help="fit a model on what was observed, or go on with one begun")
    put = commands.add_parser("promote", parents=[every], help="put a version to use")
    put.add_argument("version")
    commands.add_parser("rollback", parents=[every], help="put the version before to use again")
    return parser


async def _on_board(settings: Settings, board_id: UUID | None, work: Work) -> int:
    engine = make_engine(settings.database_url, pool_size=1, name="recommend-models")
    sessions = make_sessions(engine)
    try:
        known = await boards(sessions)
        chosen = [board_id] if board_id else list(known)
        if len(chosen) != 1 or chosen[0] not in known:
            print("Say which board, with --board:", *known, sep="\n  ")  # noqa: T201 - a command's answer
            return 2
        print(f"{chosen[0]}: {await work(sessions, chosen[0])}")  # noqa: T201 - likewise
    finally:
        await engine.dispose()
    return 0


async def _fit(sessions: Sessions, board_id: UUID, by: str) -> str:
    version = await fit_board(sessions, board_id, by, datetime.now(UTC))
    return f"fitted {version}; see GET /v1/models, then `promote {version}`"


async def _promote(sessions: Sessions, board_id: UUID, asked: argparse.Namespace, settings: Settings) -> str:
    async with board_transaction(sessions, board_id) as session:
        await promote(session, asked.version, asked.reason, asked.by, settings.limits, datetime.now(UTC))
    return f"{asked.version} is in use"


async def _roll_back(sessions: Sessions, board_id: UUID, asked: argparse.Namespace, settings: Settings) -> str:
    async with board_transaction(sessions, board_id) as session:
        earlier = await roll_back(session, asked.reason, asked.by, settings.limits, datetime.now(UTC))
    return f"{earlier} is in use again"
