"""Follows goals and activities; each change gives the board's catalogue a new version, in the same transaction."""

from collections.abc import Sequence

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ActivityChanged, GoalChanged
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service import tables


async def follow_goals(session: AsyncSession, goals: Sequence[GoalChanged]) -> None:
    await keep_newest(session, tables.goal, [_columns(goal, tables.goal) for goal in goals])
    await _renew(session)


async def follow_activities(session: AsyncSession, activities: Sequence[ActivityChanged]) -> None:
    await keep_newest(session, tables.activity, [_columns(one, tables.activity) for one in activities])
    await _renew(session)


def _columns(event: GoalChanged | ActivityChanged, table: Table) -> dict[str, object]:
    return event.model_dump(include={column.name for column in table.c}, by_alias=False)


async def _renew(session: AsyncSession) -> None:
    changed = insert(tables.catalogue_version).values(board_id=session.info["board_id"], version=new_id())
    await session.execute(
        changed.on_conflict_do_update(index_elements=["board_id"], set_={"version": changed.excluded.version})
    )
