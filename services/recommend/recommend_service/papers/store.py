"""Counts, and what the board settled. Everything under the board's own row-level security; nothing names a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Integer, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.tables import board
from eigenwijs_shared.roster.tables import agency_dial, educator, learner, parent
from recommend_service.overrides.store import standing
from recommend_service.overrides.tables import override
from recommend_service.papers.held import tables
from recommend_service.papers.running import RegisterState, Stop
from recommend_service.register.store import days_kept
from recommend_service.register.tables import register_entry
from recommend_service.tables import activity, card, card_choice, estimate, goal
from recommend_service.watches.tables import watch

_LIVING = (learner, educator, parent, goal, activity)
_ALL = (estimate, card, card_choice)
_PLUMBING = frozenset({"board", "catalogue_version", "watch_round"})
"""One row a board, but nothing that anybody chose."""


async def counted(session: AsyncSession) -> dict[str, int]:
    """Rows by table: people, goals and activities that are there now, and all estimates, cards and choices."""
    found = {}
    for one in _LIVING:
        found[one.name] = await _count(session, one, one.c.active)
    for one in _ALL:
        found[one.name] = await _count(session, one)
    found["mastered"] = await _count(session, estimate, estimate.c.mastered)
    return found


async def _count(session: AsyncSession, table: Table, *which: Any) -> int:
    query = select(func.count()).select_from(table).where(*which)
    return (await session.execute(query)).scalar_one()


async def board_name(session: AsyncSession) -> str:
    """Empty where it is known to profile alone."""
    query = select(board.c.name).where(board.c.board_id == session.info["board_id"])
    return (await session.execute(query)).scalar_one_or_none() or ""


async def register_state(session: AsyncSession) -> RegisterState:
    of = register_entry.c
    row = (await session.execute(select(func.count(), func.min(of.at), func.max(of.at)))).one()
    return RegisterState(row[0], row[1], row[2], await days_kept(session))


async def overrides(session: AsyncSession, today: date) -> dict[tuple[str, str], int]:
    """Those that stand, by kind and scope."""
    of = override.c
    query = select(of.kind, of.scope, func.count()).where(standing(today)).group_by(of.kind, of.scope)
    rows = await session.execute(query.order_by(of.kind, of.scope))
    return {(kind, scope): number for kind, scope, number in rows}


async def stop_of_board(session: AsyncSession, today: date) -> Stop | None:
    of = override.c
    which = (of.kind == "pause", of.scope == "board", standing(today))
    query = select(of.made_at, of.until).where(*which).order_by(of.made_at).limit(1)
    row = (await session.execute(query)).one_or_none()
    return Stop(row.made_at, row.until) if row else None


async def board_dials(session: AsyncSession) -> list[tuple[str, str, str]]:
    of = agency_dial.c
    query = select(of.subject, of.dimensions).where(of.scope == "board").order_by(of.subject)
    return [
        (row.subject, dimension, position)
        for row in await session.execute(query)
        for dimension, position in sorted(row.dimensions.items())
    ]


async def dials_elsewhere(session: AsyncSession) -> int:
    return await _count(session, agency_dial, agency_dial.c.scope != "board")


async def watches(session: AsyncSession) -> Mapping[str, tuple[int, int]]:
    """By kind: open now, and opened ever."""
    of, opened = watch.c, func.count(watch.c.opened_at)
    now = opened.filter(of.closed_at.is_(None))
    rows = await session.execute(select(of.kind, now, opened).group_by(of.kind).order_by(of.kind))
    return {kind: (still, ever) for kind, still, ever in rows}


async def own_settings(session: AsyncSession) -> list[tuple[str, str, str]]:
    """What the board settled, also in a table that is added later; not who did, which the register tells."""
    found: list[tuple[str, str, str]] = []
    for table in filter(_is_of_settings, tables()):
        shown = [one for one in table.c if one.name != "board_id" and not one.name.endswith(("_by", "_id"))]
        newest = table.c.version.desc() if "version" in table.c else table.c.board_id
        row = (await session.execute(select(*shown).order_by(newest).limit(1))).one_or_none()
        found += [(table.name, name, str(value)) for name, value in (row._mapping.items() if row else ())]
    return found


def _is_of_settings(table: Table) -> bool:
    """One row a board, or one a version of which the highest holds."""
    key = [one.name for one in table.primary_key]
    numbered = key == ["board_id", "version"] and isinstance(table.c.version.type, Integer)
    return (key == ["board_id"] or numbered) and table.name not in _PLUMBING
