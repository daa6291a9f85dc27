"""How the projection follows profile: the newest version of each thing wins, whatever order they arrive in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import (
    AgencyMoved,
    BoardCreated,
    EducatorChanged,
    LearnerChanged,
    ParentChanged,
)
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.roster import tables

Forget = Callable[[AsyncSession, Sequence[UUID]], Awaitable[None]]
"""(session, user ids): what a service holds of these people beside the projection goes too; it may be told twice."""


async def keep_newest(session: AsyncSession, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write each row unless the table holds that key at the same or a newer `version`; `board_id` is the session's."""
    keys = [column.name for column in table.primary_key]
    newest: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        full = {"board_id": session.info["board_id"], **row}
        key = tuple(full[name] for name in keys)
        if key not in newest or newest[key]["version"] < full["version"]:
            newest[key] = full
    if not newest:
        return
    statement = insert(table)
    written = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    # In key order, so that two workers never wait for each other.
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=keys, set_=written, where=table.c.version < statement.excluded.version
        ),
        [newest[key] for key in sorted(newest, key=str)],
    )


async def on_boards(session: AsyncSession, events: Sequence[BoardCreated]) -> None:
    rows = [{"board_id": event.board_id} for event in events]
    await session.execute(insert(board).on_conflict_do_nothing(), rows)


async def on_learners(session: AsyncSession, events: Sequence[LearnerChanged]) -> None:
    rows = [
        event.model_dump(include={"learner_id", "version", "active", "grades", "group_ids"}, by_alias=False)
        for event in events
    ]
    await keep_newest(session, tables.learner, rows)


async def on_educators(session: AsyncSession, events: Sequence[EducatorChanged]) -> None:
    await keep_newest(
        session, tables.educator, [event.model_dump(by_alias=False, exclude={"gone"}) for event in events]
    )
    await _drop(session, tables.educator.c.educator_id, [event.educator_id for event in events if event.gone])


async def on_parents(session: AsyncSession, events: Sequence[ParentChanged]) -> None:
    await keep_newest(session, tables.parent, [event.model_dump(by_alias=False, exclude={"gone"}) for event in events])
    await _drop(session, tables.parent.c.parent_id, [event.parent_id for event in events if event.gone])


async def _drop(session: AsyncSession, key: Column[UUID], gone: Sequence[UUID]) -> None:
    """Nobody comes back under the same id, so whatever version there is may go."""
    if gone:
        await session.execute(delete(key.table).where(key.in_(gone)))


async def on_dials(session: AsyncSession, events: Sequence[AgencyMoved]) -> None:
    rows = [{**event.model_dump(by_alias=False), "subject": event.subject or ""} for event in events]
    await keep_newest(session, tables.agency_dial, rows)


def follow_roster(reactions: Reactions, *, forget: Forget | None = None) -> None:
    """Register the projection with a service's reactions; `forget` is told of educators and parents who are gone."""

    async def educators(session: AsyncSession, events: Sequence[EducatorChanged]) -> None:
        await on_educators(session, events)
        if forget and (gone := [event.educator_id for event in events if event.gone]):
            await forget(session, gone)

    async def parents(session: AsyncSession, events: Sequence[ParentChanged]) -> None:
        await on_parents(session, events)
        if forget and (gone := [event.parent_id for event in events if event.gone]):
            await forget(session, gone)

    reactions.add(BoardCreated, on_boards)
    reactions.add(LearnerChanged, on_learners)
    reactions.add(EducatorChanged, educators)
    reactions.add(ParentChanged, parents)
    reactions.add(AgencyMoved, on_dials)


__all__ = ["follow_roster", "keep_newest"]
