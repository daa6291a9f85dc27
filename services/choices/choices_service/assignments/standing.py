"""What stands for a learner now: for the card that is made here, and for what is chosen."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments import store
from choices_service.assignments.problems import left_out
from choices_service.assignments.tables import assignment, assignment_met
from eigenwijs_shared.assignments import Assignment, Decided, decided
from eigenwijs_shared.roster.reach import Learner


async def decided_for(session: AsyncSession, learner: Learner, now: datetime) -> Decided:
    """By the groups that the learner is in now: who joins a group has its assignments, who leaves it has not."""
    of, met = assignment.c, assignment_met.c
    own = and_(met.board_id == of.board_id, met.assignment_id == of.assignment_id, met.learner_id == learner.learner_id)
    query = (
        select(assignment, met.met_at.is_not(None).label("met"))
        .join(assignment_met, own, isouter=True)
        .where(store.standing(now.astimezone(UTC).date()), of.scope_id.in_([learner.learner_id, *learner.group_ids]))
    )
    return decided(map(Assignment.of, await session.execute(query)))


async def refuse_left_out(
    session: AsyncSession, places: Collection[UUID], activity_id: UUID, now: datetime, *, choosing: bool
) -> None:
    """`LeftOut` where an educator excludes the activity for one of these places: a learner, and its groups."""
    rows = await store.standing_for(session, places, activity_id, now.astimezone(UTC).date())
    for row in rows:
        if row.kind == "exclude":
            raise left_out(row.assignment_id, row.until, choosing=choosing)
