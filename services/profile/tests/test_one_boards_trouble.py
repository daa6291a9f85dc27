"""One worker works for all boards: a row that it stumbles over holds up its own board, and nobody else's."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Table, func, insert, select, text

from eigenwijs_shared.aside import Aside
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.ids import new_id
from profile_service import tables
from profile_service.agency.moving import turn_next
from profile_service.agency.tables import agency_due
from profile_service.evidence.renewals import renew_page
from profile_service.evidence.tables import evidence, ledger_renewal
from profile_service.retention.actions import run_step
from profile_service.retention.rules import KINDS
from profile_service.retention.tables import retention_run
from profile_service.roster.calendar import turn_day

Board = Any
NOW = datetime.now(UTC)
YESTERDAY = NOW - timedelta(days=1)
_SPENT = ("agency_due", "ledger_renewal", "retention_run", "roster_day")


@pytest.fixture(autouse=True)
async def _nothing_else_waits(sessions: Sessions) -> None:
    """The worker works for all boards, those of earlier tests too."""
    async with plumbing_transaction(sessions) as session:
        for table in _SPENT:
            await session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names


@pytest.fixture
async def other(school: Board) -> Board:
    """Its work comes after that of `school`, which is in trouble."""
    made = type(school)(school.sessions, school.client, school.keys)
    await made.fill()
    return made


async def add(board: Board, table: Table, **values: Any) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(insert(table).values(board_id=board.board_id, **values))


async def count(board: Board, table: Table, where: Any) -> int:
    async with board_transaction(board.sessions, board.board_id) as session:
        return int((await session.execute(select(func.count()).select_from(table).where(where))).scalar_one())


async def a_due_dial(board: Board, *, broken: bool) -> None:
    place = {"scope": "learner", "scope_id": board.learners[0], "subject": ""}
    made = {"author_id": "x", "author_role": "sis", "reason": "x", "moved_at": YESTERDAY, "version": 1}
    changes = {"form": "nonsense" if broken else "learner"}
    await add(board, tables.agency_move, **place, **made, changes=changes, dimensions=changes)
    await add(board, agency_due, **place, at=YESTERDAY - timedelta(days=broken))


async def a_renewal(board: Board, *, broken: bool) -> None:
    await board.post("/v1/attempts", board.attempt())
    kind = {"evidence_id": uuid4(), "kind": "nonsense" if broken else "observation", "sequence": 2}
    said = {"author_id": "x", "author_role": "educator", "weight": 1.0, "goal_ids": [], "level": 1, "form": "game"}
    when = {"occurred_at": NOW, "recorded_at": NOW}
    await add(board, evidence, learner_id=board.learners[0], **kind, **said, **when)
    asked = YESTERDAY - timedelta(days=broken)
    await add(board, ledger_renewal, learner_id=board.learners[0], renewal=1, told_to=0, asked_at=asked)


async def a_run(board: Board, *, broken: bool) -> None:
    months = {} if broken else dict.fromkeys(KINDS, 60)
    asked = {"author_id": "x", "asked_at": YESTERDAY - timedelta(days=broken)}
    await add(board, retention_run, run_id=new_id(), state="running", dry_run=True, months=months, counts={}, **asked)


async def a_day_behind(board: Board, *, broken: bool) -> None:
    await add(board, tables.roster_day, day=YESTERDAY.date())
    kept = {"begins": NOW.date().isoformat()} if broken else {}
    await add(board, tables.roster_record, file="enrollments.csv", sourced_id="x", kept=kept)


Work = Callable[[Sessions, Aside], Awaitable[Any]]
CASES: dict[str, tuple[Any, Work, Table, Any]] = {
    "dials": (a_due_dial, lambda sessions, aside: turn_next(sessions, now=NOW, aside=aside), agency_due, True),
    "renewals": (
        a_renewal,
        lambda sessions, aside: renew_page(sessions, aside=aside),
        ledger_renewal,
        ledger_renewal.c.done_at.is_(None),
    ),
    "terms": (
        a_run,
        lambda sessions, aside: run_step(sessions, now=NOW, aside=aside),
        retention_run,
        retention_run.c.state == "running",
    ),
    "calendar": (
        a_day_behind,
        lambda sessions, aside: turn_day(sessions, now=NOW, aside=aside),
        tables.roster_day,
        tables.roster_day.c.day < NOW.date(),
    ),
}
"""What waits, who does it, and where it waits until it is done."""


@pytest.mark.parametrize("case", CASES)
async def test_what_one_board_stumbles_over_does_not_keep_the_others_waiting(
    school: Board, other: Board, case: str
) -> None:
    prepare, work, table, waits = CASES[case]
    await prepare(school, broken=True)
    await prepare(other, broken=False)
    aside = Aside(case)
    for _ in range(3):
        await work(school.sessions, aside)
    assert aside.ids == [school.board_id]
    assert await count(other, table, waits) == 0
    assert await count(school, table, waits) == 1
