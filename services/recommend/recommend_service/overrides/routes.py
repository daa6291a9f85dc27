"""Overrides over HTTP."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import JSONResponse

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.overrides import actions, store
from recommend_service.overrides.problems import ForTheBoard, UnknownOverride
from recommend_service.overrides.schemas import OverrideIn, OverrideOut

router = APIRouter(prefix="/overrides", tags=["overrides"])
READ, WRITE = [needs("overrides:read")], [needs("overrides:write")]


@router.get("", dependencies=READ)
async def list_overrides(session: Session, caller: Caller, paging: PageAsked) -> Page[OverrideOut]:
    """Those for the learners and groups in reach and for the board, the newest first; ended ones too."""
    which = await store.within_reach(session, caller)
    rows = await store.page_of(session, which, paging.after_id, paging.limit + 1)
    return paging.of(rows, lambda one: one, lambda one: [one.override_id])


@router.post(
    "",
    status_code=201,
    response_model=OverrideOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownGroup, ForTheBoard, KeyReused, KeyInFlight),
)
async def post_override(
    wanted: OverrideIn, session: Session, caller: Caller, catalogue: BoardCatalogue, once: OncePerKey
) -> JSONResponse:
    """Pin or leave out, set a level, or pause the recommender: from the next card on, within dial and needs."""

    async def work() -> OverrideOut:
        return await actions.make(session, wanted, caller, catalogue, datetime.now(UTC))

    return await once.reply(201, work)


@router.delete("/{override_id}", dependencies=WRITE, responses=problems(UnknownOverride, ForTheBoard))
async def delete_override(override_id: UUID, session: Session, caller: Caller) -> OverrideOut:
    """End it; it is kept, with who ended it."""
    return await actions.end(session, override_id, caller, datetime.now(UTC))
