"""For the board: how much there is, and all of it as files."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.responses import FileResponse

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from profile_service.exports import files, store
from profile_service.exports.datasets import DATASETS, Dataset
from profile_service.exports.errors import NoRoom
from profile_service.exports.schemas import CountsOut

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


@router.get("/exports/{dataset}", response_class=FileResponse, responses={**_FILE, **problems(NoRoom)})
async def get_dataset(
    dataset: Dataset, session: Session, form: Annotated[files.Format, Query(alias="format")] = "csv"
) -> FileResponse:
    """One dataset of the board, as it is at this moment; people are pseudonyms."""
    made = await files.write_file(session, DATASETS[dataset], form)
    return FileResponse(
        made,
        media_type=files.MEDIA_TYPES[form],
        filename=f"eigenwijs-{dataset}.{form}",
        background=BackgroundTask(made.unlink, missing_ok=True),
    )
