"""Plan, evidence and presentation over HTTP."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Response

from choices_service.challenge_work import actions, presenting, store
from choices_service.challenge_work.schemas import (
    EvidenceIn,
    EvidenceOut,
    PlanIn,
    PresentationIn,
    PresentationOut,
    StepChangeIn,
)
from choices_service.challenges.actions import tag
from choices_service.challenges.problems import (
    ChallengeClosed,
    CoachJudges,
    NotConfirmed,
    UnknownChallenge,
    UnknownStep,
)
from choices_service.challenges.reach import ReachableChallenge
from choices_service.challenges.schemas import ChallengeOut, StepOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["challenges"])
READ, WRITE = [needs("challenges:read")], [needs("challenges:write")]
ONE = "/challenges/{challenge_id}"


@router.put(
    f"{ONE}/plan",
    dependencies=WRITE,
    responses=problems(UnknownChallenge, ChallengeClosed, PreconditionRequired, PreconditionFailed),
)
async def put_plan(
    found: ReachableChallenge,
    wanted: PlanIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> ChallengeOut:
    """The whole plan: steps and check-ins in order, and the day of the presentation."""
    shown = await actions.set_plan(
        session, found.challenge_id, wanted, caller, now=datetime.now(UTC), if_match=if_match
    )
    response.headers["ETag"] = tag(shown)
    return shown


@router.patch(
    f"{ONE}/steps/{{step_id}}",
    dependencies=WRITE,
    responses=problems(UnknownChallenge, UnknownStep, ChallengeClosed),
)
async def patch_step(
    found: ReachableChallenge, step_id: UUID, wanted: StepChangeIn, session: Session, caller: Caller
) -> StepOut:
    """Tick a step or a check-in, or say what came of it; learner and coach both may."""
    return await actions.change_step(session, found.challenge_id, step_id, wanted, caller, now=datetime.now(UTC))


@router.get(f"{ONE}/evidence", dependencies=READ, responses=problems(UnknownChallenge))
async def get_evidence(found: ReachableChallenge, session: Session, paging: PageAsked) -> Page[EvidenceOut]:
    """What there is to show, oldest first."""
    rows = await store.evidence_page(session, found.challenge_id, paging.after_id, paging.limit + 1)
    return paging.of(rows, EvidenceOut.model_validate, lambda row: [row.evidence_id])


@router.post(
    f"{ONE}/evidence",
    status_code=201,
    response_model=EvidenceOut,
    dependencies=WRITE,
    responses=problems(UnknownChallenge, ChallengeClosed, KeyReused, KeyInFlight),
)
async def post_evidence(
    found: ReachableChallenge, wanted: EvidenceIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Add a link, a text or a product to show."""
    work = partial(actions.add_evidence, session, found.challenge_id, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work)


@router.get(f"{ONE}/presentation", dependencies=READ, responses=problems(UnknownChallenge))
async def get_presentation(found: ReachableChallenge, session: Session) -> PresentationOut:
    """How the presentation was judged."""
    return await presenting.find_presentation(session, found.challenge_id)


@router.post(
    f"{ONE}/presentation",
    status_code=201,
    response_model=PresentationOut,
    dependencies=WRITE,
    responses=problems(UnknownChallenge, CoachJudges, NotConfirmed, ChallengeClosed, KeyReused, KeyInFlight),
)
async def post_presentation(
    found: ReachableChallenge, wanted: PresentationIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Judge the closing presentation with a rubric. It closes the challenge; each goal becomes evidence."""
    work = partial(presenting.present, session, found.challenge_id, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work)
