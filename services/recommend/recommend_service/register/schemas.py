"""The register as the public API shows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from eigenwijs_shared.models import In, Out, Whole
from recommend_service.register.rules import What


class FaultOut(Out):
    """One entry that is not as it was written; `entry_id` null: it is gone from that position."""

    chain_id: str
    position: int
    entry_id: UUID | None
    what: What


class VerificationOut(Out):
    """The head of the board's chain is worth writing down elsewhere: it stands for all that was sealed before it."""

    sound: bool
    entries: int
    chains: int
    fault_count: int
    faults: list[FaultOut]
    head_position: int
    head_hash: str
    days_kept: int


class RetentionIn(In):
    days: Whole


class RetentionOut(Out):
    days: int
    least: int


class EntryOut(Out):
    """A line of the export."""

    chain_id: str
    position: int
    entry_id: UUID
    kind: str
    at: datetime
    subject_ids: list[UUID]
    content: Any
    content_hash: str
    previous_hash: str
    hash: str
