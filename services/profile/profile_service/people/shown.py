"""Rows as answers: a name only to whom it concerns, a sourced id only to the systems that gave it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.roster.codes import short_code
from profile_service.people.schemas import EducatorOut, GroupOut, LearnerOut, NameOut, SchoolOut


def name_of(row: Row[Any], caller: Principal, user_id: UUID) -> NameOut | None:
    """The name, where the caller may see names or is this person."""
    may = "learners:names" in caller.scopes or caller.user_id == user_id
    return NameOut(given=row.given, family=row.family) if may and row.given is not None else None


def sourced_id_of(row: Row[Any], caller: Principal) -> str | None:
    """The id by which the board's own systems know it; nobody else needs it."""
    return row.sourced_id if caller.sees_whole_board else None


def learner_out(row: Row[Any], caller: Principal) -> LearnerOut:
    return LearnerOut(
        learner_id=row.learner_id,
        code=short_code(row.learner_id),
        active=row.active,
        grades=row.grades,
        school_ids=row.school_ids,
        group_ids=row.group_ids,
        name=name_of(row, caller, row.learner_id),
        sourced_id=sourced_id_of(row, caller),
    )


def educator_out(row: Row[Any], caller: Principal) -> EducatorOut:
    return EducatorOut(
        educator_id=row.educator_id,
        active=row.active,
        group_ids=row.group_ids,
        name=name_of(row, caller, row.educator_id),
        sourced_id=sourced_id_of(row, caller),
    )


def group_out(row: Row[Any], caller: Principal) -> GroupOut:
    return GroupOut(
        group_id=row.group_id,
        title=row.title,
        school_id=row.school_id,
        grades=row.grades,
        subject=row.subject,
        active=row.active,
        learner_count=row.learner_count,
        sourced_id=sourced_id_of(row, caller),
    )


def school_out(row: Row[Any], caller: Principal) -> SchoolOut:
    return SchoolOut(school_id=row.school_id, name=row.name, active=row.active, sourced_id=sourced_id_of(row, caller))
