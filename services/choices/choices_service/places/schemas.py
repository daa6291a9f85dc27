"""Places as they come in and go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Out, Whole

Way = Literal["allocation", "waiting-list", "swap", "educator", "given-up"]


class ModuleNameOut(Out):
    module_id: UUID
    title: str


class WhyOut(ModuleNameOut):
    """A wish before the one that came true, and why it did not."""

    code: str
    said: str


class SwapWishOut(Out):
    swap_id: UUID
    modules: list[ModuleNameOut]


class PlaceOut(Out):
    """What a learner has in a period, in `said` too; `wish` is which of its own wishes that is, 1 the first."""

    period_id: UUID
    period: str
    starts_on: date
    ends_on: date
    module: ModuleNameOut | None
    way: Way
    wish: int | None
    said: str
    whys: list[WhyOut]
    waits_for: list[ModuleNameOut]
    swap: SwapWishOut | None
    placed_at: datetime


class LearnerPlacesOut(Out):
    elective_id: UUID
    learner_id: UUID
    places: list[PlaceOut]


class PlaceRowOut(Out):
    """One place in a list; `moduleId` null: none."""

    learner_id: UUID
    period_id: UUID
    module_id: UUID | None
    way: Way
    wish: int | None


class PlaceIn(In):
    module_id: UUID


class RoomIn(In):
    """How many places a module has in a period from now on."""

    period_id: UUID
    most: Annotated[Whole, Field(ge=1, le=1000)]


class RoomOut(Out):
    """`movedIn`: how many came in from the waiting list."""

    module_id: UUID
    period_id: UUID
    least: int
    most: int
    placed: int
    moved_in: int
