"""Rounds of electives over HTTP."""

import secrets
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Response
from starlette.responses import JSONResponse

from choices_service.electives import actions, store
from choices_service.electives.problems import (
    AlreadyPublished,
    GroupsOutOfReach,
    ModuleCycle,
    ModuleWished,
    UnknownElective,
)
from choices_service.electives.schemas import ElectiveIn, ElectiveNameOut, ElectiveOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownGroup

router = APIRouter(tags=["electives"])

READ, WRITE = [needs("electives:read")], [needs("electives:write")]


@router.post(
    "/electives",
    status_code=201,
    response_model=ElectiveOut,
    dependencies=WRITE,
    responses=problems(UnknownGroup, ModuleCycle, KeyReused, KeyInFlight),
)
async def post_elective(asked: ElectiveIn, session: Session, caller: Caller, once: OncePerKey) -> JSONResponse:
    """Offer modules to the learners of some groups, to rank for each period until it closes."""
    work = partial(actions.offer, session, caller, asked, seed=secrets.token_hex(16), now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/electives/{made['electiveId']}")


@router.get("/electives", dependencies=READ, responses=problems())
async def list_electives(session: Session, caller: Caller, paging: PageAsked) -> Page[ElectiveNameOut]:
    """The rounds that are for the caller: of own groups or with own modules, newest first."""
    rows = await store.page_of(session, caller, paging.after_id, paging.limit + 1)
    now = datetime.now(UTC)
    return paging.of(rows, lambda row: actions.named(row, now=now), lambda row: [row.elective_id])


@router.get("/electives/{elective_id}", dependencies=READ, responses=problems(UnknownElective))
async def get_elective(elective_id: UUID, session: Session, caller: Caller, response: Response) -> ElectiveOut:
    """A round with its periods and modules; its ETag is what a PUT takes as If-Match."""
    row = await store.find(session, caller, elective_id)
    out = await actions.in_full(session, row, now=datetime.now(UTC))
    response.headers["ETag"] = actions.tag(out)
    return out


@router.put(
    "/electives/{elective_id}",
    dependencies=WRITE,
    responses=problems(
        *(UnknownElective, GroupsOutOfReach, UnknownGroup, ModuleCycle, ModuleWished, AlreadyPublished),
        *(PreconditionRequired, PreconditionFailed),
    ),
)
async def put_elective(
    elective_id: UUID,
    asked: ElectiveIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> ElectiveOut:
    """The whole round anew, until its places are published. A module that was chosen is cancelled, not left out."""
    out = await actions.change(session, caller, elective_id, asked, if_match=if_match, now=datetime.now(UTC))
    response.headers["ETag"] = actions.tag(out)
    return out
