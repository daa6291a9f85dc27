"""Reading and moving the dial of a learner, a group or the board."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Forbidden, PreconditionFailed, preferred_language, problems
from eigenwijs_shared.idempotency import Once, OncePerKey
from eigenwijs_shared.models import Time
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner
from profile_service.agency import actions, store
from profile_service.agency.effective import explain
from profile_service.agency.moving import Place
from profile_service.agency.presets import PRESETS
from profile_service.agency.schemas import (
    AgencyIn,
    AgencyOut,
    AppliedOut,
    EffectiveOut,
    MoveOut,
    PresetIn,
    PresetsOut,
    Subject,
)
from profile_service.agency.views import preset_out
from profile_service.people.reach import ReachableGroup, ReachableLearner

router = APIRouter(tags=["agency"])
OfSubject = Annotated[Subject | None, Query(description="A subject, such as rekenen-en-wiskunde; else all subjects")]
IfMatch = Annotated[str | None, Header(max_length=1000)]
At = Annotated[Time | None, Query(description="Any moment, past or to come; else now")]
Accepted = Annotated[str | None, Header(alias="accept-language")]
READ, WRITE = [needs("agency:read")], [needs("agency:write")]


async def _read(session: AsyncSession, place: Place, subject: str | None) -> Response:
    # The very bytes that If-Match is compared with.
    shown = await actions.read_dial(session, place, subject, now=datetime.now(UTC))
    return Response(actions.as_json(shown), media_type="application/json")


async def _move(
    session: AsyncSession, place: Place, wanted: AgencyIn, caller: Principal, if_match: str | None
) -> AgencyOut:
    return await actions.move_dial(session, place, wanted, caller, now=datetime.now(UTC), if_match=if_match)


async def _preset(once: Once, session: AsyncSession, place: Place, wanted: PresetIn, caller: Principal) -> Response:
    return await once.reply(200, partial(actions.apply_preset, session, place, wanted, caller, now=datetime.now(UTC)))


class Asking:
    """What is asked of the dial at a place, and in which language to say why."""

    def __init__(
        self, response: Response, caller: Caller, subject: OfSubject = None, at: At = None, language: Accepted = None
    ) -> None:
        self.subject, self.at, self.caller = subject, at, caller
        self.language = preferred_language(language)
        response.headers["Content-Language"] = self.language

    async def explain(self, session: AsyncSession, place: Place) -> EffectiveOut:
        now = datetime.now(UTC)
        return await explain(session, place, self.subject, self.caller, self.language, now=now, at=self.at)


Asked = Annotated[Asking, Depends()]


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


@router.get("/agency/presets", dependencies=READ, responses=problems())
async def get_presets(response: Response, language: Accepted = None) -> PresetsOut:
    """Starts that a school understands, in the caller's language."""
    chosen = preferred_language(language)
    response.headers["Content-Language"] = chosen
    return PresetsOut(items=[preset_out(preset, chosen) for preset in PRESETS.values()])


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
    _check_runs_board(caller)
    return await _move(session, _of_board(caller), wanted, caller, if_match)


def _of_board(caller: Principal) -> Place:
    if caller.board_id is None:
        raise Forbidden(scope="agency:read, board")
    return Place("board", caller.board_id)


@router.post(
    "/learners/{learner_id}/agency/preset",
    response_model=AppliedOut,
    dependencies=WRITE,
    responses=problems(UnknownLearner),
)
async def post_learner_preset(
    found: ReachableLearner, wanted: PresetIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Take a preset as a start for this learner."""
    return await _preset(once, session, _of_learner(found, session), wanted, caller)


@router.get("/learners/{learner_id}/agency/effective", dependencies=READ, responses=problems(UnknownLearner))
async def get_learner_effective(found: ReachableLearner, session: Session, asked: Asked) -> EffectiveOut:
    """Which rule decides each dimension for this learner, at any moment, and why."""
    return await asked.explain(session, _of_learner(found, session))


@router.post(
    "/groups/{group_id}/agency/preset", response_model=AppliedOut, dependencies=WRITE, responses=problems(UnknownGroup)
)
async def post_group_preset(
    found: ReachableGroup, wanted: PresetIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Take a preset as a start for this group."""
    return await _preset(once, session, _of_group(found, session), wanted, caller)


@router.get("/groups/{group_id}/agency/effective", dependencies=READ, responses=problems(UnknownGroup))
async def get_group_effective(found: ReachableGroup, session: Session, asked: Asked) -> EffectiveOut:
    """Which rule decides each dimension for this group, at any moment, and why."""
    return await asked.explain(session, _of_group(found, session))


@router.post("/board/agency/preset", response_model=AppliedOut, dependencies=WRITE, responses=problems())
async def post_board_preset(wanted: PresetIn, session: Session, caller: Caller, once: OncePerKey) -> Response:
    """Take a preset as a start for the whole board: its administrators and systems only."""
    _check_runs_board(caller)
    return await _preset(once, session, _of_board(caller), wanted, caller)


@router.get("/board/agency/effective", dependencies=READ, responses=problems())
async def get_board_effective(session: Session, asked: Asked) -> EffectiveOut:
    """Which rule decides each dimension where nothing more specific is set."""
    return await asked.explain(session, _of_board(asked.caller))


@router.get("/board/agency/history", dependencies=READ, responses=problems())
async def get_board_agency_history(session: Session, caller: Caller, paging: PageAsked) -> Page[MoveOut]:
    """Every move of the board's dial, newest first."""
    return await _history(session, _of_board(caller), paging)


def _check_runs_board(caller: Principal) -> None:
    if not caller.sees_whole_board:
        raise Forbidden(scope="agency:write, board")
