"""Erasing a learner, how that goes, and what the law keeps of those who were erased."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.erasure import actions, store
from profile_service.erasure.problems import RosterBusy, UnknownErasure
from profile_service.erasure.schemas import ErasureIn, ErasureOut, KeptApartOut

router = APIRouter(tags=["rights"], dependencies=[needs("erasure:write")])


@router.post(
    "/learners/{learner_id}/erasure",
    status_code=202,
    response_model=ErasureOut,
    responses=problems(UnknownLearner, RosterBusy),
)
async def post_erasure(
    learner_id: UUID, wanted: ErasureIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Erase everything about a learner, here at once and from every service and stream soon after.

    Take the learner out of the student-information system too: its next package would bring a new, empty learner.
    """
    erase = partial(actions.request_erasure, session, caller, learner_id, wanted, now=datetime.now(UTC))
    return await once.reply(202, erase, location=lambda made: f"/v1/board/erasures/{made['requestId']}")


@router.get("/board/erasures", responses=problems())
async def get_erasures(session: Session, paging: PageAsked) -> Page[ErasureOut]:
    """The board's erasures, the newest first."""
    rows = await store.requests(session, paging.after_id, paging.limit)
    receipts = await store.receipts_of(session, [row.request_id for row in rows])
    return paging.of(rows, lambda row: actions.shown(row, receipts[row.request_id]), lambda row: [row.request_id])


@router.get("/board/erasures/{request_id}", responses=problems(UnknownErasure))
async def get_erasure(request_id: UUID, session: Session) -> ErasureOut:
    """How an erasure goes: a receipt from each service, and `done` when all are there."""
    return await actions.show_erasure(session, request_id)


@router.get("/board/kept-apart", responses=problems())
async def get_kept_apart(session: Session, paging: PageAsked) -> Page[KeptApartOut]:
    """The enrolment administration of erased learners: on which ground, and until when."""
    rows = await store.kept(session, paging.after_id, paging.limit)
    return paging.of(rows, KeptApartOut.model_validate, lambda row: [row.kept_id])
