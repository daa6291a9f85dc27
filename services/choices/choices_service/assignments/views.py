"""Assignments as this caller may see them, in the caller's language."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many as activities_of
from choices_service.assignments import reach, rules, schemas, store
from choices_service.goals.store import find_many as goals_of
from choices_service.goals.store import with_prerequisites
from choices_service.mastery.rules import Before, unmet
from choices_service.mastery.store import known_of
from choices_service.tables import goal
from eigenwijs_shared.assigned_words import in_words
from eigenwijs_shared.errors import Language
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.roster.reach import Learner

_DIGESTED = re.compile(r'"(\d+)\.[0-9a-f]+"')


async def shown(
    session: AsyncSession, rows: Sequence[Row[Any]], learners: reach.Ids, language: Language, *, now: datetime
) -> list[schemas.AssignmentOut]:
    """With who met them: only of these learners and, for a group, of who is in it now."""
    met = await _met(session, rows, learners)
    titles = {key: row.title for key, row in (await activities_of(session, [row.activity_id for row in rows])).items()}
    return [_shown(row, titles[row.activity_id], met[row.assignment_id], language, now) for row in rows]


async def shown_of(
    session: AsyncSession, rows: Sequence[Row[Any]], found: Learner, language: Language, *, now: datetime
) -> list[schemas.LearnerAssignmentOut]:
    """For this one learner, with what has to be mastered first."""
    waiting = await _waiting(session, rows, found)
    every = await shown(session, rows, [found.learner_id], language, now=now)
    return [
        schemas.LearnerAssignmentOut(**one.model_dump(by_alias=False), waits_for=waiting[one.activity.activity_id])
        for one in every
    ]


async def _met(
    session: AsyncSession, rows: Sequence[Row[Any]], learners: reach.Ids
) -> dict[UUID, list[schemas.MetOut]]:
    scopes = {row.assignment_id: row for row in rows}
    found = await store.met_of(session, scopes.keys()) if scopes else []
    groups = await reach.groups_of_each(session, {row.learner_id for row in found}) if found else {}
    met: dict[UUID, list[schemas.MetOut]] = {key: [] for key in scopes}
    for row in found:
        of = scopes[row.assignment_id]
        is_for = of.scope == "learner" or of.scope_id in groups.get(row.learner_id, ())
        if is_for and (learners is reach.ALL or row.learner_id in learners):
            met[row.assignment_id].append(schemas.MetOut.model_validate(row))
    return met


def _shown(
    row: Row[Any], title: str, met: list[schemas.MetOut], language: Language, now: datetime
) -> schemas.AssignmentOut:
    told = {name: getattr(row, name) for name in schemas.AssignmentOut.model_fields if name in row._fields}
    return schemas.AssignmentOut(
        **told,
        learner_id=row.scope_id if row.scope == "learner" else None,
        group_id=row.scope_id if row.scope == "group" else None,
        activity=schemas.AssignedActivityOut(activity_id=row.activity_id, title=title),
        said=in_words(row, language, row.reason),
        state=rules.state_of(row, now.astimezone(UTC).date()),
        met=met,
    )


async def _waiting(
    session: AsyncSession, rows: Sequence[Row[Any]], found: Learner
) -> dict[UUID, list[schemas.WaitsForOut]]:
    """Per activity the prerequisites of its goals that this learner has not met, as recommend told it."""
    activities = await activities_of(session, [row.activity_id for row in rows])
    ids = {goal_id for row in activities.values() for goal_id in row.goal_ids}
    goals = {row.goal_id: row for row in await session.execute(with_prerequisites.where(goal.c.goal_id.in_(ids)))}
    before = await goals_of(session, {one for row in goals.values() for one in row.prerequisite_ids})
    known = (await known_of(session, [found.learner_id]))[found.learner_id]

    def missing(activity: Row[Any]) -> list[schemas.WaitsForOut]:
        needed = {one for goal_id in activity.goal_ids for one in goals[goal_id].prerequisite_ids}
        asked = [Before(one, before[one].levels, before[one].assessable) for one in sorted(needed) if one in before]
        lacking = unmet(asked, known, found.grades)
        return [schemas.WaitsForOut(goal_id=one, title=before[one].title) for one in lacking]

    return {key: missing(row) for key, row in activities.items()}


def tag(one: schemas.AssignmentOut) -> str:
    """The version, and a digest of all that is shown: who met it changes without a new version."""
    return f'"{one.version}.{tag_of(one.model_dump_json(by_alias=True).encode())[1:-1]}"'


def versions_in(if_match: str | None) -> str | None:
    """The header with the versions of its tags alone: that a learner finished meanwhile overwrites nothing."""
    return None if if_match is None else _DIGESTED.sub(r'"\1"', if_match)
