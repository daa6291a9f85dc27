"""Frameworks over HTTP."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse

from choices_service.frameworks import actions, body, store
from choices_service.frameworks.schemas import FrameworkOut, ImportOut
from choices_service.goals.rules import PrerequisiteCycle
from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Malformed, TooLarge, WrongMediaType, problems
from eigenwijs_shared.idempotency import KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked

router = APIRouter(tags=["frameworks"])


@router.post(
    "/frameworks/imports",
    status_code=201,
    response_model=ImportOut,
    dependencies=[needs("frameworks:write")],
    responses=problems(PrerequisiteCycle, actions.ParentCycle, Malformed, WrongMediaType, TooLarge, KeyReused),
    openapi_extra=body.described(),
)
async def import_framework(sent: body.SentPackage, session: Session, once: OncePerKey) -> JSONResponse:
    """Take in a CASE 1.1 package, wrapped in `CFPackage` or bare: all of it, or nothing.

    Sent again, it brings the framework up to date: goals that are gone from it are retired, not removed.
    `isChildOf` gives the structure and `precedes` the prerequisites; both may point to goals imported before.
    """
    work = partial(actions.import_framework, session, sent, now=datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/frameworks/{made['frameworkId']}")


@router.get("/frameworks", dependencies=[needs("catalogue:read")], responses=problems())
async def list_frameworks(session: Session, paging: PageAsked) -> Page[FrameworkOut]:
    """The frameworks of this board."""
    rows = await store.page_of(session, paging.after_id, paging.limit + 1)
    last = [rows[paging.limit - 1].framework_id] if len(rows) > paging.limit else None
    return paging.page([FrameworkOut.model_validate(row) for row in rows], last)


@router.get(
    "/frameworks/{framework_id}",
    dependencies=[needs("catalogue:read")],
    responses=problems(store.UnknownFramework),
)
async def get_framework(framework_id: UUID, session: Session) -> FrameworkOut:
    """One framework; its goals are at /v1/goals?framework=…"""
    return FrameworkOut.model_validate(await store.find(session, framework_id))
