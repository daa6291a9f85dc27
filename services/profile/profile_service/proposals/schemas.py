"""A proposal as it is made and as it is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.agency import Dimension, Position
from eigenwijs_shared.models import Out
from profile_service.agency.schemas import Reason, Subject, Window
from profile_service.proposals.rules import Origin, State


class ProposalIn(Window):
    """Positions that should change, each other than it stands now."""

    dimensions: Annotated[dict[Dimension, Position], Field(min_length=1)]
    subject: Subject | None = None
    reason: Reason


class EvidenceOut(Out):
    """The learner's own choices in that time, how many were completed, and the attempts that completed the last."""

    choices: int
    completed: int
    success_rate: float
    since: Annotated[datetime, Field(alias="from")]
    until: datetime
    attempt_ids: list[UUID]


class AgreedOut(Out):
    """Both must agree before the dial moves."""

    learner: bool
    educator: bool


class ProposalOut(Out):
    """`proposed_by` is null for a gradual release: it rests on evidence, and both sides have yet to agree."""

    proposal_id: UUID
    learner_id: UUID
    subject: str | None
    dimensions: dict[Dimension, Position]
    origin: Origin
    proposed_by: str | None
    reason: str
    evidence: EvidenceOut | None
    valid_from: datetime | None
    valid_until: datetime | None
    made_at: datetime
    expires_at: datetime
    agreed: AgreedOut
    state: State
    closed_by: str | None
    closed_at: datetime | None
