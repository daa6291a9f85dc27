"""A card that waits while the learner's group is together, and is there again afterwards."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.cards import GatheredOut
from eigenwijs_shared.errors import Language
from eigenwijs_shared.gathering import Gathering, gathered_out, running
from recommend_service.cards.card import OfferedCard
from recommend_service.catalogue.model import Catalogue
from recommend_service.gather.rules import learnt_apart, waits_through
from recommend_service.gather.store import learnt_at


async def is_waiting(
    session: AsyncSession, card: OfferedCard, basis: str, gatherings: Sequence[Gathering], now: datetime
) -> bool:
    """Is this the card that was there? Not once something was decided or chosen since, or done by the learner alone."""
    gathering = waits_through(card.offered_at, gatherings, now)
    if gathering is None or _decisions(card.basis) != _decisions(basis):
        return False
    if card.basis == basis:
        return True
    return not learnt_apart(await learnt_at(session, card.learner_id, card.offered_at), gathering)


def _decisions(basis: str) -> str:
    """All that the card hangs on but what was learnt, which stands last."""
    return basis.rpartition(" ")[0]


def gathered_beside(
    gatherings: Sequence[Gathering], catalogue: Catalogue, language: Language, now: datetime
) -> GatheredOut | None:
    """To what the learner is called now."""
    one = running(gatherings, now)
    if one is None:
        return None
    activity = catalogue.by_id.get(one.activity_id) if one.activity_id else None
    return gathered_out(one, activity.title if activity else None, language)
