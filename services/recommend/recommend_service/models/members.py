"""Who is in the subgroups that a board watches apart."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.roster.tables import learner
from eigenwijs_shared.roster.wishes import learner_need
from recommend_service.models.schemas import Subgroup


async def members(session: AsyncSession, named: Sequence[Subgroup], today: date) -> dict[str, set[UUID]]:
    """Learners by the subgroup's key, as they are today."""
    return {one.key: await _of(session, one, today) for one in named}


async def _of(session: AsyncSession, one: Subgroup, today: date) -> set[UUID]:
    if one.kind == "need":
        rows = await session.execute(select(learner_need.c.learner_id, learner_need.c.needs))
        return {row.learner_id for row in rows if _holds(row.needs, set(one.values), today)}
    if one.kind == "grade":
        which = learner.c.grades.overlap(one.values)
    else:
        which = learner.c.group_ids.overlap([UUID(value) for value in one.values])
    return set(await session.scalars(select(learner.c.learner_id).where(which)))


def _holds(needs: Sequence[dict[str, str | None]], wanted: Collection[str], today: date) -> bool:
    return any(
        one["need"] in wanted and (one["until"] is None or date.fromisoformat(str(one["until"])) >= today)
        for one in needs
    )
