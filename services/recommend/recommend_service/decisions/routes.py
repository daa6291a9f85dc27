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
from recommend_service.decisions.schemas import CardDecisionOut
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
    decision_id: UUID, request: Request, session: Session, caller: Caller, language: Spoken
) -> CardDecisionOut:
    """One decision: what, on what, by which version, who can change it, and its place in the register."""
    found = await _find(session, caller, decision_id, language)
    await announce_looks(request, session, caller, found.learner_id)
    return found


@router.get(
    "/decisions/{decision_id}/statement.pdf",
    response_class=Response,
    responses={**_IS_PDF, **problems(UnknownDecision)},
)
async def get_statement(
    decision_id: UUID, request: Request, session: Session, caller: Caller, language: Spoken
) -> Response:
    """The same as a letter, for whom the decision is about (EU AI Act, art. 86)."""
    found = await _find(session, caller, decision_id, language)
    await announce_looks(request, session, caller, found.learner_id)
    drawn = await to_thread(draw_statement, found, language, reader_of(caller))
    headers = {
        "Content-Disposition": f'inline; filename="eigenwijs-{decision_id}.pdf"',
        "Content-Language": language,
        "Vary": "Accept-Language",
    }
    return Response(drawn, media_type=PDF, headers=headers)


async def _find(session: AsyncSession, caller: Principal, decision_id: UUID, language: Language) -> CardDecisionOut:
    card = await cards.find_card(session, decision_id)
    if card is None:
        raise UnknownDecision
    try:
        await find_learner(session, caller, card.learner_id)
    except UnknownLearner as error:
        raise UnknownDecision from error
    outcomes, entries = await cards.outcomes(session, [decision_id]), await find_entries(session, [decision_id])
    reader = reader_of(caller)
    outcome, entry = outcomes.get(decision_id), entries.get(decision_id)
    objections = (await about_decisions(session, [decision_id])).get(decision_id, ())
    return decision_out(card, outcome, entry, reader, language, objections=objections, whole=True)
