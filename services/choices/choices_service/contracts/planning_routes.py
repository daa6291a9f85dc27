"""Proposals and re-plans over HTTP: the solver is asked outside any transaction, and its answer kept only if it still
fits what is there."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import JSONResponse

from choices_service.choices.problems import DialForbids
from choices_service.contracts import actions, proposals, replans
from choices_service.contracts.loading import load
from choices_service.contracts.overview import overview
from choices_service.contracts.problems import (
    ContractHolds,
    NotSigned,
    UnknownContract,
    UnknownTask,
    WeekPast,
    Withdrawn,
)
from choices_service.contracts.proposing import propose, propose_all
from choices_service.contracts.routes import KEYS, Spoken
from choices_service.contracts.schemas import GroupProposalIn, ProposalIn, ReplanIn
from choices_service.contracts.shapes import GroupProposalOut, OverviewOut, ProposalOut, ReplannedOut
from choices_service.contracts.suggesting import suggest
from choices_service.planning.planner import PlannerAway, Planning
from choices_service.timetables.rules import today_here
from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session, Sessions, board_transaction
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.idempotency import OncePerKey
from eigenwijs_shared.models import Day
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableGroup, UnknownGroup, dials_of, find_group

router = APIRouter(tags=["contracts"])


async def sessions_of(request: Request) -> Sessions:
    found: Sessions = request.app.state.sessions
    return found


Opened = Annotated[Sessions, Depends(sessions_of)]


@router.post(
    "/contracts/{contract_id}/proposal",
    dependencies=[needs("contracts:write")],
    responses=problems(
        UnknownContract, DialForbids, ContractHolds, Withdrawn, WeekPast, PreconditionFailed, PlannerAway
    ),
)
async def post_proposal(
    contract_id: UUID, asked: ProposalIn, caller: Caller, sessions: Opened, planner: Planning, language: Spoken
) -> ProposalOut:
    """The best plan for this draft, or why there is none and what would help. Asked again it is the same."""
    now = datetime.now(UTC)
    async with board_transaction(sessions, caller.board_id) as session:
        row, learner = await actions.reach(session, caller, contract_id)
        actions.may_change(row, now)
        one = (await load(session, [row]))[contract_id]
    found = await propose(planner, one.week, {contract_id: one.around}, today_here(now))
    applied = False
    if asked.apply and found.state != "impossible":
        async with board_transaction(sessions, caller.board_id) as session:
            applied = await proposals.apply(session, one, found, learner, caller, now)
            row, _ = await actions.reach(session, caller, contract_id)
            one = (await load(session, [row]))[contract_id]
    return proposals.said(one, found, language, applied=applied)


@router.post(
    "/groups/{group_id}/contracts/proposal",
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownGroup, PreconditionFailed, PlannerAway),
)
async def post_group_proposal(
    group_id: UUID, asked: GroupProposalIn, caller: Caller, sessions: Opened, planner: Planning, language: Spoken
) -> GroupProposalOut:
    """Plans for all drafts of a group at once: who works together does so on the same day.

    What is applied is applied as a whole; learners who plan for themselves by the dial are shown theirs.
    """
    now = datetime.now(UTC)
    async with board_transaction(sessions, caller.board_id) as session:
        group = await find_group(session, caller, group_id)
        learners = {learner.learner_id: learner for learner in group.learners}
        rows = await proposals.open_contracts(session, group.learners, asked.week)
        loaded = await load(session, [row for row in rows if row.ends_on >= today_here(now)])
        dials = {one.row.learner_id: await dials_of(session, learners[one.row.learner_id]) for one in loaded.values()}
    grouped = proposals.Grouped(loaded, dials)
    weeks = grouped.weeks()
    if not weeks:
        return GroupProposalOut(group_id=group_id, state="best", gap=0.0, proposals=[])
    found, whole = await propose_all(planner, weeks, grouped.around(), today_here(now))
    applied: set[UUID] = set()
    if asked.apply:
        async with board_transaction(sessions, caller.board_id) as session:
            for one in sorted(found, key=lambda each: each.week.contract_id):
                seen, learner = loaded[one.week.contract_id], learners[one.week.learner_id]
                if one.state == "impossible":
                    continue
                # Who plans for itself sees the proposal, and nobody else's waits for that.
                with suppress(DialForbids):
                    if await proposals.apply(session, seen, one, learner, caller, now):
                        applied.add(one.week.contract_id)
            fresh = await proposals.open_contracts(session, group.learners, asked.week)
            loaded = await load(session, fresh)
    return GroupProposalOut(
        group_id=group_id,
        state="impossible" if any(one.state == "impossible" for one in found) else _proven(whole.state == "best"),
        gap=round(whole.gap, 4),
        proposals=[
            proposals.said(loaded[one.week.contract_id], one, language, applied=one.week.contract_id in applied)
            for one in found
            if one.week.contract_id in loaded
        ],
    )


def _proven(best: bool) -> Literal["best", "within"]:
    return "best" if best else "within"


async def solved(
    contract_id: Annotated[UUID, Path()],
    asked: ReplanIn,
    caller: Caller,
    sessions: Opened,
    planner: Planning,
) -> replans.Solved | None:
    """The re-plan, made before this request's transaction begins; None where there is none to make."""
    now = datetime.now(UTC)
    async with board_transaction(sessions, caller.board_id) as session:
        row, _ = await actions.reach(session, caller, contract_id)
        if row.state != "signed" or row.ends_on < today_here(now):
            return None
        looked = await replans.look(session, row)
    return await replans.solve(planner, looked, asked, today_here(now))


@router.post(
    "/contracts/{contract_id}/replan",
    response_model=ReplannedOut,
    dependencies=[needs("contracts:write")],
    responses=problems(
        UnknownContract, UnknownTask, NotSigned, WeekPast, DialForbids, PreconditionFailed, PlannerAway, *KEYS
    ),
)
async def replan_contract(
    contract_id: UUID,
    asked: ReplanIn,
    found: Annotated[replans.Solved | None, Depends(solved)],
    session: Session,
    caller: Caller,
    once: OncePerKey,
    language: Spoken,
) -> JSONResponse:
    """Plan a contract that holds again with the least change, for illness, an early finish or a task less.

    What does not fit is kept for a next week. Each move says why; companions' contracts move along where they must.
    After an early finish up to three things are offered for the time left; none is put in by itself.
    """
    return await once.reply(200, partial(_replanned, contract_id, asked, found, session, caller, language))


async def _replanned(
    contract_id: UUID,
    asked: ReplanIn,
    found: replans.Solved | None,
    session: Session,
    caller: Principal,
    language: Spoken,
) -> ReplannedOut:
    now = datetime.now(UTC)
    row, learner = await actions.reach(session, caller, contract_id)
    await replans.check(session, row, learner, asked, caller, now)
    if found is None:
        raise PreconditionFailed
    row = await replans.keep(session, row, asked, found, caller, now)
    contract = (await actions.in_full(session, [row], learner, language, now))[0]
    early = asked.because == "early-finish"
    suggestions = await suggest(session, row, learner, language, now) if early else []
    return ReplannedOut(**dict(contract), suggestions=suggestions)


@router.get("/groups/{group_id}/contracts", dependencies=[needs("contracts:read")], responses=problems(UnknownGroup))
async def list_group_contracts(
    group: ReachableGroup, session: Session, paging: PageAsked, week: Day | None = None
) -> Page[OverviewOut]:
    """The contract of each learner of the group on that day (today unless said), in no order of merit."""
    today = today_here(datetime.now(UTC))
    seen = paging.after_id
    left = [learner for learner in group.learners if seen is None or learner.learner_id > seen]
    lines = await overview(session, left[: paging.limit + 1], week or today, today)
    last = [lines[paging.limit - 1].learner_id] if len(lines) > paging.limit else None
    return paging.page(lines, last)
