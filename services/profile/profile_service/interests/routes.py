"""What a learner likes: said, not guessed."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.interests import actions, store
from profile_service.interests.rules import TooManyInterests, UnknownInterest
from profile_service.interests.schemas import InterestIn, InterestOut
from profile_service.interests.tables import interest
from profile_service.people.reach import ReachableLearner
from profile_service.people.store import rows_of

router = APIRouter(tags=["interests"])
INTERESTS = "/learners/{learner_id}/interests"


@router.get(INTERESTS, dependencies=[needs("aims:read")], responses=problems(UnknownLearner))
async def get_interests(
    found: ReachableLearner,
    session: Session,
    paging: PageAsked,
    history: Annotated[bool, Query(description="Also what has ended")] = False,
) -> Page[InterestOut]:
    """What this learner likes now, newest first."""
    query = store.interests_of(found.learner_id)
    if not history:
        query = query.where(store.present(datetime.now(UTC).date()))
    if paging.after_id is not None:
        query = query.where(interest.c.interest_id < paging.after_id)
    rows = await rows_of(session, query, paging.limit)
    return paging.of(rows, InterestOut.model_validate, lambda row: [row.interest_id])


@router.post(
    INTERESTS,
    status_code=201,
    response_model=InterestOut,
    dependencies=[needs("aims:write")],
    responses=problems(UnknownLearner, TooManyInterests, KeyReused, KeyInFlight),
)
async def post_interest(
    found: ReachableLearner, wanted: InterestIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """One more topic; saying it again renews it."""
    return await once.reply(
        201, partial(actions.say_interest, session, found.learner_id, wanted, caller, now=datetime.now(UTC))
    )


@router.delete(
    f"{INTERESTS}/{{interest_id}}",
    status_code=204,
    dependencies=[needs("aims:write")],
    responses=problems(UnknownLearner, UnknownInterest),
)
async def delete_interest(found: ReachableLearner, interest_id: UUID, session: Session) -> None:
    """It is no interest any more; it stays in the history."""
    await actions.end_interest(session, found.learner_id, interest_id, now=datetime.now(UTC))
