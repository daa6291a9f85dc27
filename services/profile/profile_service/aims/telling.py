"""Tells which goals learners aim for: cards get their candidates from it, and never a word of theirs."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, any_, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AimsChanged
from eigenwijs_shared.events.outbox import announce
from profile_service.aims.tables import aim
from profile_service.people.versions import next_version
from profile_service.tables import said_version

MATTERS = frozenset({"goal_ids", "visible_to", "state"})
"""Of an aim: what changes in these may change what is told."""


async def tell_aims(session: AsyncSession, learner_id: UUID) -> None:
    """As they are in this transaction."""
    version = await next_version(session, learner_id, "aims")
    await announce(session, *await _states(session, {learner_id: version}))


async def aims_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[AimsChanged], str | None]:
    """A page of all learners who ever had an aim; version 0 where none was told of yet."""
    of = aim.c
    said = and_(said_version.c.learner_id == of.learner_id, said_version.c.kind == "aims")
    query = (
        select(of.learner_id, func.max(func.coalesce(said_version.c.version, 0)).label("version"))
        .join(said_version, said, isouter=True)
        .group_by(of.learner_id)
        .order_by(of.learner_id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(of.learner_id > UUID(after))
    rows = (await session.execute(query)).all()
    states = await _states(session, {row.learner_id: row.version for row in rows})
    return states, str(rows[-1].learner_id) if len(rows) == limit else None


async def _states(session: AsyncSession, versions: Mapping[UUID, int]) -> list[AimsChanged]:
    """What a learner keeps from its educators leads to nothing: a reason on a card would give it away."""
    of = aim.c
    shown = (of.learner_id.in_(list(versions)), of.state == "open", literal("coach") == any_(of.visible_to))
    found: dict[UUID, set[UUID]] = {learner_id: set() for learner_id in versions}
    for row in await session.execute(select(of.learner_id, of.goal_ids).where(*shown)):
        found[row.learner_id].update(row.goal_ids)
    return [
        AimsChanged(learner_id=learner_id, version=version, goal_ids=sorted(found[learner_id]))
        for learner_id, version in versions.items()
    ]
