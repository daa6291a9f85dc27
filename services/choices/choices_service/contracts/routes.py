"""Contracts (weektaken) over HTTP."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from starlette.responses import JSONResponse

from choices_service.choices.awaiting import await_cards
from choices_service.choices.problems import CardNotHereYet, DialForbids, UnknownCard
from choices_service.contracts import actions, store
from choices_service.contracts.problems import (
    ContractHolds,
    Overlaps,
    PlanDoesNotHold,
    RevisionPast,
    SignedByAnother,
    UnknownContract,
    UnknownTask,
    WeekPast,
    Withdrawn,
)
from choices_service.contracts.schemas import AgreementIn, ContractIn, CopyIn, DoneIn, SignIn
from choices_service.contracts.shapes import ContractOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, PreconditionFailed, preferred_language, problems
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.models import Day
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import UnknownLearner, find_learner

router = APIRouter(tags=["contracts"])

KEYS = (KeyReused, KeyInFlight)
CHANGING = (DialForbids, WeekPast, UnknownCard, CardNotHereYet)


async def with_cards(request: Request, caller: Caller, asked: AgreementIn) -> None:
    """Go on once the cards that the tasks come from are here, outside any transaction."""
    await await_cards(request, caller, {task.card_id for task in asked.tasks if task.card_id is not None})


async def drafted_with_cards(request: Request, caller: Caller, asked: ContractIn) -> ContractIn:
    """What to draft, see `with_cards`."""
    await with_cards(request, caller, asked)
    return asked


async def changed_with_cards(request: Request, caller: Caller, asked: AgreementIn) -> AgreementIn:
    """What to put in place, see `with_cards`."""
    await with_cards(request, caller, asked)
    return asked


async def spoken(response: Response, accept_language: Annotated[str | None, Header()] = None) -> Language:
    language = preferred_language(accept_language)
    response.headers["Content-Language"] = language
    return language


Spoken = Annotated[Language, Depends(spoken)]


def tagged(response: Response, out: ContractOut) -> ContractOut:
    """With an ETag that says the version (which `If-Match` asks for), and what is shown of it."""
    shown = tag_of(out.model_dump_json(by_alias=True).encode()).strip('"')
    response.headers["ETag"] = f'"{out.version}.{shown}"'
    return out


@router.post(
    "/contracts",
    status_code=201,
    response_model=ContractOut,
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownLearner, Overlaps, *CHANGING, *KEYS),
)
async def post_contract(
    asked: Annotated[ContractIn, Depends(drafted_with_cards, scope="function")],
    session: Session,
    caller: Caller,
    once: OncePerKey,
    language: Spoken,
) -> JSONResponse:
    """Draft a week, or another period: tasks from cards, own ideas, and what the dial leaves open beside that."""
    learner = await find_learner(session, caller, asked.learner_id)
    now = datetime.now(UTC)
    work = partial(actions.draft, session, learner, asked, caller, language, now)
    return await once.reply(201, work, location=lambda made: f"/v1/contracts/{made['contractId']}")


@router.get("/contracts", dependencies=[needs("contracts:read")], responses=problems(UnknownLearner))
async def list_contracts(
    request: Request,
    session: Session,
    caller: Caller,
    paging: PageAsked,
    language: Spoken,
    learner_id: Annotated[UUID, Query(alias="learnerId")],
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="until")] = None,
) -> Page[ContractOut]:
    """A learner's contracts, newest first, without those that were withdrawn."""
    learner = await find_learner(session, caller, learner_id)
    await announce_looks(request, session, caller, learner_id)
    rows = await store.page_of(session, learner_id, (first, last), paging.after_id, paging.limit + 1)
    after = [rows[paging.limit - 1].contract_id] if len(rows) > paging.limit else None
    return paging.page(await actions.in_full(session, rows, learner, language, datetime.now(UTC)), after)


@router.get("/contracts/{contract_id}", dependencies=[needs("contracts:read")], responses=problems(UnknownContract))
async def get_contract(
    contract_id: UUID, request: Request, session: Session, caller: Caller, response: Response, language: Spoken
) -> ContractOut:
    """A contract as it stands: its plan, what does not fit, who signed, how far it is, how it was re-planned."""
    row, learner = await actions.reach(session, caller, contract_id)
    await announce_looks(request, session, caller, row.learner_id)
    return tagged(response, (await actions.in_full(session, [row], learner, language, datetime.now(UTC)))[0])


@router.put(
    "/contracts/{contract_id}",
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownContract, ContractHolds, Withdrawn, PreconditionRequired, PreconditionFailed, *CHANGING),
)
async def put_contract(
    asked: Annotated[AgreementIn, Depends(changed_with_cards, scope="function")],
    contract_id: UUID,
    session: Session,
    caller: Caller,
    response: Response,
    language: Spoken,
    if_match: IfMatch = None,
) -> ContractOut:
    """Another plan in place of this one: the learner's next draft, or an educator's counter. Signatures end with it."""
    row, learner = await actions.reach(session, caller, contract_id, lock=True)
    now = datetime.now(UTC)
    return tagged(response, await actions.change(session, row, learner, asked, caller, if_match, language, now))


@router.delete(
    "/contracts/{contract_id}",
    status_code=204,
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownContract, ContractHolds, DialForbids),
)
async def delete_contract(contract_id: UUID, session: Session, caller: Caller) -> None:
    """Withdraw a plan that is no contract yet."""
    row, learner = await actions.reach(session, caller, contract_id, lock=True)
    await actions.withdraw(session, row, learner, caller, datetime.now(UTC))


@router.post(
    "/contracts/{contract_id}/sign",
    response_model=ContractOut,
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownContract, RevisionPast, SignedByAnother, PlanDoesNotHold, Withdrawn, WeekPast, *KEYS),
)
async def sign_contract(
    contract_id: UUID, asked: SignIn, session: Session, caller: Caller, once: OncePerKey, language: Spoken
) -> JSONResponse:
    """Sign the revision that one read. With both signatures it is a contract, once, whoever was first."""
    row, learner = await actions.reach(session, caller, contract_id, lock=True)
    now = datetime.now(UTC)
    return await once.reply(200, partial(actions.sign, session, row, learner, asked, caller, language, now))


@router.put(
    "/contracts/{contract_id}/tasks/{task_id}/done",
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownContract, UnknownTask, Withdrawn),
)
async def put_done(
    contract_id: UUID,
    task_id: UUID,
    asked: DoneIn,
    session: Session,
    caller: Caller,
    response: Response,
    language: Spoken,
) -> ContractOut:
    """Tick a task, or take the tick away; an attempt at its activity counts without that."""
    row, learner = await actions.reach(session, caller, contract_id, lock=True)
    now = datetime.now(UTC)
    return tagged(response, await actions.tick(session, row, learner, task_id, asked.done, caller, language, now))


@router.post(
    "/contracts/{contract_id}/copy",
    status_code=201,
    response_model=ContractOut,
    dependencies=[needs("contracts:write")],
    responses=problems(UnknownContract, Overlaps, WeekPast, *KEYS),
)
async def copy_contract(
    contract_id: UUID, asked: CopyIn, session: Session, caller: Caller, once: OncePerKey, language: Spoken
) -> JSONResponse:
    """A new draft with what is left of this contract, for another period."""
    row, learner = await actions.reach(session, caller, contract_id)
    work = partial(actions.copy, session, row, learner, asked, caller, language, datetime.now(UTC))
    return await once.reply(201, work, location=lambda made: f"/v1/contracts/{made['contractId']}")
