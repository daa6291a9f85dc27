"""`python -m recommend_service papers`: all papers of a board as files, from what runs now."""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from eigenwijs_shared.db import Sessions, board_transaction, make_engine, make_sessions, plumbing_transaction
from eigenwijs_shared.errors import Language
from eigenwijs_shared.events.tables import board
from recommend_service.papers.actions import look_at
from recommend_service.papers.drawing import draw
from recommend_service.papers.running import Running
from recommend_service.papers.words import KINDS
from recommend_service.papers.writing import write
from recommend_service.settings import Settings

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def papers(settings: Settings, arguments: Sequence[str]) -> int:
    """0 when all were written; 2 when it is not clear for which board, and the boards are named."""
    parser = argparse.ArgumentParser(prog="python -m recommend_service papers", description=__doc__)
    parser.add_argument("--board", help="its id or name; may be left out where there is one")
    parser.add_argument("--language", choices=LANGUAGES, default="nl")
    parser.add_argument("--out", type=Path, default=Path("papers"), help="a folder, made if it is not there")
    asked = parser.parse_args(arguments)
    running = asyncio.run(_look(settings, asked.board))
    if running is None:
        return 2
    asked.out.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        text = write(kind, running, asked.language)
        (asked.out / f"{kind}.{asked.language}.md").write_text(text, encoding="utf-8")
        (asked.out / f"{kind}.{asked.language}.pdf").write_bytes(draw(text, asked.language))
    print(f"{len(KINDS)} papers of board {running.board_id} in {asked.out.resolve()}")  # noqa: T201 - a command's answer
    return 0


async def _look(settings: Settings, wanted: str | None) -> Running | None:
    """The board as it is; None where it is not clear which one, and then the boards are named."""
    engine = make_engine(settings.database_url, pool_size=1, name="recommend-papers")
    sessions = make_sessions(engine)
    try:
        there = await _boards(sessions)
        found = [one for one, name in there.items() if wanted in {None, str(one), name}]
        if len(found) != 1:
            known = "\n".join(f"  {one} {name}".rstrip() for one, name in there.items())
            print(f"Which board? Give --board with one of:\n{known}")  # noqa: T201 - a command's answer
            return None
        async with board_transaction(sessions, found[0]) as session:
            return await look_at(session, settings.limits, datetime.now(UTC), checked=True)
    finally:
        await engine.dispose()


async def _boards(sessions: Sessions) -> dict[UUID, str]:
    async with plumbing_transaction(sessions) as session:
        rows = await session.execute(select(board.c.board_id, board.c.name).order_by(board.c.board_id))
        return {row.board_id: row.name for row in rows}
