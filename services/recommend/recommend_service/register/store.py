"""Writes entries, and reads them back for who checks them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.rights.tombstones import digest_of
from recommend_service.register.rules import (
    BOARD,
    GENESIS,
    USUAL_DAYS,
    Entry,
    canonical,
    card_content,
    digest,
    hash_of,
)
from recommend_service.register.tables import register_entry, register_term
from recommend_service.tables import card

CARD = "card"
AT_ONCE = 500


def chain_of(board_id: UUID, learner_id: UUID | None) -> str:
    """A seal outlives an erased learner: so a chain is not named by the learner's id."""
    return BOARD if learner_id is None else digest_of(board_id, learner_id).hex()


async def write(
    session: AsyncSession,
    kind: str,
    learner_id: UUID | None,
    subject_ids: Sequence[UUID],
    content: Mapping[str, Any],
    now: datetime,
    *,
    entry_id: UUID | None = None,
) -> UUID:
    """Add an entry to the learner's chain, or (None) the board's; who writes in several goes in the order of the ids.

    A card is in its own row: its entry has the card's id, and keeps only the hash.
    """
    board_id: UUID = session.info["board_id"]
    chain_id = chain_of(board_id, learner_id)
    await lock_name(session, f"register {board_id} {chain_id}")
    position, before = await _head(session, chain_id)
    made = Entry(
        chain_id=chain_id,
        position=position + 1,
        entry_id=entry_id or new_id(),
        kind=kind,
        at=now,
        subject_ids=tuple(subject_ids),
        content_hash=digest(canonical(content)),
        previous_hash=before,
        hash="",
    )
    made = replace(made, hash=hash_of(made))
    kept = {name: getattr(made, name) for name in Entry.__slots__}
    kept |= {"board_id": board_id, "learner_id": learner_id, "content": None if kind == CARD else dict(content)}
    await session.execute(insert(register_entry).values(**kept))
    return made.entry_id


async def write_card(session: AsyncSession, row: Mapping[str, Any]) -> None:
    """`row` as it went into `card`."""
    goals = [UUID(goal["goal_id"]) for goal in row["goals"]]
    content, at = card_content(row), row["offered_at"]
    await write(session, CARD, row["learner_id"], goals, content, at, entry_id=row["card_id"])


async def _head(session: AsyncSession, chain_id: str) -> tuple[int, str]:
    of = register_entry.c
    query = select(of.position, of.hash).where(of.chain_id == chain_id).order_by(of.position.desc()).limit(1)
    row = (await session.execute(query)).one_or_none()
    return (row.position, row.hash) if row else (0, GENESIS)


async def heads_since(session: AsyncSession, since: datetime | None) -> dict[str, tuple[int, str]]:
    """Where the learners' chains end that were written to since then."""
    of = register_entry.c
    query = select(of.chain_id, of.position, of.hash).where(of.chain_id != BOARD)
    if since is not None:
        query = query.where(of.at >= since)
    query = query.ext(distinct_on(of.chain_id)).order_by(of.chain_id, of.position.desc())
    return {row.chain_id: (row.position, row.hash) for row in await session.execute(query)}


async def last_of(session: AsyncSession, kind: str) -> Row[Any] | None:
    """The newest entry of that kind in the board's chain."""
    of = register_entry.c
    query = select(register_entry).where(of.chain_id == BOARD, of.kind == kind).order_by(of.position.desc()).limit(1)
    return (await session.execute(query)).one_or_none()


async def entries(
    session: AsyncSession, after: tuple[str, int] | None = None, limit: int | None = None
) -> AsyncIterator[tuple[Entry, Any]]:
    """Every entry of the board with its content (None: gone), chain after chain; read in parts, never all at once."""
    left = limit
    while left is None or left > 0:
        rows = await _part(session, after, AT_ONCE if left is None else min(left, AT_ONCE))
        for row in rows:
            yield entry_of(row), content_of(row)
        if not rows:
            return
        after = (rows[-1].chain_id, rows[-1].position)
        left = None if left is None else left - len(rows)


async def _part(session: AsyncSession, after: tuple[str, int] | None, limit: int) -> Sequence[Row[Any]]:
    of = register_entry.c
    cards = [column.label(f"card_{name}") for name, column in card.c.items() if name != "board_id"]
    whole = register_entry.outerjoin(card, (card.c.card_id == of.entry_id) & (card.c.board_id == of.board_id))
    query = select(register_entry, *cards).select_from(whole).order_by(of.chain_id, of.position).limit(limit)
    if after is not None:
        chain_id, position = after
        query = query.where((of.chain_id > chain_id) | ((of.chain_id == chain_id) & (of.position > position)))
    return (await session.execute(query)).all()


def entry_of(row: Row[Any]) -> Entry:
    values = {name: getattr(row, name) for name in Entry.__slots__}
    return Entry(**{**values, "subject_ids": tuple(row.subject_ids)})


def content_of(row: Row[Any]) -> Any:
    if row.kind != CARD:
        return row.content
    if row.card_card_id is None:
        return None
    return card_content({name.removeprefix("card_"): value for name, value in row._mapping.items() if name in _CARDS})


_CARDS = {f"card_{column.name}" for column in card.c}


async def unregistered(session: AsyncSession) -> list[tuple[UUID, UUID]]:
    """(learner, card): cards without an entry, of learners whose chain had begun when they were offered."""
    of = register_entry.c
    began = select(func.min(of.at)).where(of.learner_id == card.c.learner_id).scalar_subquery()
    told = select(of.entry_id).where(of.entry_id == card.c.card_id).exists()
    query = select(card.c.learner_id, card.c.card_id).where(~told, card.c.offered_at >= began).order_by(card.c.card_id)
    return [(row.learner_id, row.card_id) for row in await session.execute(query)]


async def find_entries(session: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, Entry]:
    rows = await session.execute(select(register_entry).where(register_entry.c.entry_id.in_(entry_ids)))
    return {row.entry_id: entry_of(row) for row in rows}


async def last_about(session: AsyncSession, learner_id: UUID | None, subject_id: UUID, kinds: str) -> Entry | None:
    """The newest entry of which this is the first subject in that chain, of a kind that begins so."""
    of = register_entry.c
    chain_id = chain_of(session.info["board_id"], learner_id)
    same = (of.chain_id == chain_id, of.subject_ids[1] == subject_id, of.kind.startswith(kinds))
    query = select(register_entry).where(*same).order_by(of.position.desc()).limit(1)
    row = (await session.execute(query)).one_or_none()
    return entry_of(row) if row else None


async def head_of_board(session: AsyncSession) -> tuple[int, str]:
    return await _head(session, BOARD)


async def days_kept(session: AsyncSession) -> int:
    return (await session.execute(select(register_term.c.days))).scalar_one_or_none() or USUAL_DAYS


async def set_days(session: AsyncSession, days: int, now: datetime, changed_by: str) -> None:
    values = {"days": days, "changed_at": now, "changed_by": changed_by}
    statement = upsert(register_term).values(board_id=session.info["board_id"], **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["board_id"], set_=values))


async def retire(session: AsyncSession, before: datetime) -> int:
    removed: int = (await session.execute(select(func.retire_register(before)))).scalar_one()
    return removed
