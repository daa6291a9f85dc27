"""How it goes, in three answers: said by the learner, seen by whom the learner lets see it."""

from datetime import UTC, date, datetime

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import NOT_OURS, Page, PageAsked, Paging
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.motivation import actions, store
from profile_service.motivation.rules import ANSWERS, NEEDS, SOURCE, WORDING, ReportedThisWeek
from profile_service.motivation.schemas import AnswerOut, ItemOut, ItemsOut, ReportIn, ReportOut, TextOut
from profile_service.people.reach import ReachableLearner

router = APIRouter(tags=["motivation"])
READ, WRITE = [needs("motivation:read")], [needs("motivation:write")]


@router.get("/motivation/items", dependencies=READ, responses=problems())
async def get_items() -> ItemsOut:
    """The three questions in Dutch and English, and their source."""
    return ItemsOut(
        items=[ItemOut(need=need, text=TextOut.model_validate(WORDING[need])) for need in NEEDS],
        answers=[AnswerOut(value=value, text=TextOut.model_validate(text)) for value, text in enumerate(ANSWERS, 1)],
        source=SOURCE,
        optional=True,
    )


@router.post(
    "/learners/{learner_id}/motivation",
    status_code=201,
    response_model=ReportOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, ReportedThisWeek, KeyReused, KeyInFlight),
)
async def post_report(
    found: ReachableLearner, said: ReportIn, session: Session, caller: Caller, once: OncePerKey
) -> JSONResponse:
    """Say how this week was; the learner itself, once a week, and only if it likes to."""
    if caller.role != "learner" or caller.user_id != found.learner_id:
        raise Forbidden(scope="motivation:write, learner")
    learner_id, now = found.learner_id, datetime.now(UTC)
    return await once.reply(201, lambda: actions.report(session, learner_id, said, now=now))


@router.get("/learners/{learner_id}/motivation", dependencies=READ, responses=problems(UnknownLearner))
async def get_reports(found: ReachableLearner, session: Session, caller: Caller, paging: PageAsked) -> Page[ReportOut]:
    """What the learner reported, the last week first; to others only what the learner shared."""
    own = caller.role == "learner" and caller.user_id == found.learner_id
    before = _week_before(paging)
    rows = await store.reports_of(session, found.learner_id, shared_only=not own, before=before, limit=paging.limit)
    return paging.of(rows, actions.shown, lambda row: [row.week])


def _week_before(paging: Paging) -> date | None:
    if paging.after is None:
        return None
    try:
        return date.fromisoformat(paging.after[0])
    except (ValueError, IndexError) as error:
        raise NOT_OURS from error
