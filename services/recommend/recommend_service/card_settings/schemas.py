"""Card settings as they come in and go out."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from eigenwijs_shared.models import NOT_BLANK, Flag, In, Number, Out, Text
from recommend_service.card_settings.rules import HIGHEST, LOWEST, MOST_EXPLORED, CardSettings

Probability = Annotated[Number, Field(ge=LOWEST, le=HIGHEST)]
Reason = Annotated[Text, Field(min_length=1, max_length=500, pattern=NOT_BLANK)]


class ZoneIn(In):
    """Tasks of which the learner is expected to succeed with a probability between these; high at least 0.1 above."""

    low: Probability
    high: Probability


class ExplorationIn(In):
    """While enabled, this share of the cards begins with any option of the pool alike, so that we learn from it."""

    enabled: Flag
    share: Annotated[Number, Field(ge=0, le=MOST_EXPLORED)]


class CardSettingsIn(In):
    """All of it at once, with why."""

    zone: ZoneIn
    exploration: ExplorationIn
    reason: Reason


class ZoneOut(Out):
    low: float
    high: float


class ExplorationOut(Out):
    enabled: bool
    share: float


class CardSettingsOut(Out):
    """`version` 0: nobody settled anything, and the usual holds."""

    version: int
    zone: ZoneOut
    exploration: ExplorationOut
    reason: str | None
    author_id: str | None
    set_at: datetime | None


def settings_out(
    held: CardSettings, reason: str | None = None, author_id: str | None = None, set_at: datetime | None = None
) -> CardSettingsOut:
    return CardSettingsOut(
        version=held.version,
        zone=ZoneOut(low=held.zone.low, high=held.zone.high),
        exploration=ExplorationOut(enabled=held.exploration, share=held.share),
        reason=reason,
        author_id=author_id,
        set_at=set_at,
    )
