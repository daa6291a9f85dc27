"""What stands for a learner now."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.assignments import Assignment, Decided, decided
from eigenwijs_shared.roster.reach import Learner
from recommend_service.assignments.tables import met_assignment, standing_assignment


async def decided_for(session: AsyncSession, learner: Learner, today: date) -> Decided:
    """By the groups that the learner is in now: who joins a group has its assignments, who leaves it has not."""
    of, met = standing_assignment.c, met_assignment.c
    own = and_(met.board_id == of.board_id, met.assignment_id == of.assignment_id, met.learner_id == learner.learner_id)
    query = (
        select(standing_assignment, met.met_at.is_not(None).label("met"))
        .join(met_assignment, own, isouter=True)
        .where(of.scope_id.in_([learner.learner_id, *learner.group_ids]), of.active, of.until >= today)
    )
    return decided(map(Assignment.of, await session.execute(query)))
