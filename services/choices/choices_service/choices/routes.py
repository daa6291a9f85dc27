"""Choices of one learner over HTTP."""

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.activities.store import UnknownActivity
from choices_service.assignments.problems import LeftOut
from choices_service.choices import actions, problems, store
from choices_service.choices.awaiting import AwaitedChoice
from choices_service.choices.schemas import ChoiceOut
from choices_service.choices.views import shown
from choices_service.gather.present import PathOpen
from choices_service.gather.problems import GatheredNow
from choices_service.goals.store import UnknownGoal
from choices_service.tables import choice
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems as answers
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["choices"])

REFUSALS = (
    *(UnknownLearner, UnknownGoal, UnknownActivity, problems.UnknownCard, problems.UnknownOption),
    *(problems.DialForbids, problems.EvidenceMissing, problems.CardOutdated, problems.NoSurprise),
    *(problems.ChoiceStarted, problems.PrerequisitesMissing, KeyReused, KeyInFlight, problems.CardNotHereYet),
    *(LeftOut, GatheredNow),
)


@router.post(
    "/learners/{learner_id}/choices",
    status_code=201,
    response_model=ChoiceOut,
    dependencies=[needs("choices:write"), PathOpen],
    responses={
        200: {"model": ChoiceOut, "description": "This choice stood already"},
        **answers(*REFUSALS),
    },
)
async def post_choice(
    asked: AwaitedChoice, learner: ReachableLearner, session: Session, caller: Caller, once: OncePerKey
) -> JSONResponse:
    """Choose from a card (an option, the surprise, not to do it, or a check instead), an own idea, or anything else in
    the catalogue.

    The dial as it stands now decides what is allowed, and so do prerequisites. Another choice from the same card is a
    change of mind, possible until the first is begun: it takes the place of the earlier one, which is kept.
    """
    status = 200 if await actions.is_repeated(session, learner.learner_id, asked) else 201
    return await once.reply(
        status, partial(actions.choose, session, learner, asked, caller.subject, now=datetime.now(UTC))
    )


@router.get(
    "/learners/{learner_id}/choices",
    dependencies=[needs("choices:read")],
    responses=answers(UnknownLearner),
)
async def list_choices(learner: ReachableLearner, session: Session, paging: PageAsked) -> Page[ChoiceOut]:
    """What this learner chose, newest first, also what a later choice took the place of."""
    query = store.matching(choice.c.learner_id == learner.learner_id)
    rows = await store.page_of(session, query, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].choice_id] if len(rows) > paging.limit else None
    return paging.page(await shown(session, rows), last)
