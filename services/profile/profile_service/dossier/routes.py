"""The dossier: everything that every service holds of a learner, in one file."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session, board_transaction
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.dossier import actions, store
from profile_service.dossier.errors import DossierNotDone, UnknownDossier
from profile_service.dossier.schemas import DossierOut
from profile_service.people.reach import ReachableLearner

router = APIRouter(prefix="/learners/{learner_id}/dossier", tags=["rights"], dependencies=[needs("dossier:write")])
_ZIP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "dossier.html to read, and all data for machines",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("", status_code=202, response_model=DossierOut, responses=problems(UnknownLearner))
async def post_dossier(
    found: ReachableLearner, session: Session, caller: Caller, request: Request, once: OncePerKey
) -> Response:
    """Ask for the dossier; while one is being gathered, the same is given."""
    language = preferred_language(request.headers.get("accept-language"))

    async def ask() -> DossierOut:
        return actions.shown(await actions.ask(session, found.learner_id, caller, now=datetime.now(UTC)), language)

    here = f"/v1/learners/{found.learner_id}/dossier"
    return await once.reply(202, ask, location=lambda made: f"{here}/{made['requestId']}")


@router.get("/{request_id}", responses=problems(UnknownLearner, UnknownDossier))
async def get_dossier(found: ReachableLearner, request_id: UUID, session: Session, request: Request) -> DossierOut:
    """How far it is: a receipt of each service, and the link once it is done."""
    row = await store.find(session, found.learner_id, request_id)
    if row is None:
        raise UnknownDossier
    return actions.shown(row, preferred_language(request.headers.get("accept-language")))


@router.get(
    "/{request_id}/download",
    response_class=StreamingResponse,
    responses={**_ZIP, **problems(UnknownLearner, UnknownDossier, DossierNotDone)},
)
async def get_dossier_file(
    found: ReachableLearner, request_id: UUID, session: Session, request: Request, caller: Caller
) -> StreamingResponse:
    """The file itself, for a week."""
    row = await store.find(session, found.learner_id, request_id)
    if row is None:
        raise UnknownDossier
    if row.state != "done":
        raise DossierNotDone

    async def content() -> AsyncIterator[bytes]:
        # The request's own transaction ends before its answer leaves.
        async with board_transaction(request.app.state.sessions, caller.board_id) as reading:
            async for part in store.content(reading, request_id):
                yield part

    headers = {"Content-Disposition": f'attachment; filename="dossier-{request_id}.zip"', "Cache-Control": "no-store"}
    return StreamingResponse(content(), media_type="application/zip", headers=headers)
