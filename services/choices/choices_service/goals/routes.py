"""Goals over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Response

from choices_service.goals import actions, searching, store
from choices_service.goals.rules import PrerequisiteCycle
from choices_service.goals.schemas import GoalFacetsOut, GoalInFullOut, GoalOut, Level, PrerequisitesIn
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, PreconditionFailed, problems
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
    framework: UUID | None = None,
    subject: Slug | None = None,
    level: Level | None = None,
    q: Words | None = None,
) -> Page[GoalOut]:
    """Goals in the order of their frameworks, or with `q` the best match first."""
    return await searching.page_of(session, q, paging, framework_id=framework, subject=subject, level=level)


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
async def get_goal(goal_id: UUID, session: Session, response: Response) -> GoalInFullOut:
    """A goal with what comes right before and after it; `active` is false once no framework has it any more."""
    out = await actions.in_full(session, await store.find(session, goal_id))
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
    out = await actions.set_prerequisites(session, goal_id, wanted.prerequisites, if_match)
    response.headers["ETag"] = actions.entity_tag(out)
    return out
