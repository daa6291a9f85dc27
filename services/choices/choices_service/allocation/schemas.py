"""Allocations as they are asked for and shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Out, Whole


class SeatsIn(In):
    """Other numbers for a module in a period."""

    module_id: UUID
    period_id: UUID
    least: Annotated[Whole, Field(ge=1, le=1000)] | None = None
    most: Annotated[Whole, Field(ge=1, le=1000)] | None = None


class AllocationIn(In):
    """What if: only for a dry run, and kept nowhere."""

    seats: Annotated[list[SeatsIn], Field(max_length=500)] = []
    cancelled: Annotated[list[UUID], Field(max_length=200)] = []


class PeriodOutcomeOut(Out):
    """How many learners got which of their wishes; `unwished` got another module, `nothing` had chosen none."""

    period_id: UUID
    title: str
    learners: int
    first_wish: int
    second_wish: int
    third_wish: int
    later_wish: int
    unwished: int
    none: int
    nothing_chosen: int


class ModuleOutcomeOut(Out):
    """`wished` by whoever may take it; where it does not run for want of learners, `lacking` is how many more it needs.

    `placed` is how it stands now, the rest how it was when places were given.
    """

    module_id: UUID
    period_id: UUID
    title: str
    least: int
    most: int
    placed: int
    wished: int
    wished_first: int
    runs: bool
    lacking: int


class UnplacedOut(Out):
    learner_id: UUID
    period_id: UUID
    nothing_chosen: bool


class AllocationOut(Out):
    """`better` and `worse`: for how many places what was asked makes a difference to the round as it stands.

    `unplaced` (the first 200) and `toConfirm` are learners in your reach: these have no module, and of those the dial
    has come to leave the topic to the teacher, who must write the wishes down for them to count.
    """

    elective_id: UUID
    dry_run: bool
    published_at: datetime | None
    seed: str | None
    seed_commitment: str
    periods: list[PeriodOutcomeOut]
    modules: list[ModuleOutcomeOut]
    better: int
    worse: int
    unplaced: list[UnplacedOut]
    to_confirm: list[UUID]
