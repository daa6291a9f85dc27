"""Activities as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.text import Trimmed
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.models import In, Out, Text, Whole

Title = Annotated[Trimmed, Field(min_length=1, max_length=200)]
Topic = Annotated[Trimmed, Field(min_length=1, max_length=60)]
Description = Annotated[Trimmed, Field(min_length=1, max_length=4000)]
Note = Annotated[Trimmed, Field(min_length=1, max_length=1000)]
Licence = Annotated[Text, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9.+-]{0,60}|https?://\S{1,200})$")]
Link = Annotated[Trimmed, Field(min_length=1, max_length=2000)]
Status = Literal["draft", "review", "published", "retired"]


class ActivityIn(In):
    """`level` is the difficulty inside its goals: 1 first steps, 3 at the goal, 5 beyond.

    `licence` is an SPDX identifier (`CC-BY-4.0`) or the address of a licence, `author` whom it asks to name.
    `parallelTo` makes a check the B form of another check for the same goals.
    """

    title: Title
    description: Description
    goal_ids: Annotated[list[UUID], Field(min_length=1, max_length=10)]
    form: Form
    medium: Medium
    company: Company
    level: Annotated[Whole, Field(ge=1, le=5)]
    minutes: Annotated[Whole, Field(ge=1, le=600)]
    kind: Kind
    topic: Topic
    materials: Annotated[list[Title], Field(max_length=30)] = []
    language: Annotated[Text, Field(pattern="^[a-z]{2,3}(-[A-Z]{2})?$")] = "nl"
    accessibility_notes: Note | None = None
    licence: Licence | None = None
    author: Title | None = None
    links: Annotated[list[Link], Field(max_length=10)] = []
    parallel_to: UUID | None = None


class NewActivityIn(ActivityIn):
    """Published at once, unless it says otherwise."""

    status: Literal["draft", "review", "published"] = "published"


class ActivityStatusIn(In):
    """Where it goes, and why: what to look at in review, what to mend in a draft."""

    status: Status
    note: Note | None = None


class ActivityOut(Out):
    """`active` is true while it is published. A check's B form names its A form in `parallelTo`, and the A form its B
    form in `parallelBy`."""

    activity_id: UUID
    version: int
    status: Status
    active: bool
    title: str
    description: str
    goal_ids: list[UUID]
    subjects: list[str]
    form: Form
    medium: Medium
    company: Company
    level: int
    minutes: int
    kind: Kind
    topic: str
    materials: list[str]
    language: str
    accessibility_notes: str | None
    licence: str | None
    author: str | None
    links: list[str]
    parallel_to: UUID | None
    parallel_by: UUID | None
    note: str | None
    author_id: str
    made_at: datetime
    changed_by: str
    changed_at: datetime


class CountOut(Out):
    value: str | int
    count: int


class FacetsOut(Out):
    """How many there would be with each value; a facet that was chosen shows what its other values would give.

    `corrected` is what was searched for where a word that nobody uses was typed.
    """

    total: int
    corrected: str | None
    form: list[CountOut]
    medium: list[CountOut]
    company: list[CountOut]
    kind: list[CountOut]
    level: list[CountOut]
    language: list[CountOut]
