"""Who had left before there was a term for it has a day from which it counts."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from embedded.paths import ROOT
from embedded.testing import MakeDatabase

LONG_AGO = datetime.now(UTC) - timedelta(days=800)
EDUCATOR = text(
    "INSERT INTO educator (board_id, educator_id, version, active, group_ids) VALUES (:board, :who, 1, :active, '{}')"
)
MEMBERSHIP = text(
    """INSERT INTO membership (board_id, group_id, user_id, role, began_at, ended_at)
    VALUES (:board, :group, :who, 'educator', :began, :ended)"""
)


def alembic(owner_url: str, *asked: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "alembic", *asked],
        cwd=ROOT / "services" / "profile",
        env={**os.environ, "EW_OWNER_DATABASE_URL": owner_url},
        check=True,
        capture_output=True,
    )


async def test_the_upgrade_takes_the_day_from_the_last_membership(make_database: MakeDatabase) -> None:
    url, board = make_database("profile", fresh=True).owner_url, uuid4()
    taught, headed, here = uuid4(), uuid4(), uuid4()
    alembic(url, "downgrade", "0011")
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        for who in (taught, headed, here):
            await connection.execute(EDUCATOR, {"board": board, "who": who, "active": who == here})
        for days in (0, 300):
            past = {"began": LONG_AGO - timedelta(days=900), "ended": LONG_AGO - timedelta(days=days)}
            await connection.execute(MEMBERSHIP, {"board": board, "group": uuid4(), "who": taught, **past})
    alembic(url, "upgrade", "head")
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT educator_id, left_at FROM educator"))
        left = {row.educator_id: row.left_at for row in rows}
    await engine.dispose()
    assert (left[taught], left[here]) == (LONG_AGO, None)
    assert left[headed] > datetime.now(UTC) - timedelta(hours=1)
