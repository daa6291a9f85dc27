"""The card of a learner, and the register of the cards that were offered."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.contracts.cards import CardOut
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import NotFound, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner, find_learner
from recommend_service.cards import store
from recommend_service.cards.actions import offer_card
from recommend_service.cards.gathered import gathered_beside
from recommend_service.cards.nothing import NoCard
from recommend_service.cards.schemas import RegisteredCardOut
from recommend_service.cards.views import card_out, registered_out
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.fit import UnknownSubject
from recommend_service.gather.store import gatherings_of
from recommend_service.language import Spoken
from recommend_service.overrides.problems import AdaptivityPaused

router = APIRouter(tags=["cards"], dependencies=[needs("cards:read")])


class UnknownCard(NotFound):
    """No such card, or of a learner out of the caller's reach."""

    type = "unknown-card"
    title = {"nl": "Keuzekaart niet gevonden", "en": "Choice card not found"}
    detail = {
        "nl": "Deze keuzekaart bestaat niet, of niet voor jou.",
        "en": "This choice card does not exist, or not for you.",
    }


@router.get(
    "/learners/{learner_id}/card",
    responses=problems(UnknownLearner, UnknownSubject, NoCard, AdaptivityPaused),
)
async def get_card(
    learner: ReachableLearner,
    session: Session,
    catalogue: BoardCatalogue,
    caller: Caller,
    language: Spoken,
    subject: Annotated[str | None, Query(max_length=200, description="Slug of a subject; none: all")] = None,
) -> CardOut:
    """Options that fit this learner now, within what the dial leaves to choose, each with its reasons."""
    now = datetime.now(UTC)
    gatherings = await gatherings_of(session, learner, now)
    card = await offer_card(session, learner, catalogue, subject, now, gatherings)
    return card_out(card, caller, language, gathered_beside(gatherings, catalogue, language, now))


@router.get(
    "/learners/{learner_id}/cards",
    responses=problems(UnknownLearner),
)
async def list_cards(
    learner: ReachableLearner, session: Session, caller: Caller, language: Spoken, paging: PageAsked
) -> Page[RegisteredCardOut]:
    """The cards that were offered to this learner, the newest first."""
    cards = await store.cards_of(session, learner.learner_id, paging.after_id, paging.limit + 1)
    outcomes = await store.outcomes(session, [card.card_id for card in cards])
    items = [registered_out(card, outcomes.get(card.card_id), caller, language, whole=False) for card in cards]
    return paging.page(items, [items[paging.limit - 1].card_id] if len(items) > paging.limit else None)


@router.get("/cards/{card_id}", responses=problems(UnknownCard))
async def get_registered_card(card_id: UUID, session: Session, caller: Caller, language: Spoken) -> RegisteredCardOut:
    """One card as it was offered; for educators and systems with all that it was made from."""
    card = await store.find_card(session, card_id)
    if card is None:
        raise UnknownCard
    try:
        await find_learner(session, caller, card.learner_id)
    except UnknownLearner as error:
        raise UnknownCard from error
    outcomes = await store.outcomes(session, [card_id])
    return registered_out(card, outcomes.get(card_id), caller, language, whole=True)
