"""Reads a board's catalogue, and the version that says whether a copy is still the same."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import USUAL_RULE, EvidenceRule
from recommend_service import tables
from recommend_service.catalogue.model import Activity, Catalogue, Goal


async def current_version(session: AsyncSession) -> UUID | None:
    """None while the board has no catalogue."""
    return (await session.execute(select(tables.catalogue_version.c.version))).scalar_one_or_none()


async def load_catalogue(session: AsyncSession, version: UUID) -> Catalogue:
    """Everything of this board; rows may be newer than `version`, never older, so a copy is never stale for long."""
    goals = await session.execute(select(tables.goal))
    activities = await session.execute(select(tables.activity).where(tables.activity.c.active))
    return Catalogue.of(version, map(_goal, goals), map(_activity, activities))


def _goal(row: Row[Any]) -> Goal:
    return Goal(
        goal_id=row.goal_id,
        active=row.active,
        subject=row.subject,
        title=row.title,
        levels=frozenset(row.levels),
        prerequisite_ids=tuple(row.prerequisite_ids),
        assessable=row.assessable,
        replaces=tuple(sorted(row.replaces_goal_ids)),
        evidence_rule=USUAL_RULE if row.evidence_rule is None else EvidenceRule(**row.evidence_rule),
    )


def _activity(row: Row[Any]) -> Activity:
    return Activity(
        activity_id=row.activity_id,
        title=row.title,
        description=row.description,
        goal_ids=tuple(sorted(set(row.goal_ids))),
        form=row.form,
        medium=row.medium,
        company=row.company,
        level=row.level,
        minutes=row.minutes,
        kind=row.kind,
        topic=row.topic,
    )
