"""How long a board keeps what, and runs."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Out, Whole

KindName = Literal["learners", "educators", "motivation", "reflections", "access-log", "roster-imports", "kept-apart"]


class RetentionIn(In):
    """Kinds that are left out stay as they are; null puts the default back."""

    months: Annotated[dict[KindName, Whole | None], Field(min_length=1)]


class TermOut(Out):
    kind: str
    months: int
    least: int
    most: int
    default: int
    ground: str


class RetentionOut(Out):
    """`dryRunNeeded`: with these terms nothing goes until a dry run has shown what would."""

    version: int
    terms: list[TermOut]
    dry_run_needed: bool


class RunOut(Out):
    """Counts by service, kind and table; `learners` are erased everywhere, each with its receipts at board/erasures."""

    run_id: UUID
    state: Literal["running", "done"]
    dry_run: bool
    months: dict[str, int]
    counts: dict[str, dict[str, dict[str, int]]]
    asked_at: datetime
    finished_at: datetime | None
