"""Choices over HTTP."""

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.assignments.problems import LeftOut
from choices_service.choices import actions, store
from choices_service.choices.awaiting import AwaitedChoice
from choices_service.choices.problems import (
    CardNotHereYet,
    CardOutdated,
    DialForbids,
    EvidenceMissing,
    NoSurprise,
    UnknownCard,
    UnknownOption,
)
from choices_service.choices.schemas import ChoiceOut
from choices_service.gather.present import PathOpen
from choices_service.gather.problems import GatheredNow
from choices_service.goals.store import UnknownGoal
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["choices"])

REFUSALS = (
    *(UnknownLearner, UnknownCard, UnknownOption, UnknownGoal, DialForbids, EvidenceMissing, CardOutdated, NoSurprise),
    *(KeyReused, KeyInFlight, CardNotHereYet, LeftOut, GatheredNow),
)


@router.post(
    "/learners/{learner_id}/choices",
    status_code=201,
    response_model=ChoiceOut,
    dependencies=[needs("choices:write"), PathOpen],
    responses={
        200: {"model": ChoiceOut, "description": "This choice stood already"},
        **problems(*REFUSALS),
    },
)
async def post_choice(
    asked: AwaitedChoice, learner: ReachableLearner, session: Session, caller: Caller, once: OncePerKey
) -> JSONResponse:
    """Choose from a card: an option, the surprise, an own idea, or not to do it.

    The dial as it stands now decides what is allowed. Another choice from the same card is a change of mind: it takes
    the place of the earlier one, which is kept.
    """
    status = 200 if await actions.is_repeated(session, asked) else 201
    return await once.reply(
        status, partial(actions.choose, session, learner, asked, caller.subject, now=datetime.now(UTC))
    )


@router.get(
    "/learners/{learner_id}/choices",
    dependencies=[needs("choices:read")],
    responses=problems(UnknownLearner),
)
async def list_choices(learner: ReachableLearner, session: Session, paging: PageAsked) -> Page[ChoiceOut]:
    """What this learner chose, newest first, also what a later choice took the place of."""
    rows = await store.page_of(session, learner.learner_id, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].choice_id] if len(rows) > paging.limit else None
    return paging.page(await actions.shown(session, rows), last)
