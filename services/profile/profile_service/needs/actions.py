"""Set what helps a learner, and end it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import HeldNeed, NeedsChanged
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from profile_service.needs import rules, store
from profile_service.needs.schemas import NeedIn, NeedOut
from profile_service.needs.tables import held_need
from profile_service.people.rows import add_row
from profile_service.people.versions import next_version
from profile_service.tables import said_version


async def set_need(
    session: AsyncSession, learner_id: UUID, wanted: NeedIn, caller: Principal, *, now: datetime
) -> NeedOut:
    """One more accommodation; set again, it takes the place of the earlier one."""
    need = rules.checked(wanted.need)
    rules.check_until(wanted.until, now.date())
    version = await next_version(session, learner_id, "needs")
    ended = {"ended_at": now, "ended_by_id": caller.subject}
    await store.end_need(session, learner_id, held_need.c.need == need, **ended)
    row = await add_row(
        session,
        held_need,
        learner_id=learner_id,
        need_id=new_id(),
        need=need,
        until=wanted.until,
        author_id=caller.subject,
        set_at=now,
    )
    await announce(session, *await _states(session, {learner_id: version}, now))
    return NeedOut.model_validate(row)


async def end_need(session: AsyncSession, learner_id: UUID, need_id: UUID, caller: Principal, *, now: datetime) -> None:
    """It is history from now on; ending it again changes nothing."""
    if await store.find_need(session, learner_id, need_id) is None:
        raise rules.UnknownNeed
    version = await next_version(session, learner_id, "needs")
    ended = {"ended_at": now, "ended_by_id": caller.subject}
    if await store.end_need(session, learner_id, held_need.c.need_id == need_id, **ended):
        await announce(session, *await _states(session, {learner_id: version}, now))


async def _states(session: AsyncSession, versions: dict[UUID, int], now: datetime) -> list[NeedsChanged]:
    """What helps these learners now, each as a whole."""
    held: dict[UUID, list[HeldNeed]] = {learner_id: [] for learner_id in versions}
    for row in await store.present_of(session, list(versions), now.date()):
        held[row.learner_id].append(HeldNeed(need=row.need, until=row.until))
    return [
        NeedsChanged(learner_id=learner_id, version=version, needs=held[learner_id])
        for learner_id, version in versions.items()
    ]


async def needs_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[Sequence[NeedsChanged], str | None]:
    """A page of all learners who ever had a need, for a consumer that is new or wiped."""
    query = select(said_version).where(said_version.c.kind == "needs").order_by(said_version.c.learner_id)
    if after is not None:
        query = query.where(said_version.c.learner_id > UUID(after))
    rows = (await session.execute(query.limit(limit))).all()
    states = await _states(session, {row.learner_id: row.version for row in rows}, datetime.now(UTC))
    return states, str(rows[-1].learner_id) if len(rows) == limit else None
