"""What is known of learners, read for a decision."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.mastery.rules import Known, Standing, renewed
from choices_service.mastery.tables import done, mastery
from choices_service.tables import goal_replacement


async def known_of(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, Known]:
    """What recommend told of each of these learners, also by the goals that were renewed since; nothing of new ones."""
    rows = await session.execute(select(mastery).where(mastery.c.learner_id.in_(learner_ids)))
    of: dict[UUID, list[Row[Any]]] = {learner_id: [] for learner_id in learner_ids}
    for row in rows:
        of[row.learner_id].append(row)
    renewals = await _renewals(session)
    return {learner_id: renewed(_known(found), renewals) for learner_id, found in of.items()}


async def _renewals(session: AsyncSession) -> dict[UUID, list[UUID]]:
    """The older goals of each that renews some."""
    found: dict[UUID, list[UUID]] = {}
    for row in await session.execute(select(goal_replacement.c.goal_id, goal_replacement.c.replaced_id)):
        found.setdefault(row.goal_id, []).append(row.replaced_id)
    return found


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
