"""The order of goals as it goes out and comes in."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from choices_service.goals.schemas import GoalNameOut
from choices_service.text import Trimmed
from eigenwijs_shared.models import In, Out


class NodeOut(Out):
    """`depth` is how many steps come before it here; `outside`: it is of another framework than the one asked for."""

    goal_id: UUID
    title: str
    short_title: str | None
    code: str | None
    subject: str
    levels: list[str]
    parent_id: UUID | None
    assessable: bool
    active: bool
    depth: int
    outside: bool


class EdgeOut(Out):
    """`framework_id` says so; null: the board itself. `implied`: there is a longer way too."""

    prerequisite_id: UUID
    goal_id: UUID
    framework_id: UUID | None
    implied: bool


class GraphOut(Out):
    nodes: list[NodeOut]
    edges: list[EdgeOut]


class StepOut(Out):
    prerequisite: GoalNameOut
    goal: GoalNameOut


class DanglingOut(Out):
    """An association of the package with an end that nobody here knows."""

    association_id: UUID
    association_type: str
    unknown_id: UUID


class GraphCheckOut(Out):
    """What somebody should look at; `clean` when there is nothing.

    `cycles`: each goal before the next, and the last before the first. `orphans` stand alone: nothing comes before them
    and they come before nothing. `parentsGone`: what they hang under is out of use. `retiredPrerequisites`: steps from
    a goal that is out of use. `backward`: steps from a goal that is taught in later years only.
    """

    clean: bool
    goals: int
    steps: int
    cycles: list[list[GoalNameOut]]
    orphans: list[GoalNameOut]
    parents_gone: list[GoalNameOut]
    retired_prerequisites: list[StepOut]
    backward: list[StepOut]
    dangling: list[DanglingOut]


Name = Annotated[Trimmed, Field(min_length=1, max_length=300)]


class StepIn(In):
    """Each goal by its id, or by its code if only one goal has that."""

    goal: Name
    prerequisite: Name


class StepsIn(In):
    prerequisites: Annotated[list[StepIn], Field(max_length=50_000)]


class OrderOut(Out):
    """What an import of the order did, or with `dryRun` would do. `goals` is how many have other prerequisites now."""

    dry_run: bool
    rows: int
    goals: int
    added: int
    removed: int
    unchanged: int
