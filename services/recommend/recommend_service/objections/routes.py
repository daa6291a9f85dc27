"""Objections over HTTP: raise, follow, withdraw, decide; and how the board does."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner, find_group, find_learner, within_reach
from recommend_service.cards.moment import moment_of, picture_of
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.model import Catalogue
from recommend_service.decisions.views import reader_of
from recommend_service.language import Spoken
from recommend_service.objections import actions, store
from recommend_service.objections.figures import figures_of
from recommend_service.objections.problems import (
    NeedsEvidence,
    NothingToContest,
    NotYoursToWithdraw,
    ObjectionClosed,
    ObjectionOpen,
    UnknownContested,
    UnknownObjection,
)
from recommend_service.objections.schemas import DecisionIn, FiguresOut, ObjectionIn, ObjectionOut, Status
from recommend_service.objections.views import objection_out

router = APIRouter(prefix="/objections", tags=["objections"])
READ, WRITE, DECIDE = ([needs(f"objections:{what}")] for what in ("read", "write", "decide"))
LOOKED_AT = "objections"


@router.get("", dependencies=READ, responses=problems(UnknownLearner, UnknownGroup))
async def list_objections(
    request: Request,
    session: Session,
    caller: Caller,
    catalogue: BoardCatalogue,
    language: Spoken,
    paging: PageAsked,
    learner_id: Annotated[UUID | None, Query(alias="learnerId")] = None,
    group_id: Annotated[UUID | None, Query(alias="groupId")] = None,
    status: Status | None = None,
) -> Page[ObjectionOut]:
    """Those about learners in reach, the newest first; of one learner, or of who is in a group now."""
    which = [await within_reach(session, caller, store.of.learner_id)]
    if learner_id is not None:
        which.append(store.of.learner_id == (await find_learner(session, caller, learner_id)).learner_id)
    if group_id is not None:
        group = await find_group(session, caller, group_id)
        which.append(store.of.learner_id.in_([one.learner_id for one in group.learners]))
    rows = await store.page_of(session, which, status, paging.after_id, paging.limit + 1)
    facts = await store.facts_of(session, [row.objection_id for row in rows])
    await announce_looks(request, session, caller, *{row.learner_id for row in rows[: paging.limit]}, what=LOOKED_AT)
    reader = reader_of(caller)

    def show(row: Any) -> ObjectionOut:
        return objection_out(row, facts.get(row.objection_id, ()), catalogue, reader, language)

    return paging.of(rows, show, lambda row: [row.objection_id])


@router.post(
    "",
    status_code=201,
    response_model=ObjectionOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner, UnknownContested, NothingToContest, ObjectionOpen, KeyReused, KeyInFlight),
)
async def post_objection(
    wanted: ObjectionIn,
    session: Session,
    caller: Caller,
    catalogue: BoardCatalogue,
    language: Spoken,
    once: OncePerKey,
) -> JSONResponse:
    """Contest an estimate, a card or an open watch, in your own words: a check is asked, and a person decides."""

    async def work() -> ObjectionOut:
        row = await actions.raise_one(session, wanted, caller, catalogue, datetime.now(UTC))
        return objection_out(row, (), catalogue, reader_of(caller), language, row.probability)

    return await once.reply(201, work, location=lambda made: f"/v1/objections/{made['objectionId']}")


@router.get("/figures", dependencies=[needs("exports:read")])
async def get_figures(session: Session, days: Annotated[int, Query(ge=1, le=3660)] = 365) -> FiguresOut:
    """How many are open, how soon a person decides, and which share is upheld; nothing about fewer than ten."""
    rows = await store.raised_since(session, datetime.now(UTC) - timedelta(days=days))
    return figures_of(rows, days)


@router.get("/{objection_id}", dependencies=READ, responses=problems(UnknownObjection))
async def get_objection(
    objection_id: UUID, request: Request, session: Session, caller: Caller, catalogue: BoardCatalogue, language: Spoken
) -> ObjectionOut:
    """With the evidence that came since, and how the estimate moved by it."""
    row = await store.find(session, objection_id, await within_reach(session, caller, store.of.learner_id))
    if row is None:
        raise UnknownObjection
    await announce_looks(request, session, caller, row.learner_id, what=LOOKED_AT)
    return await _whole(session, row, caller, catalogue, language)


@router.delete(
    "/{objection_id}", dependencies=WRITE, responses=problems(UnknownObjection, NotYoursToWithdraw, ObjectionClosed)
)
async def delete_objection(
    objection_id: UUID, session: Session, caller: Caller, catalogue: BoardCatalogue, language: Spoken
) -> ObjectionOut:
    """Withdraw it; it is kept."""
    row = await actions.withdraw(session, objection_id, caller, datetime.now(UTC))
    return await _whole(session, row, caller, catalogue, language)


@router.post(
    "/{objection_id}/decision",
    dependencies=DECIDE,
    responses=problems(UnknownObjection, ObjectionClosed, NeedsEvidence),
)
async def post_objection_decision(
    objection_id: UUID,
    wanted: DecisionIn,
    session: Session,
    caller: Caller,
    catalogue: BoardCatalogue,
    language: Spoken,
) -> ObjectionOut:
    """Decide, with a reason. An estimate is upheld on evidence made since, and is never set by hand."""
    row = await actions.decide(session, objection_id, wanted, caller, catalogue, datetime.now(UTC))
    return await _whole(session, row, caller, catalogue, language)


async def _whole(
    session: AsyncSession, row: Any, caller: Principal, catalogue: Catalogue, language: Language
) -> ObjectionOut:
    now = datetime.now(UTC)
    facts = (await store.facts_of(session, [row.objection_id])).get(row.objection_id, ())
    likely = None
    if row.goal_ids:
        learner = await find_learner(session, caller, row.learner_id)
        likely = round(
            (await picture_of(session, await moment_of(session, learner, catalogue, now))).probability(row.goal_ids[0]),
            4,
        )
    return objection_out(row, facts, catalogue, reader_of(caller), language, likely)
