"""What became of a roster package."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.models import Out
from profile_service.roster.progress import Phase

State = Literal["running", "held", "previewed", "applied", "rejected", "superseded", "cancelled"]


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


class NumbersOut(Out):
    """How many; who comes back counts as added."""

    added: int
    changed: int
    ended: int


class ChangesOut(Out):
    schools: NumbersOut
    groups: NumbersOut
    learners: NumbersOut
    educators: NumbersOut
    memberships: NumbersOut


class ProgressOut(Out):
    """Rows, in this phase; `total` is not known while validating."""

    phase: Phase
    done: int
    total: int | None


class ImportOut(Out):
    """`counts` are the records of each file, `changes` what they change, or would; `errors` say why it was rejected.

    `needsConfirmation`: it ends more than a tenth of the active learners or of the open memberships.
    """

    import_id: UUID
    state: State
    dry_run: bool
    mode: Literal["bulk", "delta", "mixed"] | None
    author_id: str
    counts: dict[str, int]
    changes: ChangesOut | None
    needs_confirmation: bool
    progress: ProgressOut | None
    errors: list[FaultOut]
    created_at: datetime
    finished_at: datetime | None
    confirmed_by: str | None
    confirmed_at: datetime | None
    cancelled_by: str | None
