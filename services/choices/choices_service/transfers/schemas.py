"""One activity in a file, and what an import comes to."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from choices_service.activities.schemas import ActivityIn, Status
from eigenwijs_shared.models import Out, Whole

Format = Literal["csv", "jsonl"]


class TransferredIn(ActivityIn):
    """With an `activityId` that the board has it changes that activity, with another or none it makes one.

    `version` is the one that was exported: who changed the activity meanwhile is not overwritten.
    """

    activity_id: UUID | None = None
    version: Annotated[Whole, Field(ge=1, le=2**31 - 1)] | None = None
    status: Status = "published"


class ImportedOut(Out):
    """How many there were in the file, and what became of them; nothing of it on a dry run."""

    dry_run: bool
    rows: int
    created: int
    updated: int
    unchanged: int
