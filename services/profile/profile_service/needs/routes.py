"""Needs, not diagnoses: which accommodations help a learner."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.contracts.needs import NEEDS
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.needs import actions, store, vocabulary
from profile_service.needs.rules import UnknownNeed
from profile_service.needs.schemas import NeedIn, NeedOut, NeedWordOut
from profile_service.needs.tables import held_need
from profile_service.people.reach import ReachableLearner
from profile_service.people.store import rows_of

router = APIRouter(tags=["needs"])
OF_LEARNER = "/learners/{learner_id}/needs"


@router.get("/needs", dependencies=[needs("needs:read")], responses=problems())
async def get_vocabulary(paging: PageAsked) -> Page[NeedWordOut]:
    """All accommodations that there are, in Dutch and English, and what each does."""
    seen = paging.after_number
    return paging.of(NEEDS[seen : seen + paging.limit + 1], vocabulary.word_out, lambda _need: [seen + paging.limit])


@router.get(OF_LEARNER, dependencies=[needs("needs:read")], responses=problems(UnknownLearner))
async def get_needs(
    found: ReachableLearner,
    session: Session,
    paging: PageAsked,
    history: Annotated[bool, Query(description="Also what has ended")] = False,
) -> Page[NeedOut]:
    """What helps this learner now, newest first."""
    query = store.needs_of(found.learner_id)
    if not history:
        query = query.where(store.present(datetime.now(UTC).date()))
    if paging.after_id is not None:
        query = query.where(held_need.c.need_id < paging.after_id)
    rows = await rows_of(session, query, paging.limit)
    return paging.of(rows, NeedOut.model_validate, lambda row: [row.need_id])


@router.post(
    OF_LEARNER,
    status_code=201,
    response_model=NeedOut,
    dependencies=[needs("needs:write")],
    responses=problems(UnknownLearner, KeyReused, KeyInFlight),
)
async def post_need(
    found: ReachableLearner, wanted: NeedIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Set an accommodation from the vocabulary; free text and diagnoses are refused, with what fits instead."""
    return await once.reply(
        201, partial(actions.set_need, session, found.learner_id, wanted, caller, now=datetime.now(UTC))
    )


@router.delete(
    f"{OF_LEARNER}/{{need_id}}",
    status_code=204,
    dependencies=[needs("needs:write")],
    responses=problems(UnknownLearner, UnknownNeed),
)
async def delete_need(found: ReachableLearner, need_id: UUID, session: Session, caller: Caller) -> None:
    """It is not needed any more; it stays in the history."""
    await actions.end_need(session, found.learner_id, need_id, caller, now=datetime.now(UTC))
