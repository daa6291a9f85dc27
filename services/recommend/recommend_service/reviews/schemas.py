"""Reviews as the public API shows them."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.models import Out
from recommend_service.reviews.rules import When


class ReviewOut(Out):
    """A mastered goal and when it is worth looking at once more; it stays mastered whatever comes of that.

    `recall` is the probability that it is remembered now, for those who work with numbers; null for learner and parent.
    """

    goal_id: UUID
    title: str
    subject: str
    when: When
    due_at: datetime
    reviewed_at: datetime
    recall: float | None = Field(ge=0, le=1)
    reason: ReasonOut
