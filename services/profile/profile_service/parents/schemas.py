"""Parents as they are shown, and the rule that ends their reach."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Line, Out, Whole
from profile_service.parents.rules import LEAST_AGE, MOST_AGE
from profile_service.people.schemas import NameOut


class ParentOut(Out):
    """`learnerIds` are the children in reach now; a parent of none is not active."""

    parent_id: UUID
    active: bool
    learner_ids: list[UUID]
    name: NameOut | None
    sourced_id: str | None


class ParentRuleIn(In):
    """`age` counts where the roster gave a birth date; `grades` where it did not."""

    age: Annotated[Whole, Field(ge=LEAST_AGE, le=MOST_AGE)]
    grades: Annotated[list[Line], Field(max_length=50)]


class ParentRuleOut(Out):
    age: int
    grades: list[str]
