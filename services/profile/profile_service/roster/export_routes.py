"""The board's roster as a OneRoster package out."""

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import IO

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import DiskFull, problems
from eigenwijs_shared.outage import disk_is_full
from profile_service.roster.actions import IN_MEMORY
from profile_service.roster.exporting import write_roster

router = APIRouter(prefix="/roster/export", tags=["roster"], dependencies=[needs("roster:write")])
_PIECE = 262_144


@router.get(
    "",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}}, **problems(DiskFull)},
)
async def get_export(session: Session) -> StreamingResponse:
    """The present roster as a OneRoster 1.2 bulk package; imported again, it changes nothing."""
    now = datetime.now(UTC)
    made: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when the last piece has gone
    try:
        await write_roster(session, made, today=now.date())
        length = made.tell()
        made.seek(0)  # writes out what is buffered: here a disk may turn out to be full
    except BaseException as error:
        with suppress(OSError):  # which closing does too, and fails on once more
            made.close()
        if disk_is_full(error):
            raise DiskFull from error
        raise
    disposition = f'attachment; filename="roster-{now.date().isoformat()}.zip"'
    headers = {"Content-Disposition": disposition, "Content-Length": str(length), "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(made), headers=headers, media_type="application/zip")


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while piece := made.read(_PIECE):
            yield piece
