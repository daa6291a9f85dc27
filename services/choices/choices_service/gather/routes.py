"""Gather mode over HTTP."""

from datetime import UTC, datetime
from functools import partial

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.activities.store import UnknownActivity
from choices_service.gather import actions, store
from choices_service.gather.problems import GatheredAlready, NotGathered
from choices_service.gather.schemas import GatherIn, GatherOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableGroup, ReachableLearner, UnknownGroup, UnknownLearner

router = APIRouter(tags=["gather"])
READ, WRITE = [needs("assignments:read")], [needs("assignments:write")]
OF_GROUP = "/groups/{group_id}/gather"


@router.post(
    OF_GROUP,
    status_code=201,
    response_model=GatherOut,
    dependencies=WRITE,
    responses=problems(UnknownGroup, UnknownActivity, GatheredAlready, KeyReused, KeyInFlight),
)
async def post_gather(
    group: ReachableGroup, wanted: GatherIn, session: Session, caller: Caller, once: OncePerKey
) -> JSONResponse:
    """Call this group together on one activity or question. Learners' own cards wait and come back unchanged."""
    work = partial(actions.begin, session, group.group_id, wanted, caller, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/groups/{made['groupId']}/gather")


@router.get(OF_GROUP, dependencies=READ, responses=problems(UnknownGroup, NotGathered))
async def get_gather(group: ReachableGroup, session: Session) -> GatherOut:
    """To what this group is called together now."""
    rows = await store.running_of(session, [group.group_id], datetime.now(UTC))
    if not rows:
        raise NotGathered
    return (await actions.shown(session, rows[:1]))[0]


@router.delete(OF_GROUP, status_code=204, dependencies=WRITE, responses=problems(UnknownGroup, NotGathered))
async def delete_gather(group: ReachableGroup, session: Session) -> None:
    """Let the group go: everybody is back at its own card."""
    await actions.end(session, group.group_id, now=datetime.now(UTC))


@router.get("/learners/{learner_id}/gather", dependencies=READ, responses=problems(UnknownLearner))
async def list_learner_gathers(found: ReachableLearner, session: Session, paging: PageAsked) -> Page[GatherOut]:
    """To what this learner is called now by its groups, the latest call first; nothing on most of the day."""
    seen = paging.after_number
    rows = await store.running_of(session, found.group_ids, datetime.now(UTC))
    items = await actions.shown(session, rows[seen : seen + paging.limit + 1])
    return paging.page(items, [seen + paging.limit] if len(items) > paging.limit else None)
