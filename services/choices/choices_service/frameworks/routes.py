"""Frameworks over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from starlette.responses import JSONResponse

from choices_service.case.store import load_package
from choices_service.frameworks import actions, body, own, store
from choices_service.frameworks.lifecycle import WrongStep
from choices_service.frameworks.schemas import (
    FrameworkIn,
    FrameworkOut,
    ImportOut,
    OpenIn,
    RenewedGoalOut,
    ReplacesIn,
    StatusIn,
)
from choices_service.frameworks.settle import ParentCycle, RenewalCycle
from choices_service.goals.actions import keeps_catalogue
from choices_service.goals.rules import PrerequisiteCycle
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Malformed, PreconditionFailed, TooLarge, WrongMediaType, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["frameworks"])
EDITED = (store.UnknownFramework, PreconditionFailed, PreconditionRequired)


@router.post(
    "/frameworks/imports",
    status_code=201,
    response_model=ImportOut,
    dependencies=[needs("frameworks:write")],
    responses=problems(
        PrerequisiteCycle, ParentCycle, RenewalCycle, Malformed, WrongMediaType, TooLarge, KeyReused, KeyInFlight
    ),
    openapi_extra=body.described(),
)
async def import_framework(
    sent: body.SentPackage,
    session: Session,
    once: OncePerKey,
    replaces: Annotated[
        list[UUID] | None, Query(max_length=50, description="Older frameworks of yours that this one replaces")
    ] = None,
) -> JSONResponse:
    """Take in a CASE 1.1 package, wrapped in `CFPackage` or bare: all of it, or nothing.

    Sent again, it brings the framework up to date: goals that are gone from it are retired, not removed.
    `isChildOf` gives the structure and `precedes` the prerequisites; both may point to goals imported before.
    `replacedBy`, and towards a framework that this one replaces `exactMatchOf`, hand evidence on to the renewed goals.
    """
    work = partial(actions.import_framework, session, sent, replaces or (), now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/frameworks/{made['frameworkId']}")


@router.get("/frameworks", dependencies=[needs("catalogue:read")], responses=problems())
async def list_frameworks(session: Session, caller: Caller, paging: PageAsked) -> Page[FrameworkOut]:
    """The frameworks of this board; those that are not published yet only for who keeps the catalogue."""
    rows = await store.page_of(session, paging.after_id, paging.limit + 1, hidden=keeps_catalogue(caller))
    return paging.of(rows, FrameworkOut.model_validate, lambda row: [row.framework_id])


@router.post(
    "/frameworks",
    status_code=201,
    response_model=FrameworkOut,
    dependencies=[needs("frameworks:write")],
    responses=problems(KeyReused, KeyInFlight),
)
async def post_framework(asked: FrameworkIn, session: Session, once: OncePerKey) -> JSONResponse:
    """Make a framework of your own, as a draft; its goals are added with POST /v1/goals."""
    work = partial(own.make_framework, session, asked, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/frameworks/{made['frameworkId']}")


@router.get(
    "/frameworks/{framework_id}",
    dependencies=[needs("catalogue:read")],
    responses=problems(store.UnknownFramework),
)
async def get_framework(framework_id: UUID, session: Session, caller: Caller, response: Response) -> FrameworkOut:
    """One framework; its goals are at /v1/goals?framework=…"""
    out = FrameworkOut.model_validate(await store.find(session, framework_id, hidden=keeps_catalogue(caller)))
    response.headers["ETag"] = own.entity_tag(out)
    return out


@router.put(
    "/frameworks/{framework_id}",
    dependencies=[needs("frameworks:write")],
    responses=problems(own.NotOwn, *EDITED),
)
async def put_framework(
    framework_id: UUID, asked: FrameworkIn, session: Session, response: Response, if_match: IfMatch = None
) -> FrameworkOut:
    """Change what is said of a framework of your own."""
    out = await own.change_framework(session, framework_id, asked, if_match, now=datetime.now(UTC))
    response.headers["ETag"] = own.entity_tag(out)
    return out


@router.put(
    "/frameworks/{framework_id}/status",
    dependencies=[needs("frameworks:write")],
    responses=problems(WrongStep, own.NothingInIt, *EDITED),
)
async def put_framework_status(
    framework_id: UUID, asked: StatusIn, session: Session, response: Response, if_match: IfMatch = None
) -> FrameworkOut:
    """The next step of its life. Published, its goals are in use; retired, they are not, but stay to be read."""
    out = await own.set_status(session, framework_id, asked.status, if_match, now=datetime.now(UTC))
    response.headers["ETag"] = own.entity_tag(out)
    return out


@router.put(
    "/frameworks/{framework_id}/open",
    dependencies=[needs("frameworks:write")],
    responses=problems(store.UnknownFramework, own.NotPublished),
)
async def put_framework_open(framework_id: UUID, asked: OpenIn, session: Session, caller: Caller) -> FrameworkOut:
    """Let everybody read it at /ims/case/v1p1 without signing in, or no longer."""
    return await own.set_openness(session, framework_id, caller.subject, is_open=asked.open, now=datetime.now(UTC))


@router.put(
    "/frameworks/{framework_id}/replaces",
    dependencies=[needs("frameworks:write")],
    responses=problems(RenewalCycle, *EDITED),
)
async def put_framework_replaces(
    framework_id: UUID, asked: ReplacesIn, session: Session, response: Response, if_match: IfMatch = None
) -> FrameworkOut:
    """Say which older frameworks this one replaces. They are retired; what learners showed of their goals counts on,
    where an association or PUT /v1/goals/{goalId}/replaces says for which new goal."""
    out = await own.set_replaced(session, framework_id, asked.framework_ids, if_match)
    response.headers["ETag"] = own.entity_tag(out)
    return out


@router.get(
    "/frameworks/{framework_id}/renewed-goals",
    dependencies=[needs("frameworks:write")],
    responses=problems(store.UnknownFramework),
)
async def list_renewed_goals(
    framework_id: UUID,
    session: Session,
    paging: PageAsked,
    open_only: Annotated[bool, Query(alias="open", description="Only those that nothing replaces yet")] = False,
) -> Page[RenewedGoalOut]:
    """The goals of the older frameworks that this one replaces, each with what replaces it."""
    found = await actions.renewed_goals(session, framework_id, open_only=open_only)
    begin = paging.after_number
    items = found[begin : begin + paging.limit + 1]
    return paging.page(items, [str(begin + paging.limit)] if len(items) > paging.limit else None)


@router.get(
    "/frameworks/{framework_id}/package",
    dependencies=[needs("catalogue:read")],
    responses=problems(store.UnknownFramework),
    response_class=JSONResponse,
)
async def get_framework_package(framework_id: UUID, session: Session, caller: Caller) -> dict[str, Any]:
    """The whole of it as a CASE 1.1 package, with what we do not use ourselves too; importing that changes nothing."""
    await store.find(session, framework_id, hidden=keeps_catalogue(caller))
    return await load_package(session, framework_id)
