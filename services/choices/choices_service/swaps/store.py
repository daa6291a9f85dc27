"""What the database knows of wishes to swap."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.electives.tables import elective_place, elective_swap
from eigenwijs_shared.roster.tables import learner


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    statement = insert(elective_swap).values(board_id=session.info["board_id"], **values)
    row: Row[Any] = (await session.execute(statement.returning(elective_swap))).one()
    return row


async def others(session: AsyncSession, place: Row[Any], wanted: Sequence[UUID]) -> Sequence[Row[Any]]:
    """Who has one of these and would rather have what this place is, the first who asked first."""
    of, at = elective_swap.c, elective_place.c
    query = (
        select(elective_place, of.swap_id, learner.c.grades, learner.c.group_ids)
        .join(
            elective_swap,
            (of.elective_id == at.elective_id) & (of.period_id == at.period_id) & (of.learner_id == at.learner_id),
        )
        .join(learner, (learner.c.learner_id == at.learner_id) & learner.c.active)
        .where(
            at.elective_id == place.elective_id,
            at.period_id == place.period_id,
            at.learner_id != place.learner_id,
            at.module_id.in_(wanted),
            of.state == "open",
            of.module_ids.contains([place.module_id]),
        )
        .order_by(of.swap_id)
    )
    return (await session.execute(query)).all()


async def end(
    session: AsyncSession, swap_id: UUID, learner_id: UUID, state: str, got_id: UUID | None, now: datetime
) -> Row[Any] | None:
    """The wish as it ended; None if it was not open."""
    of = elective_swap.c
    ended: Row[Any] | None = (
        await session.execute(
            update(elective_swap)
            .where(of.swap_id == swap_id, of.learner_id == learner_id, of.state == "open")
            .values(state=state, got_id=got_id, ended_at=now)
            .returning(elective_swap)
        )
    ).one_or_none()
    return ended
