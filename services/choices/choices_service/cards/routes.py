"""The card from the catalogue over HTTP."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Response

from choices_service.cards import actions
from choices_service.cards.problems import NoCard
from choices_service.goals.routes import Slug
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.contracts.cards import CardOut
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["cards"])


@router.get(
    "/learners/{learner_id}/card",
    dependencies=[needs("cards:read")],
    responses=problems(UnknownLearner, NoCard),
)
async def get_catalogue_card(
    learner: ReachableLearner,
    session: Session,
    caller: Caller,
    response: Response,
    subject: Slug | None = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> CardOut:
    """A card from the catalogue, made without any estimate of the learner: for when recommend is away."""
    language = preferred_language(accept_language)
    response.headers["Content-Language"] = language
    return await actions.offer_card(
        session, learner, subject, language, now=datetime.now(UTC), tells_needs="needs:read" in caller.scopes
    )
