"""Evidence rules as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from eigenwijs_shared.contracts.catalogue import Proof
from eigenwijs_shared.models import In, Number, Out, Whole

Source = Literal["goal", "board", "usual"]
"""Who said so: for this goal, for the whole board, or nobody."""


class EvidenceRuleIn(In):
    """What it takes before a task for a goal may be left: how much, how hard, how recent, of which kinds, how sure.

    `attempts` in all; among them `successes` at `level` or beyond (1 first steps, 3 at the goal, 5 beyond), not longer
    than `withinDays` ago (null: ever), seen in one of `kinds` (empty: in any); and a `probability` (0..1) of success at
    the goal's own level. A check that went well, and counts by this, stands for the attempts as well.
    """

    attempts: Annotated[Whole, Field(ge=1, le=20)] = 3
    successes: Annotated[Whole, Field(ge=1, le=5)] = 1
    level: Annotated[Whole, Field(ge=1, le=5)] = 3
    probability: Annotated[Number, Field(ge=0.5, le=0.95)] = 0.7
    within_days: Annotated[Whole, Field(ge=7, le=1000)] | None = None
    kinds: Annotated[list[Proof], Field(max_length=5)] = []

    @field_validator("kinds")
    @classmethod
    def _each_once(cls, kinds: list[Proof]) -> list[Proof]:
        if len(set(kinds)) < len(kinds):
            raise PydanticCustomError("twice", "names a kind twice")
        return sorted(kinds)


class EvidenceRuleOut(Out):
    """`goalId` null: the board's. `version` counts on through all rules of the board; 0 is the usual rule."""

    goal_id: UUID | None
    source: Source
    version: int
    attempts: int
    successes: int
    level: int
    probability: float
    within_days: int | None
    kinds: list[Proof]
    author_id: str | None
    set_at: datetime | None


class EvidenceRulesOut(Out):
    """The board's own, and every goal that has another."""

    of_board: EvidenceRuleOut
    of_goals: list[EvidenceRuleOut]
