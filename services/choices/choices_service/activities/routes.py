"""Activities over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response
from starlette.responses import JSONResponse

from choices_service.activities import actions, finding, history, rules, store
from choices_service.activities.schemas import ActivityIn, ActivityOut, ActivityStatusIn, FacetsOut, NewActivityIn
from choices_service.goals.store import UnknownGoal
from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["activities"])
READ, WRITE = [needs("catalogue:read")], [needs("catalogue:write")]
ONE = "/activities/{activity_id}"
EDITED = (store.UnknownActivity, PreconditionFailed, PreconditionRequired)


def makes(caller: Principal) -> bool:
    """May the caller look behind the scenes: at drafts, and at what is in review?"""
    return "catalogue:write" in caller.scopes


@router.get("/activities", dependencies=READ, responses=problems())
async def list_activities(session: Session, paging: PageAsked, asked: finding.SearchAsked) -> Page[ActivityOut]:
    """The catalogue: the best match first, or without `q` the oldest. All that is published, for everybody."""
    return await finding.page_of(session, asked, paging)


@router.get("/activities/facets", dependencies=READ, responses=problems())
async def count_activities(session: Session, asked: finding.SearchAsked) -> FacetsOut:
    """How many activities that same search finds, by what it can be narrowed to."""
    return await finding.count(session, asked)


@router.post(
    "/activities",
    status_code=201,
    response_model=ActivityOut,
    dependencies=WRITE,
    responses=problems(UnknownGoal, KeyReused, KeyInFlight),
)
async def post_activity(asked: NewActivityIn, session: Session, caller: Caller, once: OncePerKey) -> JSONResponse:
    """Add an activity to the catalogue of this board: published at once, or as a draft, or for review."""
    work = partial(actions.make_activity, session, asked, caller.subject, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/activities/{made['activityId']}")


@router.get(ONE, dependencies=READ, responses=problems(store.UnknownActivity))
async def get_activity(activity_id: UUID, session: Session, caller: Caller, response: Response) -> ActivityOut:
    """One activity; its ETag is what a PUT takes as If-Match. A retired one stays readable."""
    out = actions.shown(await store.find(session, activity_id, maker=makes(caller)))
    response.headers["ETag"] = actions.tag(out)
    return out


@router.put(ONE, dependencies=WRITE, responses=problems(*EDITED, UnknownGoal))
async def put_activity(
    activity_id: UUID, asked: ActivityIn, session: Session, caller: Caller, response: Response, if_match: IfMatch = None
) -> ActivityOut:
    """Change what it says; the version before is kept. A published activity stays published, and is new at once."""
    now = datetime.now(UTC)
    out = await actions.change_activity(session, activity_id, asked, caller.subject, if_match, now=now)
    response.headers["ETag"] = actions.tag(out)
    return out


@router.put(f"{ONE}/status", dependencies=WRITE, responses=problems(*EDITED, rules.CannotMove))
async def put_activity_status(
    activity_id: UUID,
    asked: ActivityStatusIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> ActivityOut:
    """From draft to review, published and retired, or back; with a note for who goes on with it."""
    now = datetime.now(UTC)
    out = await actions.move_activity(session, activity_id, asked, caller.subject, if_match, now=now)
    response.headers["ETag"] = actions.tag(out)
    return out


@router.get(f"{ONE}/versions", dependencies=READ, responses=problems(store.UnknownActivity))
async def list_activity_versions(
    activity_id: UUID, session: Session, caller: Caller, paging: PageAsked
) -> Page[ActivityOut]:
    """The activity as it is and was, newest first; drafts for those alone who may change it."""
    return await history.page_of(session, activity_id, makes(caller), paging)


@router.get(
    f"{ONE}/versions/{{version}}",
    dependencies=READ,
    responses=problems(store.UnknownActivity, store.UnknownVersion),
)
async def get_activity_version(
    activity_id: UUID, version: Annotated[int, Path(ge=1, le=2**31 - 2)], session: Session, caller: Caller
) -> ActivityOut:
    """The activity as it was in that version."""
    return await history.version(session, activity_id, version, makes(caller))
