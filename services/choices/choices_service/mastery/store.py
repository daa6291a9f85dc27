"""What is known of learners, read for a decision."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.mastery.rules import Known, Standing
from choices_service.mastery.tables import done, mastery


async def known_of(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, Known]:
    """What recommend told of each of these learners; a learner of whom nothing was told knows nothing yet."""
    rows = await session.execute(select(mastery).where(mastery.c.learner_id.in_(learner_ids)))
    of: dict[UUID, list[Row[Any]]] = {learner_id: [] for learner_id in learner_ids}
    for row in rows:
        of[row.learner_id].append(row)
    return {learner_id: _known(found) for learner_id, found in of.items()}


def _known(rows: list[Row[Any]]) -> Known:
    standings = {
        row.goal_id: Standing(row.goal_id, row.state, row.probability, row.evidence, row.ready) for row in rows
    }
    latest = max(rows, key=lambda row: row.version, default=None)
    return Known(standings, unseen_ready=bool(latest is not None and latest.unseen_ready))


async def done_by(
    session: AsyncSession, learner_ids: Collection[UUID], activity_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], Row[Any]]:
    """(learner, activity) with `first_at`, `last_at`, `succeeded`; absent where no attempt was made."""
    query = select(done).where(done.c.learner_id.in_(learner_ids), done.c.activity_id.in_(activity_ids))
    return {(row.learner_id, row.activity_id): row for row in await session.execute(query)}
