"""What became of a roster package."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.models import Out

State = Literal["running", "applied", "rejected"]


class AcceptedOut(Out):
    import_id: UUID
    state: State


class FaultOut(Out):
    """One fault at one place: `row` counts records, 1 is the header."""

    file: str
    row: int | None
    column: str | None
    code: str
    message: str


class ImportOut(Out):
    """`counts` are the records of each file; `errors` say why a package was rejected."""

    import_id: UUID
    state: State
    author_id: str
    counts: dict[str, int]
    errors: list[FaultOut]
    created_at: datetime
    finished_at: datetime | None
