"""What the database knows that decides who may take what, for a whole round at once."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.electives.store import these
from choices_service.electives.tables import elective, elective_period, elective_place, elective_wish
from choices_service.goals.store import one_of
from choices_service.mastery.rules import Known, Standing
from choices_service.mastery.tables import mastery
from eigenwijs_shared.agency import Dial
from eigenwijs_shared.roster.tables import agency_dial, learner

MEMORY = timedelta(days=730)
"""What was missed longer ago than two years is not remembered: it may have been at another school."""


_ADD_PLACES = text(
    "INSERT INTO elective_place SELECT * FROM jsonb_populate_recordset(NULL::elective_place, cast(:rows AS jsonb))"
)


async def wishes_of(session: AsyncSession, elective_id: UUID, learner_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    of = elective_wish.c
    query = select(elective_wish).where(of.elective_id == elective_id, one_of(of.learner_id, learner_ids))
    return {row.learner_id: row for row in await session.execute(query)}


async def earlier_places(
    session: AsyncSession,
    elective_id: UUID,
    learner_ids: Collection[UUID],
) -> dict[UUID, list[Any]]:
    """By learner, what it got in other rounds that are published: `module_id`, `missed`, `starts_on`, `ends_on`."""
    of, period = elective_place.c, elective_period.c
    query = (
        select(of.learner_id, of.module_id, of.missed, period.starts_on, period.ends_on)
        .join(elective_period, (period.elective_id == of.elective_id) & (period.period_id == of.period_id))
        .where(of.elective_id != elective_id, one_of(of.learner_id, learner_ids))
        .order_by(period.starts_on, of.elective_id, of.period_id)
    )
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in await session.execute(query):
        found[row.learner_id].append(row)
    return found


async def known_about(
    session: AsyncSession, learner_ids: Collection[UUID], goal_ids: Collection[UUID]
) -> dict[UUID, Known]:
    """How learners stand with these goals only: of a whole school there is too much to know it all."""
    if not goal_ids:
        return {}
    of = mastery.c
    here = one_of(of.learner_id, learner_ids)
    standings: dict[UUID, dict[UUID, Standing]] = defaultdict(dict)
    columns = (of.learner_id, of.goal_id, of.state, of.probability, of.evidence, of.ready)
    for row in await session.execute(select(*columns).where(here, one_of(of.goal_id, goal_ids))):
        standings[row.learner_id][row.goal_id] = Standing(*row[1:])
    latest = (
        select(of.learner_id, of.unseen_ready)
        .where(here)
        .ext(distinct_on(of.learner_id))
        .order_by(of.learner_id, of.version.desc())
    )
    return {row.learner_id: Known(standings[row.learner_id], row.unseen_ready) for row in await session.execute(latest)}


async def dials_at(session: AsyncSession, places: Collection[UUID]) -> Mapping[UUID, Sequence[Dial]]:
    """The dials that are set at these learners, groups and boards."""
    found: dict[UUID, list[Dial]] = defaultdict(list)
    for row in await session.execute(select(agency_dial).where(one_of(agency_dial.c.scope_id, places))):
        found[row.scope_id].append(
            Dial(row.scope, row.scope_id, row.subject or None, row.dimensions, row.version, row.author_id, row.moved_at)
        )
    return found


async def publish(
    session: AsyncSession, elective_id: UUID, author_id: str, outcome: Mapping[str, Any], *, now: datetime
) -> Row[Any]:
    row: Row[Any] = (
        await session.execute(
            update(elective)
            .where(elective.c.elective_id == elective_id)
            .values(version=elective.c.version + 1, published_at=now, published_by=author_id, outcome=outcome)
            .returning(elective)
        )
    ).one()
    return row


async def add_places(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """As many at once as make a statement of a few MB: a row a statement takes twice as long in all."""
    board_id = session.info["board_id"]
    for first in range(0, len(rows), 2000):
        some = [{"board_id": board_id, **one} for one in rows[first : first + 2000]]
        await session.execute(_ADD_PLACES, {"rows": json.dumps(some, default=str)})


async def counts_of(session: AsyncSession, elective_id: UUID) -> dict[tuple[UUID, UUID], int]:
    """How many have a place, by (module, period); who left the school has left it."""
    of = elective_place.c
    query = (
        select(of.module_id, of.period_id, func.count())
        .join(learner, (learner.c.learner_id == of.learner_id) & learner.c.active)
        .where(of.elective_id == elective_id, of.module_id.is_not(None))
        .group_by(of.module_id, of.period_id)
    )
    return {(row[0], row[1]): row[2] for row in await session.execute(query)}


async def unplaced_of(
    session: AsyncSession, elective_id: UUID, groups: Collection[UUID], only: Collection[UUID] | None
) -> Sequence[Any]:
    """Places without a module, of learners of these groups (`only` some of them) who are still here; the first 200."""
    of = elective_place.c
    query = (
        select(of.learner_id, of.period_id, of.missed)
        .join(learner, (learner.c.learner_id == of.learner_id) & learner.c.active)
        .where(of.elective_id == elective_id, of.module_id.is_(None), learner.c.group_ids.overlap(these(groups)))
        .order_by(of.learner_id, of.period_id)
        .limit(200)
    )
    if only is not None:
        query = query.where(one_of(of.learner_id, only))
    return (await session.execute(query)).all()
