"""The dial as it is moved and as it stands."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.agency import Dimension, Position, Scope
from eigenwijs_shared.models import In, Out, Text

Subject = Annotated[Text, Field(min_length=1, max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class AgencyIn(In):
    """Dimensions that are left out stay as they are; null takes the setting at this place away."""

    dimensions: Annotated[dict[Dimension, Position | None], Field(min_length=1)]
    subject: Subject | None = None
    reason: Annotated[Text, Field(min_length=1, max_length=500)]


class DecidedByOut(Out):
    """The setting that decides a dimension, who set it, when and why."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    author_id: str
    reason: str
    at: datetime


class AgencyOut(Out):
    """All five dimensions as they hold; `decided_by` is null where nothing is set. `version` is of this very place."""

    learner_id: UUID | None
    group_id: UUID | None
    board_id: UUID | None
    subject: str | None
    dimensions: dict[Dimension, Position]
    decided_by: dict[Dimension, DecidedByOut | None]
    version: int


class MoveOut(Out):
    """One move: what is set at the place after it."""

    scope: Scope
    scope_id: UUID
    subject: str | None
    version: int
    dimensions: dict[Dimension, Position]
    author_id: str
    reason: str
    moved_at: datetime
