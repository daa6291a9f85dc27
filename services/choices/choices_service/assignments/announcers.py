"""Assignments as events: when they change, and again for those who ask."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments import store
from choices_service.assignments.tables import assignment
from eigenwijs_shared.contracts.choices import AssignmentChanged, AssignmentMet


def changed(row: Row[Any]) -> AssignmentChanged:
    """The event of an assignment's whole state, without what the educator wrote."""
    return AssignmentChanged.model_validate(row, from_attributes=True)


def met(row: Row[Any]) -> AssignmentMet:
    return AssignmentMet.model_validate(row, from_attributes=True)


async def assignments_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[Sequence[AssignmentChanged], str | None]:
    """A page of all assignments as they are now, for a consumer that is new or wiped."""
    query = select(assignment).order_by(assignment.c.assignment_id).limit(limit)
    if after is not None:
        query = query.where(assignment.c.assignment_id > UUID(after))
    rows = (await session.execute(query)).all()
    return [changed(row) for row in rows], str(rows[-1].assignment_id) if len(rows) == limit else None


async def met_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[AssignmentMet], str | None]:
    """A page of all that was met."""
    place = tuple(map(UUID, after.split())) if after else None
    rows = await store.all_met(session, (place[0], place[1]) if place else None, limit)
    last = f"{rows[-1].learner_id} {rows[-1].assignment_id}" if len(rows) == limit else None
    return [met(row) for row in rows], last
