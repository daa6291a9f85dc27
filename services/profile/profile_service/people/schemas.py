"""Schools, educators, learners and groups as they are shown; names and sourced ids only to whom they concern."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import Out


class NameOut(Out):
    given: str
    family: str


class SchoolOut(Out):
    school_id: UUID
    name: str
    active: bool
    sourced_id: str | None


class GroupOut(Out):
    group_id: UUID
    title: str
    school_id: UUID
    grades: list[str]
    subject: str | None
    active: bool
    learner_count: int
    sourced_id: str | None


class LearnerOut(Out):
    """`name` for the learner itself and for whoever may see names; else null, and the id is all there is.

    `code` is what stands on paper where no name may: on printed choice cards, beside a line to write it on.
    """

    learner_id: UUID
    code: str
    active: bool
    grades: list[str]
    school_ids: list[UUID]
    group_ids: list[UUID]
    name: NameOut | None
    sourced_id: str | None


class EducatorOut(Out):
    educator_id: UUID
    active: bool
    group_ids: Annotated[list[UUID], Field(description="Groups taught now")]
    name: NameOut | None
    sourced_id: str | None
