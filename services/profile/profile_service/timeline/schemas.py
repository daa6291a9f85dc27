"""A timeline as it is shown."""

from datetime import datetime
from uuid import UUID

from eigenwijs_shared.models import Out
from profile_service.evidence.schemas import CorrectedByOut
from profile_service.timeline.rules import Kind


class ItemOut(Out):
    """`sentence` is in the caller's language; `correctedBy` where this no longer counts as it was recorded."""

    id: UUID
    kind: Kind
    at: datetime
    sentence: str
    goal_ids: list[UUID]
    corrected_by: CorrectedByOut | None
