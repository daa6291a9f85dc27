"""The register as it is shown, in the caller's language."""

from datetime import datetime
from uuid import UUID

from eigenwijs_shared.models import Out


class EntryOut(Out):
    """`keptMonths` counts as `kept` says, `othersKeptMonths` is for educators and parents where theirs is another term.

    `rows` are those of the board in profile, without copies and counters.
    """

    kind: str
    title: str
    purpose: str
    ground: str
    people: str
    fields: str
    tables: dict[str, list[str]]
    kept_months: int
    others_kept_months: int | None
    kept: str
    rows: int


class RegisterOut(Out):
    board_id: UUID
    board: str
    controller: str
    processor: str
    recipients: str
    security: list[str]
    entries: list[EntryOut]
    made_at: datetime
