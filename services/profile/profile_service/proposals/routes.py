"""Proposals: who would have the dial moved asks the other side, and both must agree."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, preferred_language, problems
from eigenwijs_shared.idempotency import Once, OncePerKey
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.agency.moving import Place
from profile_service.people.reach import ReachableLearner
from profile_service.proposals import actions, store
from profile_service.proposals.problems import AlreadyProposed, AlreadySo, UnknownProposal
from profile_service.proposals.rules import Answer, forbidden
from profile_service.proposals.schemas import ProposalIn, ProposalOut

router = APIRouter(tags=["agency"], prefix="/learners/{learner_id}/agency/proposals")
READ, PROPOSE = [needs("agency:read")], [needs("agency:propose")]
ProposalId = Annotated[UUID, Path()]
ANSWERS = problems(UnknownLearner, UnknownProposal, *forbidden())


async def language_of(language: Annotated[str | None, Header(alias="accept-language")] = None) -> Language:
    return preferred_language(language)


Spoken = Annotated[Language, Depends(language_of)]


def place_of(found: ReachableLearner, session: Session) -> Place:
    return Place("learner", found.learner_id, [*found.group_ids, session.info["board_id"]])


OfLearner = Annotated[Place, Depends(place_of, scope="function")]


@router.get("", dependencies=READ, responses=problems(UnknownLearner))
async def get_proposals(place: OfLearner, session: Session, paging: PageAsked, language: Spoken) -> Page[ProposalOut]:
    """The proposals about this learner's dial, the newest first."""
    rows = await store.proposals_of(session, place.scope_id, paging.after_id, paging.limit)
    shown = await actions.read_proposals(session, place, rows, language, now=datetime.now(UTC))
    last = [shown[paging.limit - 1].proposal_id] if len(shown) > paging.limit else None
    return paging.page(shown, last)


@router.post(
    "",
    status_code=201,
    response_model=ProposalOut,
    dependencies=PROPOSE,
    responses=problems(UnknownLearner, AlreadySo, AlreadyProposed),
)
async def post_proposal(
    place: OfLearner, wanted: ProposalIn, session: Session, caller: Caller, language: Spoken, once: OncePerKey
) -> Response:
    """Propose other positions: a learner to the educators, an educator to the learner."""
    work = partial(actions.propose, session, place, wanted, caller, language, now=datetime.now(UTC))
    proposals = f"/v1/learners/{place.scope_id}/agency/proposals"
    return await once.reply(201, work, location=lambda made: f"{proposals}/{made['proposalId']}")


@router.get("/{proposal_id}", dependencies=READ, responses=problems(UnknownLearner, UnknownProposal))
async def get_proposal(place: OfLearner, proposal_id: ProposalId, session: Session, language: Spoken) -> ProposalOut:
    """One proposal as it is now."""
    found = await store.find_proposal(session, place.scope_id, proposal_id)
    if found is None:
        raise UnknownProposal
    return (await actions.read_proposals(session, place, [found], language, now=datetime.now(UTC)))[0]


@router.post("/{proposal_id}/accept", response_model=ProposalOut, dependencies=PROPOSE, responses=ANSWERS)
async def accept_proposal(
    place: OfLearner, proposal_id: ProposalId, session: Session, caller: Caller, language: Spoken, once: OncePerKey
) -> Response:
    """Agree; when both sides have, the dial moves."""
    return await _answer(once, session, place, proposal_id, "accept", caller, language)


@router.post("/{proposal_id}/decline", response_model=ProposalOut, dependencies=PROPOSE, responses=ANSWERS)
async def decline_proposal(
    place: OfLearner, proposal_id: ProposalId, session: Session, caller: Caller, language: Spoken, once: OncePerKey
) -> Response:
    """Rather not: the dial stays as it is."""
    return await _answer(once, session, place, proposal_id, "decline", caller, language)


@router.post("/{proposal_id}/withdraw", response_model=ProposalOut, dependencies=PROPOSE, responses=ANSWERS)
async def withdraw_proposal(
    place: OfLearner, proposal_id: ProposalId, session: Session, caller: Caller, language: Spoken, once: OncePerKey
) -> Response:
    """Take back what one's own side proposed."""
    return await _answer(once, session, place, proposal_id, "withdraw", caller, language)


async def _answer(
    once: Once,
    session: AsyncSession,
    place: Place,
    proposal_id: UUID,
    answer: Answer,
    caller: Principal,
    language: Language,
) -> Response:
    now = datetime.now(UTC)
    work = partial(actions.answer_proposal, session, place, proposal_id, answer, caller, language, now=now)
    return await once.reply(200, work)
