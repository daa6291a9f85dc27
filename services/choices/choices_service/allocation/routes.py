"""Allocations over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from choices_service.allocation import actions
from choices_service.allocation.problems import StillOpen
from choices_service.allocation.schemas import AllocationIn, AllocationOut
from choices_service.electives.problems import AlreadyPublished, GroupsOutOfReach, NotPublished, UnknownElective
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey

router = APIRouter(tags=["electives"])

ALLOCATION = "/electives/{elective_id}/allocation"


@router.post(
    ALLOCATION,
    status_code=201,
    response_model=AllocationOut,
    dependencies=[needs("electives:write")],
    responses={
        200: {"model": AllocationOut, "description": "A dry run: nothing was published"},
        **problems(UnknownElective, GroupsOutOfReach, StillOpen, AlreadyPublished, KeyReused, KeyInFlight),
    },
)
async def post_allocation(
    elective_id: UUID,
    asked: AllocationIn,
    session: Session,
    caller: Caller,
    once: OncePerKey,
    dry_run: Annotated[bool, Query(alias="dryRun")] = False,
) -> JSONResponse:
    """Give out the places and publish them, once; or see first how it would come out, also with other numbers."""
    now = datetime.now(UTC)
    work = partial(actions.give_places, session, caller, elective_id, asked, dry_run=dry_run, now=now)
    if dry_run:
        return await once.reply(200, work)
    return await once.reply(201, work, location=lambda made: f"/v1/electives/{made['electiveId']}/allocation")


@router.get(ALLOCATION, dependencies=[needs("electives:read")], responses=problems(UnknownElective, NotPublished))
async def get_allocation(elective_id: UUID, session: Session, caller: Caller) -> AllocationOut:
    """How the round came out, and the seed of its lottery: with it and the wishes anybody gets the same again."""
    return await actions.published(session, caller, elective_id)
