"""Plans, evidence and presentations in the database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenges.tables import challenge_evidence, challenge_presentation, challenge_step
from choices_service.goals.store import one_of


async def drop_steps(session: AsyncSession, challenge_id: UUID, step_ids: Collection[UUID]) -> None:
    mine = challenge_step.c.challenge_id == challenge_id
    await session.execute(delete(challenge_step).where(mine, one_of(challenge_step.c.step_id, step_ids)))


async def change_step(session: AsyncSession, challenge_id: UUID, step_id: UUID, values: Mapping[str, Any]) -> None:
    these = (challenge_step.c.challenge_id == challenge_id, challenge_step.c.step_id == step_id)
    await session.execute(update(challenge_step).where(*these).values(**values))


async def evidence_page(
    session: AsyncSession, challenge_id: UUID, after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """In the order in which it was added."""
    query = select(challenge_evidence).where(challenge_evidence.c.challenge_id == challenge_id)
    query = query.where(challenge_evidence.c.evidence_id > after if after is not None else true())
    return (await session.execute(query.order_by(challenge_evidence.c.evidence_id).limit(limit))).all()


async def find_presentation(session: AsyncSession, challenge_id: UUID) -> Row[Any] | None:
    query = select(challenge_presentation).where(challenge_presentation.c.challenge_id == challenge_id)
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def presentations_after(session: AsyncSession, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    query = select(challenge_presentation).order_by(challenge_presentation.c.challenge_id).limit(limit)
    if after is not None:
        query = query.where(challenge_presentation.c.challenge_id > after)
    return (await session.execute(query)).all()
