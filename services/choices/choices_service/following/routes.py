"""What comes after an activity, and where the catalogue lacks it, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Response

from choices_service.activities.routes import makes
from choices_service.activities.store import UnknownActivity
from choices_service.following import actions
from choices_service.following.schemas import FollowUpsOut, GapsOut
from choices_service.goals import store as goals
from choices_service.goals.routes import Slug
from choices_service.goals.schemas import Level
from choices_service.tables import goal
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["activities"])


@router.get(
    "/activities/{activity_id}/follow-ups",
    dependencies=[needs("catalogue:read")],
    responses=problems(UnknownActivity),
)
async def get_follow_ups(activity_id: UUID, session: Session, caller: Caller) -> FollowUpsOut:
    """What to go on with: a corrective by another form, a second check, or enrichment that goes deeper."""
    return await actions.follow_ups(session, activity_id, maker=makes(caller))


@router.get("/goals/gaps", dependencies=[needs("catalogue:read")], responses=problems())
async def list_gaps(
    session: Session,
    paging: PageAsked,
    response: Response,
    framework: UUID | None = None,
    subject: Slug | None = None,
    level: Level | None = None,
    accept_language: Annotated[str | None, Header()] = None,
) -> Page[GapsOut]:
    """The goals that are practised, each with what its activities lack for choosing and for mastery's whole round."""
    language = preferred_language(accept_language)
    response.headers["Content-Language"] = language
    query = goals.matching(framework_id=framework, subject=subject, level=level).where(goal.c.assessable)
    rows = await goals.page_of(session, query, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].goal_id] if len(rows) > paging.limit else None
    return paging.page(await actions.gaps_of(session, rows, language), last)
