"""Assignments over HTTP."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from starlette.responses import JSONResponse

from choices_service.activities.store import UnknownActivity
from choices_service.assignments import actions, reach, store, views
from choices_service.assignments.problems import AssignedAlready, AssignmentOver, LeftOut, UnknownAssignment
from choices_service.assignments.schemas import (
    AssignmentChangeIn,
    AssignmentIn,
    AssignmentOut,
    LearnerAssignmentOut,
)
from choices_service.assignments.tables import assignment
from choices_service.spoken import Spoken
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired, require_match
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownGroup, UnknownLearner

router = APIRouter(tags=["assignments"])
READ, WRITE = [needs("assignments:read")], [needs("assignments:write")]
History = Annotated[bool, Query(description="Also what has ended")]


@router.post(
    "/assignments",
    status_code=201,
    response_model=AssignmentOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownGroup, UnknownActivity, AssignedAlready, LeftOut, KeyReused, KeyInFlight),
)
async def post_assignment(
    wanted: AssignmentIn, session: Session, caller: Caller, language: Spoken, once: OncePerKey
) -> JSONResponse:
    """Assign, pin or exclude an activity for a learner or a group, with a reason that they may read and a last day.

    Cards honour it within the dial, prerequisites and needs, which bind always.
    """

    async def work() -> AssignmentOut:
        now = datetime.now(UTC)
        row = await actions.assign(session, wanted, caller, now=now)
        return (await views.shown(session, [row], reach.ALL, language, now=now))[0]

    return await once.reply(201, work, location=lambda made: f"/v1/assignments/{made['assignmentId']}")


@router.get("/assignments", dependencies=READ, responses=problems())
async def list_assignments(
    request: Request,
    session: Session,
    caller: Caller,
    language: Spoken,
    paging: PageAsked,
    group_id: Annotated[UUID | None, Query(alias="groupId")] = None,
    learner_id: Annotated[UUID | None, Query(alias="learnerId")] = None,
    history: History = False,
) -> Page[AssignmentOut]:
    """What stands for the learners and groups in reach, newest first."""
    now = datetime.now(UTC)
    which = [await reach.within_reach(session, caller)]
    which += [assignment.c.scope_id == one for one in (group_id, learner_id) if one is not None]
    which += [] if history else [store.standing(now.date())]
    rows = await store.page_of(session, which, paging.after_id, paging.limit + 1)
    learners = await reach.learners_within(session, caller)
    items = await views.shown(session, rows, learners, language, now=now)
    seen = {one.learner_id for one in items if one.learner_id} | {met.learner_id for one in items for met in one.met}
    await announce_looks(request, session, caller, *sorted(seen))
    return paging.page(items, [items[paging.limit - 1].assignment_id] if len(items) > paging.limit else None)


@router.get("/learners/{learner_id}/assignments", dependencies=READ, responses=problems(UnknownLearner))
async def list_learner_assignments(
    found: ReachableLearner, session: Session, language: Spoken, paging: PageAsked, history: History = False
) -> Page[LearnerAssignmentOut]:
    """What educators decided for this learner and its groups, newest first, and what has to be mastered first."""
    now = datetime.now(UTC)
    which = [reach.about(found.learner_id, found.group_ids)]
    which += [] if history else [store.standing(now.date())]
    rows = await store.page_of(session, which, paging.after_id, paging.limit + 1)
    items = await views.shown_of(session, rows, found, language, now=now)
    return paging.page(items, [items[paging.limit - 1].assignment_id] if len(items) > paging.limit else None)


@router.get("/assignments/{assignment_id}", dependencies=READ, responses=problems(UnknownAssignment))
async def get_assignment(
    assignment_id: UUID, request: Request, session: Session, caller: Caller, language: Spoken, response: Response
) -> AssignmentOut:
    """One assignment; its ETag is what a PUT takes as If-Match."""
    row = await store.find(session, assignment_id, await reach.within_reach(session, caller))
    learners = await reach.learners_within(session, caller)
    one = (await views.shown(session, [row], learners, language, now=datetime.now(UTC)))[0]
    seen = {met.learner_id for met in one.met} | ({one.learner_id} if one.learner_id else set())
    await announce_looks(request, session, caller, *sorted(seen))
    response.headers["ETag"] = views.tag(one)
    return one


@router.put(
    "/assignments/{assignment_id}",
    dependencies=WRITE,
    responses=problems(UnknownAssignment, AssignmentOver, PreconditionRequired, PreconditionFailed),
)
async def put_assignment(
    assignment_id: UUID,
    wanted: AssignmentChangeIn,
    session: Session,
    caller: Caller,
    language: Spoken,
    response: Response,
    if_match: IfMatch = None,
) -> AssignmentOut:
    """Another ground, reason or last day."""
    now = datetime.now(UTC)
    row = await store.find(session, assignment_id, await reach.within_reach(session, caller), lock=True)
    require_match(views.versions_in(if_match), f'"{row.version}"')
    row = await actions.change(session, row, wanted, caller, now=now)
    learners = await reach.learners_within(session, caller)
    one = (await views.shown(session, [row], learners, language, now=now))[0]
    response.headers["ETag"] = views.tag(one)
    return one


@router.delete(
    "/assignments/{assignment_id}", status_code=204, dependencies=WRITE, responses=problems(UnknownAssignment)
)
async def delete_assignment(assignment_id: UUID, session: Session, caller: Caller) -> None:
    """End it now; it stays in the history."""
    row = await store.find(session, assignment_id, await reach.within_reach(session, caller), lock=True)
    await actions.end(session, row, caller, now=datetime.now(UTC))
