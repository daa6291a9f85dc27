"""OneRoster 1.2 CSV packages in, and what became of them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlalchemy import Row
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import DiskFull, Language, TooLarge, WrongMediaType, preferred_language, problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from profile_service.roster import actions, packages
from profile_service.roster.errors import ImportNotHeld, ImportRuns, UnknownImport, UnsafeRosterPackage
from profile_service.roster.schemas import AcceptedOut, FaultOut, ImportOut, ProgressOut

LARGEST_PACKAGE = 64_000_000
ZIP = {"application/zip", "application/x-zip-compressed"}
router = APIRouter(prefix="/roster/imports", tags=["roster"], dependencies=[needs("roster:write")])
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


DryRun = Annotated[bool, Query(alias="dryRun", description="Say what would change, and change nothing.")]
_AS_IS = tuple(name for name in ImportOut.model_fields if name not in ("progress", "errors"))


def zipped(content_type: Annotated[str, Header()] = "") -> None:
    """Refuses what does not say that it is a zip."""
    if content_type.split(";")[0].strip().lower() not in ZIP:
        raise WrongMediaType(expected="application/zip")


@router.post(
    "",
    status_code=202,
    response_model=AcceptedOut,
    dependencies=[Depends(zipped)],
    openapi_extra=_BODY,
    responses=problems(UnsafeRosterPackage, TooLarge, WrongMediaType, ImportRuns, DiskFull),
)
async def post_import(
    request: Request, session: Session, caller: Caller, once: OncePerKey, dry_run: DryRun = False
) -> Response:
    """Import a OneRoster 1.2 CSV package, bulk or delta. It is applied as a whole, or not at all.

    With `dryRun=true` it is only said what would change. A bulk that would end more than a tenth of the active
    learners or of the open memberships is held until it is confirmed.
    """
    body = await request.body()
    accept = partial(actions.accept_package, session, caller.subject, body, now=datetime.now(UTC), dry_run=dry_run)
    return await once.reply(202, accept, location=_location)


@router.get("", responses=problems())
async def get_imports(session: Session, paging: PageAsked, request: Request) -> Page[ImportOut]:
    """The board's imports, the newest first."""
    language = preferred_language(request.headers.get("accept-language"))
    rows = await packages.imports(session, paging.after_id, paging.limit)
    return paging.of(rows, partial(_shown, language=language), lambda row: [row.import_id])


@router.get("/{import_id}", responses=problems(UnknownImport))
async def get_import(import_id: UUID, session: Session, request: Request) -> ImportOut:
    """How an import goes or went: what it changes, or every fault at its place."""
    found = await packages.find_import(session, import_id)
    if found is None:
        raise UnknownImport
    return _shown(found, preferred_language(request.headers.get("accept-language")))


@router.post(
    "/{import_id}/confirm",
    status_code=202,
    response_model=AcceptedOut,
    responses=problems(UnknownImport, ImportNotHeld, ImportRuns),
)
async def post_confirm(import_id: UUID, session: Session, caller: Caller, once: OncePerKey) -> Response:
    """Apply an import that is held, as the board is by now."""
    confirm = partial(actions.confirm_import, session, caller.subject, import_id, now=datetime.now(UTC))
    return await once.reply(202, confirm, location=_location)


@router.post(
    "/{import_id}/cancel",
    status_code=202,
    response_model=AcceptedOut,
    responses=problems(UnknownImport, ImportNotHeld),
)
async def post_cancel(import_id: UUID, session: Session, caller: Caller, once: OncePerKey) -> Response:
    """Let go of an import that is held; nothing changes."""
    return await once.reply(202, partial(actions.cancel_import, session, caller.subject, import_id), location=_location)


def _location(made: Mapping[str, Any]) -> str:
    return f"/v1/roster/imports/{made['importId']}"


def _shown(row: Row[Any], language: Language) -> ImportOut:
    faults = [
        FaultOut(**{name: fault[name] for name in ("file", "row", "column", "code")}, message=fault[language])
        for fault in row.errors
    ]
    return ImportOut(
        **{name: getattr(row, name) for name in _AS_IS},
        progress=ProgressOut.model_validate(row) if row.phase is not None else None,
        errors=faults,
    )
