"""Consent where it is the ground."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.consents import actions
from profile_service.consents.errors import ConsentPresent, NotYoursToGive, UnknownConsent
from profile_service.consents.schemas import ConsentIn, ConsentOut
from profile_service.people.reach import ReachableLearner

router = APIRouter(prefix="/learners/{learner_id}/consents", tags=["rights"])


@router.get("", dependencies=[needs("rights:read")], responses=problems(UnknownLearner))
async def get_consents(
    found: ReachableLearner, session: Session, request: Request, paging: PageAsked
) -> Page[ConsentOut]:
    """Every consent that was given, the newest first; withdrawn ones too."""
    language = preferred_language(request.headers.get("accept-language"))
    rows = await actions.consents_of(session, found.learner_id, paging.after_id, paging.limit)
    return paging.of(rows, partial(actions.shown, language=language), lambda row: [row.consent_id])


@router.post(
    "",
    status_code=201,
    response_model=ConsentOut,
    dependencies=[needs("consent:write")],
    responses=problems(UnknownLearner, NotYoursToGive, ConsentPresent),
)
async def post_consent(
    found: ReachableLearner, wanted: ConsentIn, session: Session, caller: Caller, request: Request, once: OncePerKey
) -> Response:
    """Give consent for one purpose, or take it down with its proof."""
    language = preferred_language(request.headers.get("accept-language"))
    now = datetime.now(UTC)
    give = partial(actions.give, session, found.learner_id, wanted, caller, now=now, language=language)
    return await once.reply(201, give)


@router.post(
    "/{consent_id}/withdraw",
    dependencies=[needs("consent:write")],
    responses=problems(UnknownLearner, NotYoursToGive, UnknownConsent),
)
async def post_withdrawal(
    found: ReachableLearner, consent_id: UUID, session: Session, caller: Caller, request: Request
) -> ConsentOut:
    """Withdraw a consent; from then on it does not hold."""
    language = preferred_language(request.headers.get("accept-language"))
    now = datetime.now(UTC)
    return await actions.withdraw(session, found.learner_id, consent_id, caller, now=now, language=language)
