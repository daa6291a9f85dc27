"""The connector of a board to its student system: settings, syncs now and their history."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlalchemy import Row
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, Language, PreconditionFailed, preferred_language, problems
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from profile_service.connector import actions, store
from profile_service.connector.errors import NoConnector, NoConnectorKey, SyncRuns, UnknownSync
from profile_service.connector.messages import sentence
from profile_service.connector.schemas import ConnectorIn, ConnectorOut, Mode, SyncOut, SyncProblemOut, SyncStartedOut

AskedMode = Annotated[Mode, Query(description="`incremental` becomes `full` where no sync went well yet")]
IfMatch = Annotated[str | None, Header(max_length=1000)]


def of_board(caller: Caller) -> None:
    """The board's administrators and its own systems only."""
    if not caller.sees_whole_board:
        raise Forbidden(scope="roster:write, board")


router = APIRouter(prefix="/roster/connector", tags=["roster"], dependencies=[needs("roster:write"), Depends(of_board)])


@router.get("", response_model=ConnectorOut, responses=problems(NoConnector))
async def get_connector(session: Session) -> Response:
    """How this board's roster is pulled; the secret is never shown."""
    # The very bytes that If-Match is compared with.
    return Response(_as_json(await actions.read_connector(session)), media_type="application/json")


@router.put("", responses=problems(NoConnectorKey, PreconditionFailed))
async def put_connector(
    wanted: ConnectorIn, request: Request, session: Session, caller: Caller, if_match: IfMatch = None
) -> ConnectorOut:
    """Set it. Nothing is pulled yet: ask for a sync, or wait for the schedule."""
    await _check_unchanged(session, if_match)
    settings = request.app.state.settings
    return await actions.set_connector(session, settings, caller.subject, wanted, now=datetime.now(UTC))


@router.delete("", status_code=204, responses=problems(NoConnector, PreconditionFailed))
async def delete_connector(session: Session, if_match: IfMatch = None) -> None:
    """Forget the settings and the secret. The roster that was imported stays."""
    await _check_unchanged(session, if_match)
    await actions.remove_connector(session, now=datetime.now(UTC))


@router.post("/sync", status_code=202, response_model=SyncStartedOut, responses=problems(NoConnector, SyncRuns))
async def post_sync(
    session: Session,
    caller: Caller,
    once: OncePerKey,
    mode: Annotated[
        Mode, Query(description="`incremental` becomes `full` where no sync went well yet")
    ] = "incremental",
) -> Response:
    """Pull now."""
    ask = partial(actions.ask_sync, session, caller.subject, mode, now=datetime.now(UTC))
    return await once.reply(202, ask, location=lambda made: f"/v1/roster/connector/syncs/{made['syncId']}")


@router.get("/syncs", responses=problems())
async def get_syncs(session: Session, paging: PageAsked, request: Request) -> Page[SyncOut]:
    """The board's syncs, the newest first."""
    language = preferred_language(request.headers.get("accept-language"))
    rows = await store.syncs(session, paging.after_id, paging.limit)
    return paging.of(rows, partial(_shown, language=language), lambda row: [row.sync_id])


@router.get("/syncs/{sync_id}", responses=problems(UnknownSync))
async def get_sync(sync_id: UUID, session: Session, request: Request) -> SyncOut:
    """How a sync goes or went."""
    found = await store.find_sync(session, sync_id)
    if found is None:
        raise UnknownSync
    return _shown(found, preferred_language(request.headers.get("accept-language")))


async def _check_unchanged(session: Session, if_match: str | None) -> None:
    if if_match is None:
        return
    found = await store.find_connector(session, lock=True)
    if if_match.strip() == "*" and found is not None:
        return
    present = tag_of(_as_json(await actions.read_connector(session))) if found is not None else None
    if present not in {tag.strip() for tag in if_match.split(",")}:
        raise PreconditionFailed


def _as_json(shown: ConnectorOut) -> bytes:
    return shown.model_dump_json(by_alias=True).encode()


def _shown(row: Row[Any], language: Language) -> SyncOut:
    problem = row.problem
    return SyncOut(
        sync_id=row.sync_id,
        state=row.state,
        mode=row.mode,
        author_id=row.author_id,
        since=row.since,
        fetched=row.fetched,
        import_id=row.import_id,
        problem=SyncProblemOut(code=problem["code"], message=sentence(problem, language)) if problem else None,
        started_at=row.started_at,
        finished_at=row.finished_at,
        next_try_at=row.due_at if row.state == "waiting" else None,
    )
