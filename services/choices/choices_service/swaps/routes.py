"""Wishes to swap over HTTP."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.choices.problems import DialForbids
from choices_service.electives.problems import NotPublished, UnknownElective, UnknownModule, UnknownPeriod
from choices_service.places.problems import NoPlace, NotPossible, PeriodBegun
from choices_service.swaps import actions
from choices_service.swaps.problems import SwapAsked, UnknownSwap
from choices_service.swaps.schemas import SwapIn, SwapOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["electives"])

SWAPS = "/electives/{elective_id}/places/{learner_id}/swaps"
CHOOSE = [needs("choices:write")]


@router.post(
    SWAPS,
    status_code=201,
    response_model=SwapOut,
    dependencies=CHOOSE,
    responses=problems(
        *(UnknownElective, UnknownLearner, UnknownPeriod, UnknownModule, NotPublished, NoPlace, NotPossible),
        *(PeriodBegun, SwapAsked, DialForbids, KeyReused, KeyInFlight),
    ),
)
async def post_swap(
    elective_id: UUID, learner: ReachableLearner, asked: SwapIn, session: Session, caller: Caller, once: OncePerKey
) -> JSONResponse:
    """Say what you would rather have. With whoever has it and would rather have yours, you swap at once.

    Until then it stands, and until the period begins; whoever asked first comes first.
    """
    work = partial(actions.ask, session, caller, elective_id, learner, asked, now=datetime.now(UTC))
    return await once.reply(201, work)


@router.delete(
    f"{SWAPS}/{{swap_id}}",
    dependencies=CHOOSE,
    responses=problems(UnknownElective, UnknownLearner, NotPublished, UnknownSwap),
)
async def delete_swap(
    elective_id: UUID, learner: ReachableLearner, swap_id: UUID, session: Session, caller: Caller
) -> SwapOut:
    """Keep what you have after all."""
    return await actions.withdraw(session, caller, elective_id, learner, swap_id, now=datetime.now(UTC))
