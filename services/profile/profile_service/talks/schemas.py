"""Coach talks as they are planned, kept and shown."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.audience import Audience, Audiences
from eigenwijs_shared.models import In, Line, Out, Paragraph, PastTime, Time
from eigenwijs_shared.paging import Page

State = Literal["planned", "held", "missed"]
MissedBy = Literal["learner", "educator", "both", "school"]
"""Whose absence it was, so that it can be mended; no blame. `school`: a day off, a timetable, a fire drill."""


class TalkIn(In):
    """An educator may leave `educator_id` out: then it is their own talk."""

    at: Time
    topic: Line
    educator_id: UUID | None = None
    notes_visible_to: Annotated[Audiences, Field(description="For the learner alone to say")] = ["coach"]


class TalkChangeIn(In):
    """What is left out stays as it is, and so does a time of null; another `at` moves a talk that is still to come."""

    at: Time | None = None
    topic: Line = ""
    state: Literal["held", "missed"] = "held"
    held_at: Annotated[PastTime | None, Field(description="With held; left out, it was now")] = None
    notes: Paragraph | None = None
    agreements: Annotated[list[Line], Field(max_length=20)] = []
    missed_by: Annotated[MissedBy | None, Field(description="With missed")] = None
    missed_reason: Annotated[Line | None, Field(description="With missed; nobody has to say")] = None
    notes_visible_to: Audiences = ["coach"]


class TalkOut(Out):
    """A planned talk that was not held within a day shows as `missed`, without anybody having to say so.

    `notes`, `agreements` and `missed_reason` are for the two who talk and for whom the learner chose; to others they
    are null and `words_hidden` is true.
    """

    talk_id: UUID
    learner_id: UUID
    educator_id: UUID
    at: datetime
    topic: str
    state: State
    moved_from: list[datetime]
    held_at: datetime | None
    notes: str | None
    agreements: list[str] | None
    missed_by: MissedBy | None
    missed_reason: str | None
    words_hidden: bool
    notes_visible_to: list[Audience]
    author_id: str
    created_at: datetime
    changed_by_id: str
    changed_at: datetime


class TalksOut(Page[TalkOut]):
    """The talks, and how promises were kept, over all of them: what is neither held nor missed is still to come."""

    promised: int
    held: int
    missed: int
    rescheduled: int
