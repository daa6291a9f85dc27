"""How far the daily look is, and what it needs of a page of learners."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import delete, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.tables import board
from eigenwijs_shared.roster.tables import learner
from recommend_service.mastery.rules import Belief, Estimate
from recommend_service.mastery.store import estimates_of_many
from recommend_service.tables import learner_state
from recommend_service.watches.tables import school_day, watch_due, watch_round

_NOTE_SCHOOL_DAYS = text(
    """INSERT INTO school_day (board_id, day)
    SELECT DISTINCT board_id, (updated_at AT TIME ZONE 'UTC')::date FROM estimate
    WHERE updated_at >= :since AND updated_at < :today AND extract(isodow FROM updated_at AT TIME ZONE 'UTC') < 6
    ON CONFLICT DO NOTHING"""
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One of the board's learners."""

    learner_id: UUID
    active: bool
    grades: list[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is believed of some learners, and how far their ledgers are counted: (renewal, sequence)."""

    states: Mapping[UUID, tuple[int, int]]
    beliefs: Mapping[UUID, Belief]
    estimates: Mapping[UUID, Mapping[UUID, Estimate]]

    @property
    def heard_at(self) -> Mapping[UUID, datetime]:
        return {one: max(est.updated_at for est in of.values()) for one, of in self.estimates.items() if of}


async def next_board(session: AsyncSession, today: date, *, but: Collection[UUID]) -> UUID | None:
    """A board that was not wholly looked at today."""
    behind = or_(watch_round.c.board_id.is_(None), watch_round.c.day < today, ~watch_round.c.done)
    query = (
        select(board.c.board_id)
        .join(watch_round, watch_round.c.board_id == board.c.board_id, isouter=True)
        .where(behind, board.c.board_id.not_in(but))
    )
    return (await session.execute(query.limit(1))).scalar_one_or_none()


async def begin(session: AsyncSession, today: date) -> UUID | None:
    """The learner after whom today's look goes on; held until the page is done, so that no two do the same.

    A new day first notes on which weekdays since the last one anybody of the board learnt something.
    """
    first = insert(watch_round).values(board_id=session.info["board_id"], day=today, upto=None, done=False)
    await session.execute(first.on_conflict_do_nothing())
    row = (await session.execute(select(watch_round).with_for_update())).one()
    if row.day == today:
        upto: UUID | None = row.upto
        if upto is not None:
            return upto
    since, until = (datetime.combine(day, time(), UTC) for day in (min(row.day, today), today))
    await session.execute(_NOTE_SCHOOL_DAYS, {"since": since, "today": until})
    return None


async def note(session: AsyncSession, today: date, upto: UUID | None, *, done: bool) -> None:
    await session.execute(watch_round.update().values(day=today, upto=upto, done=done))


async def next_due(session: AsyncSession, *, but: Collection[UUID]) -> UUID | None:
    """A board where something was found."""
    query = select(watch_due.c.board_id).where(watch_due.c.board_id.not_in(but)).limit(1)
    return (await session.execute(query)).scalar_one_or_none()


async def take_due(session: AsyncSession) -> list[UUID]:
    return list((await session.execute(delete(watch_due).returning(watch_due.c.learner_id))).scalars())


async def learners_after(session: AsyncSession, after: UUID | None, limit: int) -> list[Seen]:
    query = select(learner.c.learner_id, learner.c.active, learner.c.grades).order_by(learner.c.learner_id)
    if after is not None:
        query = query.where(learner.c.learner_id > after)
    return [Seen(*row) for row in await session.execute(query.limit(limit))]


async def facts_of(session: AsyncSession, learner_ids: Sequence[UUID]) -> Facts:
    """Locked, so that nothing is learnt of these learners meanwhile."""
    s = learner_state.c
    query = select(s.learner_id, s.renewal, s.last_sequence, s.mean, s.variance).where(s.learner_id.in_(learner_ids))
    rows = list(await session.execute(query.order_by(s.learner_id).with_for_update()))
    return Facts(
        {row.learner_id: (row.renewal, row.last_sequence) for row in rows},
        {row.learner_id: Belief(row.mean, row.variance) for row in rows},
        await estimates_of_many(session, learner_ids),
    )


async def school_days(session: AsyncSession, before: date) -> list[date]:
    """The days of the board's past, the newest last."""
    query = select(school_day.c.day).where(school_day.c.day < before)
    return sorted((await session.execute(query)).scalars())
