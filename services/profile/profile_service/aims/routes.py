"""The learner's own goals: aims, the steps towards them, and looking back."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from eigenwijs_shared.audience import LearnerDecides
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.aims import actions, store
from profile_service.aims.rules import TooManySteps, UnknownAim, UnknownGoal, UnknownStep
from profile_service.aims.schemas import (
    AimChangeIn,
    AimIn,
    AimOut,
    ReflectionIn,
    ReflectionOut,
    State,
    StepChangeIn,
    StepIn,
    StepOut,
)
from profile_service.aims.tables import aim
from profile_service.people.reach import ReachableLearner
from profile_service.people.store import rows_of

router = APIRouter(tags=["aims"])
AIMS, AIM = "/learners/{learner_id}/aims", "/learners/{learner_id}/aims/{aim_id}"
READ, WRITE = [needs("aims:read")], [needs("aims:write")]
ONCE = (KeyReused, KeyInFlight)
EDITED = (PreconditionRequired, PreconditionFailed)


@router.get(AIMS, dependencies=READ, responses=problems(UnknownLearner))
async def get_aims(
    found: ReachableLearner,
    session: Session,
    caller: Caller,
    paging: PageAsked,
    state: Annotated[State | None, Query(description="Only those that are open, reached or let go")] = None,
) -> Page[AimOut]:
    """This learner's aims, newest first; to others than the learner only those that it chose to show them."""
    query = store.aims_of(caller, found.learner_id)
    if state is not None:
        query = query.where(aim.c.state == state)
    if paging.after_id is not None:
        query = query.where(aim.c.aim_id < paging.after_id)
    rows = await rows_of(session, query, paging.limit)
    last = [rows[paging.limit - 1].aim_id] if len(rows) > paging.limit else None
    return paging.page(await actions.in_full(session, rows[: paging.limit + 1]), last)


@router.post(
    AIMS,
    status_code=201,
    response_model=AimOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownGoal, LearnerDecides, *ONCE),
)
async def post_aim(
    found: ReachableLearner, wanted: AimIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """A new aim, in the learner's own words; who writes it on the learner's behalf is kept as its author."""
    work = partial(actions.make_aim, session, found.learner_id, wanted, caller, now=datetime.now(UTC))
    where = f"/v1/learners/{found.learner_id}/aims"
    return await once.reply(201, work, location=lambda made: f"{where}/{made['aimId']}")


@router.get(AIM, dependencies=READ, responses=problems(UnknownLearner, UnknownAim))
async def get_aim(
    found: ReachableLearner, aim_id: UUID, session: Session, caller: Caller, response: Response
) -> AimOut:
    """One aim; its ETag is what a PATCH takes as If-Match."""
    row = await store.find_aim(session, caller, found.learner_id, aim_id)
    shown = (await actions.in_full(session, [row]))[0]
    response.headers["ETag"] = actions.tag(shown)
    return shown


@router.patch(
    AIM, dependencies=WRITE, responses=problems(UnknownLearner, UnknownAim, UnknownGoal, LearnerDecides, *EDITED)
)
async def patch_aim(
    found: ReachableLearner,
    aim_id: UUID,
    wanted: AimChangeIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> AimOut:
    """Change an aim, or say that it is reached, let go, or open again. It is never deleted."""
    shown = await actions.change_aim(
        session, found.learner_id, aim_id, wanted, caller, now=datetime.now(UTC), if_match=if_match
    )
    response.headers["ETag"] = actions.tag(shown)
    return shown


@router.post(
    f"{AIM}/steps",
    status_code=201,
    response_model=StepOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownAim, TooManySteps, *ONCE),
)
async def post_step(
    found: ReachableLearner, aim_id: UUID, wanted: StepIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """A step towards an aim; the aim's answer holds all of them."""
    work = partial(actions.add_step, session, found.learner_id, aim_id, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work)


@router.patch(
    f"{AIM}/steps/{{step_id}}", dependencies=WRITE, responses=problems(UnknownLearner, UnknownAim, UnknownStep)
)
async def patch_step(
    found: ReachableLearner, aim_id: UUID, step_id: UUID, wanted: StepChangeIn, session: Session, caller: Caller
) -> StepOut:
    """Tick a step, or say it differently."""
    place = aim_id, step_id
    return await actions.change_step(session, found.learner_id, place, wanted, caller, now=datetime.now(UTC))


@router.get(f"{AIM}/reflections", dependencies=READ, responses=problems(UnknownLearner, UnknownAim))
async def get_reflections(
    found: ReachableLearner, aim_id: UUID, session: Session, caller: Caller, paging: PageAsked
) -> Page[ReflectionOut]:
    """What was written when looking back, newest first."""
    row = await store.find_aim(session, caller, found.learner_id, aim_id)
    rows = await store.reflections_of(session, row, paging.after_id, paging.limit)
    return paging.of(rows, ReflectionOut.model_validate, lambda last: [last.reflection_id])


@router.post(
    f"{AIM}/reflections",
    status_code=201,
    response_model=ReflectionOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownAim, *ONCE),
)
async def post_reflection(
    found: ReachableLearner, aim_id: UUID, wanted: ReflectionIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Look back on an aim; what was written stays as it was."""
    work = partial(actions.add_reflection, session, found.learner_id, aim_id, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work)
