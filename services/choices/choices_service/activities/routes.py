"""Activities over HTTP."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.activities import actions, store
from choices_service.activities.schemas import ActivityIn, ActivityOut
from choices_service.goals.routes import Slug, Words
from choices_service.goals.store import UnknownGoal
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["activities"])


@router.get("/activities", dependencies=[needs("catalogue:read")], responses=problems())
async def list_activities(
    session: Session,
    paging: PageAsked,
    goal: UUID | None = None,
    form: Form | None = None,
    medium: Medium | None = None,
    company: Company | None = None,
    kind: Kind | None = None,
    subject: Slug | None = None,
    q: Words | None = None,
) -> Page[ActivityOut]:
    """The catalogue, oldest first."""
    query = store.matching(goal_id=goal, subject=subject, words=q, form=form, medium=medium, company=company, kind=kind)
    rows = await store.page_of(session, query, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].activity_id] if len(rows) > paging.limit else None
    return paging.page([ActivityOut.model_validate(row) for row in rows], last)


@router.get(
    "/activities/{activity_id}", dependencies=[needs("catalogue:read")], responses=problems(store.UnknownActivity)
)
async def get_activity(activity_id: UUID, session: Session) -> ActivityOut:
    """One activity."""
    return ActivityOut.model_validate(await store.find(session, activity_id))


@router.post(
    "/activities",
    status_code=201,
    response_model=ActivityOut,
    dependencies=[needs("catalogue:write")],
    responses=problems(UnknownGoal, KeyReused, KeyInFlight),
)
async def post_activity(asked: ActivityIn, session: Session, caller: Caller, once: OncePerKey) -> JSONResponse:
    """Add an activity to the catalogue of this board."""
    work = partial(actions.make_activity, session, asked, caller.subject, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/activities/{made['activityId']}")
