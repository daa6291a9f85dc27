"""OneRoster 1.2 CSV packages in, and what became of them."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request
from sqlalchemy import Row
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, TooLarge, WrongMediaType, preferred_language, problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from profile_service.roster import actions, store
from profile_service.roster.errors import UnknownImport, UnsafeRosterPackage
from profile_service.roster.schemas import AcceptedOut, FaultOut, ImportOut

LARGEST_PACKAGE = 64_000_000
ZIP = {"application/zip", "application/x-zip-compressed"}
router = APIRouter(prefix="/roster/imports", tags=["roster"], dependencies=[needs("roster:write")])
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


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
    responses=problems(UnsafeRosterPackage, TooLarge, WrongMediaType),
)
async def post_import(request: Request, session: Session, caller: Caller, once: OncePerKey) -> Response:
    """Import a OneRoster 1.2 CSV package, bulk or delta. It is applied as a whole, or not at all."""
    accept = partial(actions.accept_package, session, caller, await request.body(), now=datetime.now(UTC))
    return await once.reply(202, accept, location=lambda made: f"/v1/roster/imports/{made['importId']}")


@router.get("", responses=problems())
async def get_imports(session: Session, paging: PageAsked, request: Request) -> Page[ImportOut]:
    """The board's imports, the newest first."""
    language = preferred_language(request.headers.get("accept-language"))
    rows = await store.imports(session, paging.after_id, paging.limit)
    return paging.of(rows, partial(_shown, language=language), lambda row: [row.import_id])


@router.get("/{import_id}", responses=problems(UnknownImport))
async def get_import(import_id: UUID, session: Session, request: Request) -> ImportOut:
    """How an import goes or went; `running`, `applied` or `rejected` with every fault at its place."""
    found = await store.find_import(session, import_id)
    if found is None:
        raise UnknownImport
    return _shown(found, preferred_language(request.headers.get("accept-language")))


def _shown(row: Row[Any], language: Language) -> ImportOut:
    faults = [
        FaultOut(**{name: fault[name] for name in ("file", "row", "column", "code")}, message=fault[language])
        for fault in row.errors
    ]
    return ImportOut(
        import_id=row.import_id,
        state=row.state,
        author_id=row.author_id,
        counts=row.counts,
        errors=faults,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
