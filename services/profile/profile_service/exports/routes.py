"""For the board: how much there is, and all of it as files."""

import os
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import StreamingResponse

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import NotFound, problems
from profile_service.exports import files, store
from profile_service.exports.datasets import DATASETS, Dataset
from profile_service.exports.errors import NoRoom
from profile_service.exports.schemas import CountsOut

PART = 1 << 20
router = APIRouter(prefix="/board", tags=["board"], dependencies=[needs("exports:read")])
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The dataset as a file",
        "content": {kind.split(";")[0]: _BINARY for kind in files.MEDIA_TYPES.values()},
    }
}


@router.get("/counts", responses=problems())
async def get_counts(session: Session) -> CountsOut:
    """How many schools, groups, people and facts the board has."""
    return CountsOut.model_validate(await store.count(session))


@router.get("/exports/{dataset}", response_class=StreamingResponse, responses={**_FILE, **problems(NotFound, NoRoom)})
async def get_dataset(
    dataset: Dataset, session: Session, form: Annotated[files.Format, Query(alias="format")] = "csv"
) -> StreamingResponse:
    """One dataset of the board, as it is at this moment; people are pseudonyms."""
    made = await files.write_file(session, DATASETS[dataset], form)
    headers = {
        "Content-Disposition": f'attachment; filename="eigenwijs-{dataset}.{form}"',
        "Content-Length": str(made.seek(0, os.SEEK_END)),
    }
    made.seek(0)
    return StreamingResponse(_parts(made), media_type=files.MEDIA_TYPES[form], headers=headers)


def _parts(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while part := made.read(PART):
            yield part
