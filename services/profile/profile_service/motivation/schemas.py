"""The three items, a report as it comes in and as it is shown."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from eigenwijs_shared.models import Flag, In, Out, Whole
from profile_service.motivation.rules import Need

Answer = Annotated[Whole, Field(ge=1, le=5, description="1 not true at all … 5 completely true")]


class ReportIn(In):
    """What the learner says of this week; nobody has to. `shared` lets all who reach the learner see this report: its
    educators, its parents and the board; else the learner alone does.
    """

    autonomy: Answer
    competence: Answer
    relatedness: Answer
    shared: Flag = False


class ReportOut(Out):
    """`week` is its Monday; `nextAt` from when the next report is welcome."""

    week: date
    autonomy: int
    competence: int
    relatedness: int
    shared: bool
    reported_at: datetime
    next_at: datetime


class TextOut(Out):
    nl: str
    en: str


class ItemOut(Out):
    need: Need
    text: TextOut


class AnswerOut(Out):
    value: int
    text: TextOut


class ItemsOut(Out):
    """The questions, the answers one may give, and where they come from; answering is always optional."""

    items: list[ItemOut]
    answers: list[AnswerOut]
    source: str
    optional: bool
