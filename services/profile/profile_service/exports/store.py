"""Counting the board."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.evidence.tables import evidence
from profile_service.tables import agency_move, attempt, educator, group, learner, parent, school


def _number(table: Table, *conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(table).where(*conditions).scalar_subquery()


def _counts() -> Select[Any]:
    return select(
        _number(school, school.c.active).label("schools"),
        _number(group, group.c.active).label("groups"),
        _number(educator, educator.c.active).label("educators"),
        _number(learner, learner.c.active).label("learners"),
        _number(learner, ~learner.c.active).label("learners_left"),
        _number(parent, parent.c.active).label("parents"),
        _number(attempt).label("attempts"),
        _number(evidence).label("evidence"),
        _number(agency_move).label("agency_moves"),
    )


async def count(session: AsyncSession) -> dict[str, Any]:
    """The members of `CountsOut`."""
    found = (await session.execute(_counts())).one()._asdict()
    grade = func.unnest(learner.c.grades).label("grade")
    spread = select(grade, func.count()).where(learner.c.active).group_by(grade).order_by(grade)
    return {**found, "grades": {row[0]: row[1] for row in await session.execute(spread)}}
