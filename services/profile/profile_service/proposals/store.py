"""Proposals, and the choices that a gradual release rests on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.tables import board
from profile_service.agency.release import LEAST_COMPLETED, OWN, PAUSE, WINDOW, Choice, Tried
from profile_service.agency.tables import agency_choice, agency_day, agency_proposal
from profile_service.tables import attempt, learner


async def add_proposal(session: AsyncSession, **values: Any) -> Row[Any]:
    statement = insert(agency_proposal).values(board_id=session.info["board_id"], **values).returning(agency_proposal)
    made: Row[Any] = (await session.execute(statement)).one()
    return made


async def find_proposal(
    session: AsyncSession, learner_id: UUID, proposal_id: UUID, *, lock: bool = False
) -> Row[Any] | None:
    mine = (agency_proposal.c.learner_id == learner_id, agency_proposal.c.proposal_id == proposal_id)
    query = select(agency_proposal).where(*mine)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def proposals_of(session: AsyncSession, learner_id: UUID, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first."""
    query = select(agency_proposal).where(agency_proposal.c.learner_id == learner_id)
    if before is not None:
        query = query.where(agency_proposal.c.proposal_id < before)
    return (await session.execute(query.order_by(agency_proposal.c.proposal_id.desc()).limit(limit + 1))).all()


async def open_proposals(session: AsyncSession, learner_id: UUID, subject: str) -> Sequence[Row[Any]]:
    mine = (agency_proposal.c.learner_id == learner_id, agency_proposal.c.subject == subject)
    query = select(agency_proposal).where(*mine, agency_proposal.c.state == "open")
    return (await session.execute(query)).all()


async def change_proposal(session: AsyncSession, proposal_id: UUID, **values: Any) -> Row[Any]:
    statement = update(agency_proposal).where(agency_proposal.c.proposal_id == proposal_id).values(**values)
    changed: Row[Any] = (await session.execute(statement.returning(agency_proposal))).one()
    return changed


async def expire_proposals(session: AsyncSession, now: datetime) -> None:
    over = (agency_proposal.c.state == "open", agency_proposal.c.expires_at <= now)
    statement = update(agency_proposal).where(*over)
    await session.execute(statement.values(state="expired", closed_at=agency_proposal.c.expires_at))


async def keep_choices(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    full = [{"board_id": session.info["board_id"], **row} for row in rows]
    if full:
        await session.execute(upsert(agency_choice).on_conflict_do_nothing(), full)


async def drop_choices(session: AsyncSession, choice_ids: Collection[UUID]) -> None:
    if choice_ids:
        await session.execute(delete(agency_choice).where(agency_choice.c.choice_id.in_(choice_ids)))


async def drop_old_choices(session: AsyncSession, now: datetime) -> None:
    """No more is kept than what a proposal may rest on."""
    await session.execute(delete(agency_choice).where(agency_choice.c.made_at < now - WINDOW - PAUSE))


async def boards_behind(session: AsyncSession, today: date) -> Sequence[UUID]:
    """Of all boards, those that were not yet looked at today."""
    done = select(agency_day.c.board_id).where(agency_day.c.day >= today)
    return (await session.execute(select(board.c.board_id).where(board.c.board_id.not_in(done)))).scalars().all()


async def begin_day(session: AsyncSession, today: date) -> bool:
    """Note the day; False if another worker did so first. The row is held until the work is done."""
    statement = upsert(agency_day).values(board_id=session.info["board_id"], day=today)
    begun = statement.on_conflict_do_update(
        index_elements=[agency_day.c.board_id], set_={"day": today}, where=agency_day.c.day < today
    )
    return (await session.execute(begun.returning(agency_day.c.day))).one_or_none() is not None


async def candidates(session: AsyncSession, now: datetime) -> list[tuple[UUID, list[UUID]]]:
    """Learners, each with their groups, who made enough own choices and of whom nothing was asked lately."""
    quiet = select(agency_proposal.c.learner_id).where(
        or_(
            agency_proposal.c.state == "open",
            (agency_proposal.c.state == "declined") & (agency_proposal.c.closed_at > now - PAUSE),
            (agency_proposal.c.origin == "gradual-release") & (agency_proposal.c.made_at > now - PAUSE),
        )
    )
    query = (
        select(learner.c.learner_id, learner.c.group_ids)
        .join(agency_choice, agency_choice.c.learner_id == learner.c.learner_id)
        .where(
            learner.c.active,
            agency_choice.c.kind.in_(OWN),
            agency_choice.c.made_at >= now - WINDOW,
            learner.c.learner_id.not_in(quiet),
        )
        .group_by(learner.c.learner_id, learner.c.group_ids)
        .having(func.count() >= LEAST_COMPLETED)
        .order_by(learner.c.learner_id)
    )
    return [(row.learner_id, row.group_ids) for row in await session.execute(query)]


async def own_choices(session: AsyncSession, learner_id: UUID, since: datetime) -> list[Choice]:
    mine = (agency_choice.c.learner_id == learner_id, agency_choice.c.made_at >= since)
    query = select(agency_choice.c.activity_id, agency_choice.c.made_at).where(*mine, agency_choice.c.kind.in_(OWN))
    return [Choice(row.activity_id, row.made_at) for row in await session.execute(query)]


async def attempts_since(session: AsyncSession, learner_id: UUID, since: datetime) -> list[Tried]:
    columns = (attempt.c.attempt_id, attempt.c.activity_id, attempt.c.success, attempt.c.occurred_at)
    query = select(*columns).where(attempt.c.learner_id == learner_id, attempt.c.occurred_at >= since)
    rows = await session.execute(query)
    return [Tried(row.attempt_id, row.activity_id, row.success, row.occurred_at) for row in rows]
