"""Watches as the public API shows them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.models import In, Out, Paragraph, Time
from recommend_service.watches.rules import Kind
from recommend_service.watches.words import WayKind


class WayOut(Out):
    """A way out of the pattern, in words for each; the ids name who and what. Peers are told to educators alone."""

    kind: WayKind
    words: ReasonOut
    educator_ids: list[UUID]
    learner_ids: list[UUID]
    activity_ids: list[UUID]
    goal_ids: list[UUID]


class WatchEvidenceOut(Out):
    """What it was seen in: these attempts (or other evidence), and these numbers."""

    attempts: list[UUID]
    numbers: dict[str, int]


class WatchOut(Out):
    """A pattern that asks for a person. It closes itself when the pattern is gone, and says so in `closing`."""

    watch_id: UUID
    learner_id: UUID
    kind: Kind
    goal_id: UUID | None
    title: str | None
    state: Literal["open", "snoozed", "closed"]
    urgency: int
    reason: ReasonOut
    evidence: WatchEvidenceOut
    ways: list[WayOut]
    opened_at: datetime | None
    snoozed_until: datetime | None
    closed_at: datetime | None
    closing: str | None
    note: str | None


class SnoozeIn(In):
    """Out of sight until then: after now, and within sixty days."""

    until: Time


class ResolveIn(In):
    """What was done, for colleagues."""

    note: Paragraph
