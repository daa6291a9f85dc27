"""The cards of a group as they come in and go out."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.catalogue import Company, Form, Medium
from eigenwijs_shared.models import In, Line, Out


class SheetIn(In):
    """What is printed beside what is known here. Names are used for this print and kept nowhere.

    `cards` says which card is whose; whom it does not name gets the newest of the last week, or one from the catalogue.
    """

    title: Annotated[Line | None, Field(description="What the group is called")] = None
    names: Annotated[dict[UUID, Line], Field(max_length=500)] = {}
    cards: Annotated[dict[UUID, UUID], Field(max_length=500)] = {}


class SheetOptionOut(Out):
    """`letter` is the one on the printed card."""

    letter: str
    option_id: UUID
    activity_id: UUID
    title: str
    description: str
    form: Form
    company: Company
    medium: Medium
    minutes: int


class SheetCheckOut(Out):
    activity_id: UUID
    title: str
    minutes: int


class SheetCardOut(Out):
    """What can be ticked: an option, `surprise`, `ownIdea`, `optOut`, or instead of that the `check`.

    `chosen` is the letter of what stands, or what kind of choice it was.
    """

    card_id: UUID
    subject: str | None
    goals: list[str]
    options: list[SheetOptionOut]
    surprise: bool
    own_idea: bool
    opt_out: bool
    check: SheetCheckOut | None
    chosen: str | None


class SheetRowOut(Out):
    """`code` stands on the printed card and beside the name in the list of learners; without a card, `why`."""

    learner_id: UUID
    code: str
    card: SheetCardOut | None
    why: str | None


class SheetOut(Out):
    group_id: UUID
    rows: list[SheetRowOut]
