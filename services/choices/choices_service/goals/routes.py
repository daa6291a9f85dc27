"""Goals over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Response
from starlette.responses import JSONResponse

from choices_service.frameworks.own import NotOwn
from choices_service.frameworks.settle import ParentCycle, RenewalCycle
from choices_service.frameworks.store import UnknownFramework
from choices_service.goals import actions, making, searching, store
from choices_service.goals.rules import PrerequisiteCycle
from choices_service.goals.schemas import (
    ChangedGoalIn,
    GoalFacetsOut,
    GoalInFullOut,
    GoalOut,
    GoalVersionOut,
    Level,
    NewGoalIn,
    PrerequisitesIn,
    ReplacesGoalsIn,
)
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.models import Text
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["goals"])

Slug = Annotated[Text, Query(max_length=100, pattern="^[a-z0-9-]+$")]
Words = Annotated[Text, Query(min_length=1, max_length=200)]


async def may_order_goals(caller: Caller) -> None:
    """Whoever keeps the frameworks or the catalogue."""
    if not caller.scopes & {"frameworks:write", "catalogue:write"}:
        raise Forbidden(scope="catalogue:write")


may_order_goals.scope = "catalogue:write"  # type: ignore[attr-defined]  # read by the test that no route is unguarded


@router.get("/goals", dependencies=[needs("catalogue:read")], responses=problems())
async def list_goals(
    session: Session,
    paging: PageAsked,
    caller: Caller,
    framework: UUID | None = None,
    subject: Slug | None = None,
    level: Level | None = None,
    q: Words | None = None,
    everything: Annotated[
        bool, Query(alias="all", description="Also what is not in use yet or any more; for who keeps the catalogue")
    ] = False,
) -> Page[GoalOut]:
    """Goals in the order of their frameworks, or with `q` the best match first."""
    everything = everything and actions.keeps_catalogue(caller)
    chosen = {"framework_id": framework, "subject": subject, "level": level, "everything": everything}
    return await searching.page_of(session, q, paging, **chosen)


@router.get("/goals/facets", dependencies=[needs("catalogue:read")], responses=problems())
async def count_goals(
    session: Session,
    framework: UUID | None = None,
    subject: Slug | None = None,
    level: Level | None = None,
    q: Words | None = None,
) -> GoalFacetsOut:
    """How many goals that same search finds, by what it can be narrowed to."""
    return await searching.count(session, q, {"framework": framework, "subject": subject, "level": level})


@router.get("/goals/{goal_id}", dependencies=[needs("catalogue:read")], responses=problems(store.UnknownGoal))
async def get_goal(goal_id: UUID, session: Session, caller: Caller, response: Response) -> GoalInFullOut:
    """A goal with what comes right before and after it; `active` is false once no framework has it any more."""
    out = await actions.in_full(session, await actions.seen_goal(session, caller, goal_id))
    response.headers["ETag"] = actions.entity_tag(out)
    return out


@router.get("/goals/{goal_id}/versions", dependencies=[needs("catalogue:read")], responses=problems(store.UnknownGoal))
async def list_goal_versions(
    goal_id: UUID, session: Session, caller: Caller, paging: PageAsked
) -> Page[GoalVersionOut]:
    """The goal as it was told before and now, the newest first."""
    await actions.seen_goal(session, caller, goal_id)
    before = paging.after_number if paging.after is not None else None
    rows = await store.versions_of(session, goal_id, before, paging.limit + 1)
    return paging.of(rows, GoalVersionOut.model_validate, lambda row: [row.version])


@router.post(
    "/goals",
    status_code=201,
    response_model=GoalInFullOut,
    dependencies=[needs("frameworks:write")],
    responses=problems(UnknownFramework, NotOwn, ParentCycle, KeyReused, KeyInFlight),
)
async def post_goal(asked: NewGoalIn, session: Session, once: OncePerKey) -> JSONResponse:
    """Add a goal to a framework of your own; it is in use as soon as that is published."""
    work = partial(making.make_goal, session, asked, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/goals/{made['goalId']}")


@router.put(
    "/goals/{goal_id}",
    dependencies=[needs("frameworks:write")],
    responses=problems(store.UnknownGoal, NotOwn, ParentCycle, PreconditionFailed, PreconditionRequired),
)
async def put_goal(
    goal_id: UUID, asked: ChangedGoalIn, session: Session, response: Response, if_match: IfMatch = None
) -> GoalInFullOut:
    """Change a goal of a framework of your own, or take it out of use; the former version stays to be read."""
    out = await making.change_goal(session, goal_id, asked, if_match, retired=asked.retired, now=datetime.now(UTC))
    response.headers["ETag"] = actions.entity_tag(out)
    return out


@router.put(
    "/goals/{goal_id}/replaces",
    dependencies=[needs("frameworks:write")],
    responses=problems(store.UnknownGoal, RenewalCycle, PreconditionFailed, PreconditionRequired),
)
async def put_replaces(
    goal_id: UUID, wanted: ReplacesGoalsIn, session: Session, response: Response, if_match: IfMatch = None
) -> GoalInFullOut:
    """Say of which older goals this one is the renewal: what learners showed of those counts for it."""
    out = await making.set_replaced(session, goal_id, wanted.goal_ids, if_match, now=datetime.now(UTC))
    response.headers["ETag"] = actions.entity_tag(out)
    return out


@router.put(
    "/goals/{goal_id}/prerequisites",
    dependencies=[Depends(may_order_goals)],
    responses=problems(store.UnknownGoal, PrerequisiteCycle, PreconditionFailed),
)
async def put_prerequisites(
    goal_id: UUID,
    wanted: PrerequisitesIn,
    session: Session,
    response: Response,
    if_match: Annotated[str | None, Header()] = None,
) -> GoalInFullOut:
    """Say what comes right before this goal. Later imports of its framework leave this order as it is."""
    out = await actions.set_prerequisites(session, goal_id, wanted.prerequisites, if_match, now=datetime.now(UTC))
    response.headers["ETag"] = actions.entity_tag(out)
    return out
