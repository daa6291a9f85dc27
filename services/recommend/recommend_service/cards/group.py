"""A card for everybody of a group at once: for a class without devices, that prints them."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.roster.reach import Group, Learner, ReachableGroup, UnknownGroup
from recommend_service.cards.actions import offer_card
from recommend_service.cards.nothing import NoCard
from recommend_service.cards.schemas import GroupCardOut, GroupCardsOut
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.fit import UnknownSubject, check_subject
from recommend_service.catalogue.model import Catalogue
from recommend_service.language import Spoken
from recommend_service.overrides.problems import AdaptivityPaused

router = APIRouter(tags=["cards"], dependencies=[needs("cards:read")])


@router.post(
    "/groups/{group_id}/cards",
    response_model=GroupCardsOut,
    responses=problems(UnknownGroup, UnknownSubject, KeyReused, KeyInFlight),
)
async def post_group_cards(
    group: ReachableGroup,
    session: Session,
    catalogue: BoardCatalogue,
    language: Spoken,
    once: OncePerKey,
    subject: Annotated[str | None, Query(max_length=200, description="Slug of a subject; none: all")] = None,
) -> JSONResponse:
    """Offer every learner of the group a card, as each would get it by asking; what it says is not told here."""
    check_subject(catalogue, subject)
    now = datetime.now(UTC)
    return await once.reply(200, partial(_offer_all, session, group, catalogue, subject, language, now))


async def _offer_all(
    session: AsyncSession,
    group: Group,
    catalogue: Catalogue,
    subject: str | None,
    language: Language,
    now: datetime,
) -> GroupCardsOut:
    # In the order of their ids, as `learners_of` gives them: so that two who ask at once do not wait for each other.
    items = [await _offer(session, one, catalogue, subject, language, now) for one in group.learners]
    return GroupCardsOut(group_id=group.group_id, items=items)


async def _offer(
    session: AsyncSession,
    learner: Learner,
    catalogue: Catalogue,
    subject: str | None,
    language: Language,
    now: datetime,
) -> GroupCardOut:
    try:
        card = await offer_card(session, learner, catalogue, subject, now)
    except (NoCard, AdaptivityPaused) as problem:
        return GroupCardOut(learner_id=learner.learner_id, card_id=None, why=problem.sentence(language))
    return GroupCardOut(learner_id=learner.learner_id, card_id=card.card_id, why=None)
