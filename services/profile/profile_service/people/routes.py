"""Who there is, as far as the caller reaches."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy import ARRAY, Uuid, cast

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.models import Text
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import note_looks
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner
from profile_service.access.store import write_looks
from profile_service.people import shown, store
from profile_service.people.reach import ReachableGroup, ReachableLearner
from profile_service.people.schemas import EducatorOut, GroupOut, LearnerOut, SchoolOut
from profile_service.tables import educator, group, learner, person, school

router = APIRouter(tags=["people"])
SourcedId = Annotated[Text | None, Query(alias="sourcedId", max_length=255, description="For the board's systems")]


@router.get("/schools", dependencies=[needs("groups:read")], responses=problems())
async def get_schools(session: Session, caller: Caller, paging: PageAsked) -> Page[SchoolOut]:
    """The board's schools."""
    query = store.schools()
    if paging.after_id is not None:
        query = query.where(school.c.school_id > paging.after_id)
    rows = await store.rows_of(session, query, paging.limit)
    return paging.of(rows, partial(shown.school_out, caller=caller), lambda row: [row.school_id])


@router.get("/groups", dependencies=[needs("groups:read")], responses=problems())
async def get_groups(
    session: Session,
    caller: Caller,
    paging: PageAsked,
    sourced_id: SourcedId = None,
    school_id: Annotated[UUID | None, Query(alias="schoolId")] = None,
) -> Page[GroupOut]:
    """The groups that the caller is in, teaches, or administers."""
    query = store.groups()
    if not caller.sees_whole_board:
        mine = await store.groups_of_user(session, caller.role, caller.user_id) if caller.user_id else []
        query = query.where(group.c.group_id.in_(mine))
    elif sourced_id is not None:
        query = query.where(group.c.sourced_id == sourced_id)
    if school_id is not None:
        query = query.where(group.c.school_id == school_id)
    if paging.after_id is not None:
        query = query.where(group.c.group_id > paging.after_id)
    rows = await store.rows_of(session, query, paging.limit)
    return paging.of(rows, partial(shown.group_out, caller=caller), lambda row: [row.group_id])


@router.get("/groups/{group_id}", dependencies=[needs("groups:read")], responses=problems(UnknownGroup))
async def get_group(found: ReachableGroup, caller: Caller) -> GroupOut:
    """One group."""
    return shown.group_out(found, caller)


@router.get("/educators", dependencies=[needs("roster:write")], responses=problems())
async def get_educators(
    session: Session, caller: Caller, paging: PageAsked, sourced_id: SourcedId = None
) -> Page[EducatorOut]:
    """The board's educators, for its administrators and systems."""
    query = store.educators()
    if sourced_id is not None:
        query = query.where(person.c.sourced_id == sourced_id)
    if paging.after_id is not None:
        query = query.where(educator.c.educator_id > paging.after_id)
    rows = await store.rows_of(session, query, paging.limit)
    return paging.of(rows, partial(shown.educator_out, caller=caller), lambda row: [row.educator_id])


@router.get("/learners", dependencies=[needs("learners:read")], responses=problems())
async def get_learners(
    request: Request,
    session: Session,
    caller: Caller,
    paging: PageAsked,
    sourced_id: SourcedId = None,
    group_id: Annotated[UUID | None, Query(alias="groupId")] = None,
    active: Annotated[bool | None, Query()] = None,
) -> Page[LearnerOut]:
    """The learners in the caller's reach."""
    query = store.learners().where(await store.within_reach(session, caller))
    if sourced_id is not None and caller.sees_whole_board:
        query = query.where(person.c.sourced_id == sourced_id)
    if group_id is not None:
        query = query.where(learner.c.group_ids.contains(cast([group_id], ARRAY(Uuid))))
    if active is not None:
        query = query.where(learner.c.active == active)
    if paging.after_id is not None:
        query = query.where(learner.c.learner_id > paging.after_id)
    rows = await store.rows_of(session, query, paging.limit)
    await note_looks(request, session, caller, [row.learner_id for row in rows[: paging.limit]], write_looks)
    return paging.of(rows, partial(shown.learner_out, caller=caller), lambda row: [row.learner_id])


@router.get("/learners/{learner_id}", dependencies=[needs("learners:read")], responses=problems(UnknownLearner))
async def get_learner(found: ReachableLearner, caller: Caller) -> LearnerOut:
    """One learner."""
    return shown.learner_out(found, caller)
