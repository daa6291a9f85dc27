"""What an operator relies on: migrations that match the tables, a rebuild that spares what profile owns."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from eigenwijs_shared.db import board_transaction
from embedded.testing import MakeDatabase
from profile_service import tables
from profile_service.settings import Settings

SERVICE = Path(__file__).parents[1]


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=SERVICE, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_migrations_make_exactly_the_tables(make_database: MakeDatabase) -> None:
    checked = run("alembic", "check", EW_OWNER_DATABASE_URL=make_database("profile", fresh=True).owner_url)
    assert checked.returncode == 0, checked.stdout + checked.stderr


async def test_a_rebuild_empties_what_was_heard_and_nothing_that_is_owned(
    school: Any, make_database: MakeDatabase, settings: Settings
) -> None:
    database = make_database("profile")
    done = run(
        "profile_service",
        "rebuild",
        EW_OWNER_DATABASE_URL=database.owner_url,
        EW_DATABASE_URL=database.app_url,
        EW_JWKS_FILE=str(settings.jwks_file),
    )
    assert done.returncode == 0, done.stderr
    async with board_transaction(school.sessions, school.board_id) as session:
        counted = [
            (await session.execute(select(func.count()).select_from(table))).scalar_one()
            for table in (tables.learner, tables.educator, tables.activity)
        ]
    assert counted == [2, 2, 0]
