"""The catalogue as a file, over HTTP."""

import asyncio
import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Row as TableRow
from starlette.responses import JSONResponse, StreamingResponse

from choices_service.transfers import actions, store
from choices_service.transfers.reading import Row, read
from choices_service.transfers.rules import COLUMNS, to_row
from choices_service.transfers.schemas import Format, ImportedOut, TransferredIn
from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session, Sessions, board_transaction
from eigenwijs_shared.errors import TooLarge, WrongMediaType, problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey

LARGEST = 32_000_000
"""Bytes; twenty thousand activities are some twenty million."""
PART = 500
MEDIA_TYPES: dict[str, Format] = {"text/csv": "csv", "application/jsonl": "jsonl", "application/x-ndjson": "jsonl"}
router = APIRouter(prefix="/activities", tags=["activities"], dependencies=[needs("catalogue:write")])
_TEXT = {"schema": {"type": "string"}}
_BODY = {
    "requestBody": {
        "required": True,
        "description": f"Columns, or members of each line: {', '.join(COLUMNS)}. A list in a cell is joined by `|`.",
        "content": dict.fromkeys(MEDIA_TYPES, _TEXT),
    }
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The catalogue as a file", "content": {"text/csv": _TEXT, "application/jsonl": _TEXT}}
}
DryRun = Annotated[bool, Query(alias="dryRun", description="Say what would change, and change nothing.")]


async def sent_rows(request: Request) -> list[Row]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in MEDIA_TYPES:
        raise WrongMediaType(expected=", ".join(MEDIA_TYPES))
    # In a thread: the largest takes a second, in which others should be served.
    return await asyncio.to_thread(read, await request.body(), MEDIA_TYPES[kind])


@router.post(
    "/imports",
    response_model=ImportedOut,
    responses=problems(WrongMediaType, TooLarge, KeyReused, KeyInFlight),
    openapi_extra=_BODY,
)
async def import_activities(
    sent: Annotated[list[Row], Depends(sent_rows)],
    session: Session,
    caller: Caller,
    once: OncePerKey,
    dry_run: DryRun = False,
) -> JSONResponse:
    """Make and change many activities at once: all of them, or none where one is wrong, and that one is named.

    What `GET /v1/activities/export` gives can be edited and sent here; a row without `activityId` is a new activity.
    """
    work = partial(actions.import_activities, session, sent, caller.subject, now=datetime.now(UTC), dry_run=dry_run)
    return await once.reply(200, work)


@router.get("/export", response_class=StreamingResponse, responses={**_FILE, **problems()})
async def export_activities(
    request: Request, caller: Caller, form: Annotated[Format, Query(alias="format")] = "csv"
) -> StreamingResponse:
    """The whole catalogue, drafts and what is retired included, as a file that can be imported again."""
    kind = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}[form]
    headers = {"Content-Disposition": f'attachment; filename="eigenwijs-activities.{form}"'}
    parts = _parts(request.app.state.sessions, caller, form)
    return StreamingResponse(parts, media_type=kind, headers=headers)


async def _parts(sessions: Sessions, caller: Principal, form: Format) -> AsyncIterator[str]:
    """Each part is read in a moment of its own: a slow download holds no connection."""
    if form == "csv":
        yield _table([COLUMNS])
    after = None
    while True:
        async with board_transaction(sessions, caller.board_id) as session:
            rows = await store.page(session, after, PART)
        told = [_told(row) for row in rows]
        yield _table([to_row(one) for one in told]) if form == "csv" else _lines(told)
        if len(rows) < PART:
            return
        after = rows[-1].activity_id


def _told(row: TableRow[Any]) -> dict[str, Any]:
    names = TransferredIn.model_fields
    values = {name: value for name, value in row._mapping.items() if name in names}
    told = TransferredIn.model_construct(**values).model_dump(mode="json", by_alias=True)
    return {name: told[name] for name in COLUMNS}


def _table(rows: Sequence[Sequence[str]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue()


def _lines(activities: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in activities)
