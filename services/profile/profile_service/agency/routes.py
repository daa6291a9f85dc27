"""Reading and moving the dial of a learner, a group or the board."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, PreconditionFailed, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.agency import actions, store
from profile_service.agency.actions import Place
from profile_service.agency.schemas import AgencyIn, AgencyOut, MoveOut, Subject
from profile_service.people.errors import UnknownGroup
from profile_service.people.reach import ReachableGroup, ReachableLearner

router = APIRouter(tags=["agency"])
OfSubject = Annotated[Subject | None, Query(description="A subject, such as rekenen-en-wiskunde; else all subjects")]
IfMatch = Annotated[str | None, Header(max_length=1000)]
READ, WRITE = [needs("agency:read")], [needs("agency:write")]


async def _read(session: AsyncSession, place: Place, subject: str | None) -> Response:
    # The very bytes that If-Match is compared with.
    return Response(actions.as_json(await actions.read_dial(session, place, subject)), media_type="application/json")


async def _move(
    session: AsyncSession, place: Place, wanted: AgencyIn, caller: Principal, if_match: str | None
) -> AgencyOut:
    return await actions.move_dial(session, place, wanted, caller, now=datetime.now(UTC), if_match=if_match)


def _of_learner(found: ReachableLearner, session: Session) -> Place:
    return Place("learner", found.learner_id, [*found.group_ids, session.info["board_id"]])


def _of_group(found: ReachableGroup, session: Session) -> Place:
    return Place("group", found.group_id, [session.info["board_id"]])


def _move_out(row: object) -> MoveOut:
    shown = MoveOut.model_validate(row)
    return shown.model_copy(update={"subject": shown.subject or None})


async def _history(session: AsyncSession, place: Place, paging: PageAsked) -> Page[MoveOut]:
    seen = paging.after_number
    rows = await store.moves_of(session, place.scope_id, seen, paging.limit)
    return paging.of(rows, _move_out, lambda _row: [seen + paging.limit])


@router.get(
    "/learners/{learner_id}/agency", response_model=AgencyOut, dependencies=READ, responses=problems(UnknownLearner)
)
async def get_learner_agency(found: ReachableLearner, session: Session, subject: OfSubject = None) -> Response:
    """Who decides what for this learner, and which setting says so."""
    return await _read(session, _of_learner(found, session), subject)


@router.put("/learners/{learner_id}/agency", dependencies=WRITE, responses=problems(UnknownLearner, PreconditionFailed))
async def put_learner_agency(
    found: ReachableLearner, wanted: AgencyIn, session: Session, caller: Caller, if_match: IfMatch = None
) -> AgencyOut:
    """Move the dial for this learner."""
    return await _move(session, _of_learner(found, session), wanted, caller, if_match)


@router.get("/learners/{learner_id}/agency/history", dependencies=READ, responses=problems(UnknownLearner))
async def get_learner_agency_history(found: ReachableLearner, session: Session, paging: PageAsked) -> Page[MoveOut]:
    """Every move of this learner's own dial, newest first."""
    return await _history(session, _of_learner(found, session), paging)


@router.get("/groups/{group_id}/agency", response_model=AgencyOut, dependencies=READ, responses=problems(UnknownGroup))
async def get_group_agency(found: ReachableGroup, session: Session, subject: OfSubject = None) -> Response:
    """Who decides what for this group."""
    return await _read(session, _of_group(found, session), subject)


@router.put("/groups/{group_id}/agency", dependencies=WRITE, responses=problems(UnknownGroup, PreconditionFailed))
async def put_group_agency(
    found: ReachableGroup, wanted: AgencyIn, session: Session, caller: Caller, if_match: IfMatch = None
) -> AgencyOut:
    """Move the dial for this group."""
    return await _move(session, _of_group(found, session), wanted, caller, if_match)


@router.get("/groups/{group_id}/agency/history", dependencies=READ, responses=problems(UnknownGroup))
async def get_group_agency_history(found: ReachableGroup, session: Session, paging: PageAsked) -> Page[MoveOut]:
    """Every move of this group's dial, newest first."""
    return await _history(session, _of_group(found, session), paging)


@router.get("/board/agency", response_model=AgencyOut, dependencies=READ, responses=problems())
async def get_board_agency(session: Session, caller: Caller, subject: OfSubject = None) -> Response:
    """Who decides what on the whole board, where nothing more specific is set."""
    return await _read(session, _of_board(caller), subject)


@router.put("/board/agency", dependencies=WRITE, responses=problems(PreconditionFailed))
async def put_board_agency(wanted: AgencyIn, session: Session, caller: Caller, if_match: IfMatch = None) -> AgencyOut:
    """Move the dial for the whole board: its administrators and systems only."""
    if not caller.sees_whole_board:
        raise Forbidden(scope="agency:write, board")
    return await _move(session, _of_board(caller), wanted, caller, if_match)


def _of_board(caller: Principal) -> Place:
    if caller.board_id is None:
        raise Forbidden(scope="agency:read, board")
    return Place("board", caller.board_id)
