"""What stands for a learner now: for the card that is made here, and for what is chosen."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import and_, func, select
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


async def excluded_for(session: AsyncSession, groups: Mapping[UUID, Collection[UUID]]) -> dict[UUID, set[UUID]]:
    """The activities that educators leave out for each of these learners, who are in those groups."""
    of = assignment.c
    places = {*groups, *(group_id for several in groups.values() for group_id in several)}
    # By the clock of the database: what a whole class may not do is asked wherever a week is looked at.
    today = func.date(func.timezone("UTC", func.now()))
    query = select(of.scope_id, of.activity_id).where(
        of.kind == "exclude", of.active, of.until >= today, of.scope_id.in_(places)
    )
    left_out: dict[UUID, set[UUID]] = {}
    for row in await session.execute(query):
        left_out.setdefault(row.scope_id, set()).add(row.activity_id)
    return {
        key: set().union(*(left_out.get(place, set()) for place in (key, *several))) for key, several in groups.items()
    }


async def refuse_left_out(
    session: AsyncSession, places: Collection[UUID], activity_id: UUID, now: datetime, *, choosing: bool
) -> None:
    """`LeftOut` where an educator excludes the activity for one of these places: a learner, and its groups."""
    rows = await store.standing_for(session, places, activity_id, now.astimezone(UTC).date())
    for row in rows:
        if row.kind == "exclude":
            raise left_out(row.assignment_id, row.until, choosing=choosing)
