"""Terms, runs, and who or what is past its term."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from profile_service.retention.rules import in_force
from profile_service.retention.tables import retention, retention_run

# Who has no membership at all left when the last attempt was made; of who has neither there is nothing but a name to
# go by, and no date: such learners are erased by hand.
_LEFT = """FROM learner l WHERE NOT l.active AND coalesce(
        (SELECT max(m.ended_at) FROM membership m WHERE m.board_id = l.board_id AND m.user_id = l.learner_id),
        (SELECT max(a.recorded_at) FROM attempt a WHERE a.board_id = l.board_id AND a.learner_id = l.learner_id)
    ) < :before"""
_COUNT_LEFT = text(f"SELECT count(*) {_LEFT}")
_NEXT_LEFT = text(f"SELECT l.learner_id {_LEFT} ORDER BY l.learner_id LIMIT 1")
_DUE = text(
    """SELECT b.board_id FROM board b WHERE NOT EXISTS (
        SELECT FROM retention_run r WHERE r.board_id = b.board_id AND NOT r.dry_run AND r.asked_at > :since)
    AND EXISTS (SELECT FROM retention_run r WHERE r.board_id = b.board_id AND r.dry_run AND r.state = 'done')"""
)


async def find_terms(session: AsyncSession, *, lock: bool = False) -> Row[Any] | None:
    query = select(retention)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


async def terms_in_force(session: AsyncSession) -> dict[str, int]:
    found = await find_terms(session)
    return in_force(found.months if found else {})


async def months_of(session: AsyncSession, kind: str) -> int:
    return (await terms_in_force(session))[kind]


async def put_terms(session: AsyncSession, **values: Any) -> None:
    statement = upsert(retention).values(board_id=session.info["board_id"], **values)
    await session.execute(statement.on_conflict_do_update(index_elements=["board_id"], set_=values))


async def lock_terms(session: AsyncSession) -> None:
    """One change at a time, also of terms that have no row yet."""
    await lock_name(session, f"retention/{session.info['board_id']}")


async def was_tried(session: AsyncSession, months: dict[str, int]) -> bool:
    """Was there a dry run with exactly these terms?"""
    r = retention_run.c
    query = select(r.run_id).where(r.dry_run, r.state == "done", r.months == months).limit(1)
    return (await session.execute(query)).one_or_none() is not None


async def add_run(session: AsyncSession, **values: Any) -> None:
    await session.execute(
        insert(retention_run).values(board_id=session.info["board_id"], state="running", counts={}, **values)
    )


async def find_run(session: AsyncSession, run_id: UUID) -> Row[Any] | None:
    return (await session.execute(select(retention_run).where(retention_run.c.run_id == run_id))).one_or_none()


async def running(session: AsyncSession, *, but: Sequence[UUID] = ()) -> Row[Any] | None:
    """The oldest run that is not done, of any board but these; held by this transaction."""
    r = retention_run.c
    query = select(retention_run).where(r.state == "running", r.board_id.not_in(but)).order_by(r.asked_at).limit(1)
    return (await session.execute(query.with_for_update(skip_locked=True))).one_or_none()


async def note(session: AsyncSession, run_id: UUID, **values: Any) -> None:
    await session.execute(update(retention_run).where(retention_run.c.run_id == run_id).values(**values))


async def boards_due(session: AsyncSession, since: datetime) -> Sequence[UUID]:
    """Boards that have tried their terms and had no real run since then."""
    return (await session.execute(_DUE, {"since": since})).scalars().all()


async def count_left(session: AsyncSession, before: datetime) -> int:
    return int((await session.execute(_COUNT_LEFT, {"before": before})).scalar_one())


async def next_left(session: AsyncSession, before: datetime) -> UUID | None:
    """A learner who left before that moment."""
    found: UUID | None = (await session.execute(_NEXT_LEFT, {"before": before})).scalar_one_or_none()
    return found


async def forget(session: AsyncSession, kind: str, before: datetime, *, really: bool) -> dict[str, int]:
    counts: dict[str, int] = (await session.execute(select(func.forget_expired(kind, before, really)))).scalar_one()
    return counts
