"""Say what one likes, and take it back; cards get their topics from here and from no click."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import HeldInterest, InterestsChanged
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from profile_service.interests import rules, store
from profile_service.interests.schemas import InterestIn, InterestOut
from profile_service.interests.tables import interest
from profile_service.people.rows import add_row
from profile_service.people.versions import next_version
from profile_service.tables import said_version


async def say_interest(
    session: AsyncSession, learner_id: UUID, wanted: InterestIn, caller: Principal, *, now: datetime
) -> InterestOut:
    """One more topic; said again, it takes the place of the earlier one."""
    topic, until = rules.as_written(wanted.topic), rules.until(wanted.until, now.date())
    matched = rules.matched(topic)
    version = await next_version(session, learner_id, "interests")
    await store.end_interest(session, learner_id, interest.c.matched == matched, now)
    if len(await store.present_of(session, [learner_id], now.date())) >= rules.MOST_PRESENT:
        raise rules.TooManyInterests
    row = await add_row(
        session,
        interest,
        learner_id=learner_id,
        interest_id=new_id(),
        topic=topic,
        matched=matched,
        until=until,
        author_id=caller.subject,
        said_at=now,
    )
    await announce(session, *await _states(session, {learner_id: version}, now))
    return InterestOut.model_validate(row)


async def end_interest(session: AsyncSession, learner_id: UUID, interest_id: UUID, *, now: datetime) -> None:
    """It is history from now on; ending it again changes nothing."""
    if await store.find_interest(session, learner_id, interest_id) is None:
        raise rules.UnknownInterest
    version = await next_version(session, learner_id, "interests")
    if await store.end_interest(session, learner_id, interest.c.interest_id == interest_id, now):
        await announce(session, *await _states(session, {learner_id: version}, now))


async def _states(session: AsyncSession, versions: dict[UUID, int], now: datetime) -> list[InterestsChanged]:
    """What these learners like now, each as a whole."""
    held: dict[UUID, list[HeldInterest]] = {learner_id: [] for learner_id in versions}
    for row in await store.present_of(session, list(versions), now.date()):
        held[row.learner_id].append(HeldInterest(topic=row.matched, until=row.until))
    return [
        InterestsChanged(learner_id=learner_id, version=version, interests=held[learner_id])
        for learner_id, version in versions.items()
    ]


async def interests_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[Sequence[InterestsChanged], str | None]:
    """A page of all learners who ever said what they like, for a consumer that is new or wiped."""
    query = select(said_version).where(said_version.c.kind == "interests").order_by(said_version.c.learner_id)
    if after is not None:
        query = query.where(said_version.c.learner_id > UUID(after))
    rows = (await session.execute(query.limit(limit))).all()
    states = await _states(session, {row.learner_id: row.version for row in rows}, datetime.now(UTC))
    return states, str(rows[-1].learner_id) if len(rows) == limit else None
