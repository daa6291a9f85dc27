"""Which educators and parents left too long ago, and what is held of one of them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.tables import membership, person

# A person may be both, and goes when both are past: then no row is left that the id could come back from. Whoever also
# learns here goes by erasure. Somebody whose role or enrolment has yet to begin has not left.
_GONE = """WITH past AS (
        SELECT e.board_id, e.educator_id AS user_id FROM educator e WHERE NOT e.active AND greatest(e.left_at, (
            SELECT max(coalesce(m.ended_at, 'infinity')) FROM membership m
            WHERE m.board_id = e.board_id AND m.user_id = e.educator_id)) < :before
        UNION SELECT p.board_id, p.parent_id FROM parent p WHERE NOT p.active AND p.left_at < :before
    ), coming AS (
        SELECT r.board_id, r.kept ->> 'user' AS sourced_id FROM roster_record r
        WHERE r.file IN ('roles.csv', 'enrollments.csv') AND r.kept ->> 'begins' > :today
    ), gone AS (
        SELECT user_id FROM past g
        WHERE NOT EXISTS (SELECT FROM learner l WHERE l.board_id = g.board_id AND l.learner_id = g.user_id)
            AND NOT EXISTS (SELECT FROM educator e WHERE e.board_id = g.board_id AND e.educator_id = g.user_id
                AND (e.active OR e.left_at IS NULL OR e.left_at >= :before))
            AND NOT EXISTS (SELECT FROM parent p WHERE p.board_id = g.board_id AND p.parent_id = g.user_id
                AND (p.active OR p.left_at IS NULL OR p.left_at >= :before))
            AND NOT EXISTS (SELECT FROM coming c JOIN vault.person v USING (board_id, sourced_id)
                WHERE v.board_id = g.board_id AND v.user_id = g.user_id)
    )"""
_COUNT_GONE = text(
    f"""{_GONE} SELECT (SELECT count(*) FROM educator WHERE educator_id IN (SELECT user_id FROM gone)) AS educator,
    (SELECT count(*) FROM parent WHERE parent_id IN (SELECT user_id FROM gone)) AS parent"""  # noqa: S608 - our own
)
_NEXT_GONE = text(f"{_GONE} SELECT user_id FROM gone ORDER BY user_id LIMIT 1")  # noqa: S608 - our own


async def count_gone(session: AsyncSession, before: datetime, *, today: date) -> dict[str, int]:
    """By table."""
    row = (await session.execute(_COUNT_GONE, {"before": before, "today": today.isoformat()})).one()
    return {"educator": row.educator, "parent": row.parent}


async def next_gone(session: AsyncSession, before: datetime, *, today: date) -> UUID | None:
    asked = {"before": before, "today": today.isoformat()}
    found: UUID | None = (await session.execute(_NEXT_GONE, asked)).scalar_one_or_none()
    return found


async def drop_rows(session: AsyncSession, table: Table, key: ColumnElement[UUID], user_id: UUID) -> Sequence[Row[Any]]:
    """The rows that went."""
    return (await session.execute(delete(table).where(key == user_id).returning(table))).all()


async def drop_name(session: AsyncSession, user_id: UUID) -> str | None:
    """With the memberships; the sourcedId that there was."""
    await session.execute(delete(membership).where(membership.c.user_id == user_id))
    gone = delete(person).where(person.c.user_id == user_id).returning(person.c.sourced_id)
    found: str | None = (await session.execute(gone)).scalar_one_or_none()
    return found
