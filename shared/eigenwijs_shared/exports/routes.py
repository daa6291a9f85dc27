"""The one route that gives a dataset as a file; each service has it for the datasets that it owns."""

import os
from collections.abc import Iterator
from typing import IO, Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import StreamingResponse

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.exports import files
from eigenwijs_shared.exports.datasets import PROMISED, Datasets, Service
from eigenwijs_shared.exports.errors import NoRoom, unknown_dataset

PART = 1 << 20
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The dataset as a file",
        "content": {kind.split(";")[0]: _BINARY for kind in files.MEDIA_TYPES.values()},
    }
}


def export_routes(service: Service, datasets: Datasets) -> APIRouter:
    """`GET /board/exports/{dataset}` of what this service promises, no more and no less."""
    if set(datasets) != set(PROMISED[service]):
        raise ValueError(f"{service} promises other datasets than it has")
    router = APIRouter(prefix="/board", tags=["board"], dependencies=[needs("exports:read")])
    name = Path(json_schema_extra={"enum": list(PROMISED[service])})

    @router.get("/exports/{dataset}", response_class=StreamingResponse, responses={**_FILE, **problems(NoRoom)})
    async def get_dataset(
        dataset: Annotated[str, name], session: Session, form: Annotated[files.Format, Query(alias="format")] = "csv"
    ) -> StreamingResponse:
        """One dataset of the board, as it is at this moment; people are pseudonyms."""
        columns = datasets.get(dataset)
        if columns is None:
            raise unknown_dataset()
        made = await files.write_file(session, columns, form)
        headers = {
            "Content-Disposition": f'attachment; filename="eigenwijs-{dataset}.{form}"',
            "Content-Length": str(made.seek(0, os.SEEK_END)),
        }
        made.seek(0)
        return StreamingResponse(_parts(made), media_type=files.MEDIA_TYPES[form], headers=headers)

    return router


def _parts(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while part := made.read(PART):
            yield part
