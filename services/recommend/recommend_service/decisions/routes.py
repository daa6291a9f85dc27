"""Decisions about a learner, and the letter that explains one."""

from asyncio import to_thread
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, NotFound, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner, find_learner
from recommend_service.cards import store as cards
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.model import Catalogue
from recommend_service.decisions.others import Asking, find_other
from recommend_service.decisions.schemas import CardDecisionOut, DecisionOut, OtherDecisionOut
from recommend_service.decisions.statement import draw_statement
from recommend_service.decisions.views import decision_out, reader_of
from recommend_service.language import Spoken
from recommend_service.objections.store import about_decisions
from recommend_service.register.store import find_entries

router = APIRouter(tags=["decisions"], dependencies=[needs("decisions:read")])
PDF = "application/pdf"
_IS_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {PDF: {}}, "description": "A letter of one page"}}


class UnknownDecision(NotFound):
    """No such decision, or about a learner out of the caller's reach."""

    type = "unknown-decision"
    title = {"nl": "Besluit niet gevonden", "en": "Decision not found"}
    detail = {
        "nl": "Dit besluit bestaat niet, of niet voor jou.",
        "en": "This decision does not exist, or not for you.",
    }


@router.get("/learners/{learner_id}/decisions", responses=problems(UnknownLearner))
async def list_decisions(
    learner: ReachableLearner, session: Session, caller: Caller, language: Spoken, paging: PageAsked
) -> Page[CardDecisionOut]:
    """What was decided about this learner, the newest first."""
    found = await cards.cards_of(session, learner.learner_id, paging.after_id, paging.limit + 1)
    ids = [card.card_id for card in found]
    outcomes, entries = await cards.outcomes(session, ids), await find_entries(session, ids)
    objections = await about_decisions(session, ids)
    reader = reader_of(caller)
    items = [
        decision_out(
            card,
            outcomes.get(card.card_id),
            entries.get(card.card_id),
            reader,
            language,
            objections=objections.get(card.card_id, ()),
            whole=False,
        )
        for card in found
    ]
    return paging.page(items, [items[paging.limit - 1].decision_id] if len(items) > paging.limit else None)


@router.get("/decisions/{decision_id}", responses=problems(UnknownDecision))
async def get_decision(
    decision_id: UUID, request: Request, session: Session, caller: Caller, catalogue: BoardCatalogue, language: Spoken
) -> DecisionOut:
    """One decision, by the id of its card, watch, override or objection: what, on what, and who can change it."""
    return await _find(request, session, caller, decision_id, catalogue, language)


@router.get(
    "/decisions/{decision_id}/statement.pdf",
    response_class=Response,
    responses={**_IS_PDF, **problems(UnknownDecision)},
)
async def get_statement(
    decision_id: UUID, request: Request, session: Session, caller: Caller, catalogue: BoardCatalogue, language: Spoken
) -> Response:
    """The same as a letter, for whom the decision is about (EU AI Act, art. 86)."""
    found = await _find(request, session, caller, decision_id, catalogue, language)
    drawn = await to_thread(draw_statement, found, language, reader_of(caller))
    headers = {
        "Content-Disposition": f'inline; filename="eigenwijs-{decision_id}.pdf"',
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return Response(drawn, media_type=PDF, headers=headers)


async def _find(
    request: Request,
    session: AsyncSession,
    caller: Principal,
    decision_id: UUID,
    catalogue: Catalogue,
    language: Language,
) -> CardDecisionOut | OtherDecisionOut:
    """Who looks is noted, where it is about one learner."""
    asking = Asking(caller, catalogue, reader_of(caller), language)
    card = await _card(session, caller, decision_id, language)
    found = card or await find_other(session, decision_id, asking)
    if found is None:
        raise UnknownDecision
    if found.learner_id is not None:
        await announce_looks(request, session, caller, found.learner_id)
    return found


async def _card(session: AsyncSession, caller: Principal, card_id: UUID, language: Language) -> CardDecisionOut | None:
    card = await cards.find_card(session, card_id)
    if card is None:
        return None
    try:
        await find_learner(session, caller, card.learner_id)
    except UnknownLearner:
        return None
    outcomes, entries = await cards.outcomes(session, [card_id]), await find_entries(session, [card_id])
    objections = (await about_decisions(session, [card_id])).get(card_id, ())
    outcome, entry = outcomes.get(card_id), entries.get(card_id)
    return decision_out(card, outcome, entry, reader_of(caller), language, objections=objections, whole=True)
