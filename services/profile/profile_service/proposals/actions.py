"""Propose a move that both must agree to, and answer it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dimension, Position, effective
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language
from eigenwijs_shared.ids import new_id
from profile_service.agency.actions import check_window
from profile_service.agency.moving import Place, Wanted, make_move
from profile_service.agency.rules import Move, present, standing
from profile_service.agency.store import lock_place, moves_at
from profile_service.proposals import store
from profile_service.proposals.problems import DIMENSIONS, AlreadyProposed, AlreadySo, UnknownProposal
from profile_service.proposals.rules import Answer, answered, expires_at, side_of, state_of
from profile_service.proposals.schemas import ProposalIn, ProposalOut
from profile_service.proposals.views import proposal_out


async def propose(
    session: AsyncSession, place: Place, wanted: ProposalIn, caller: Principal, language: Language, *, now: datetime
) -> ProposalOut:
    """Propose other positions to the other side; the dial stays as it is until that agrees."""
    check_window(wanted, now)
    await lock_place(session, place.scope_id, wanted.subject or "")
    held = positions_now(await _moves(session, place), wanted.subject, now)
    if same := [of for of, position in wanted.dimensions.items() if held[of] == position]:
        raise AlreadySo(dimensions={it: ", ".join(DIMENSIONS[of][it] for of in same) for it in ("nl", "en")})
    await _check_nothing_open(session, place, wanted, held, now)
    side = side_of(caller.role)
    made = await store.add_proposal(
        session,
        proposal_id=new_id(),
        learner_id=place.scope_id,
        subject=wanted.subject or "",
        dimensions=dict(wanted.dimensions),
        seen={of: held[of] for of in wanted.dimensions},
        origin=side,
        proposed_by=caller.subject,
        reason=wanted.reason,
        valid_from=wanted.valid_from,
        valid_until=wanted.valid_until,
        made_at=now,
        expires_at=expires_at(now, wanted.valid_until),
        learner_agreed=caller.subject if side == "learner" else None,
        educator_agreed=caller.subject if side == "educator" else None,
        state="open",
    )
    return proposal_out(made, "open", language)


async def _check_nothing_open(
    session: AsyncSession, place: Place, wanted: ProposalIn, held: dict[Dimension, Position], now: datetime
) -> None:
    for other in await store.open_proposals(session, place.scope_id, wanted.subject or ""):
        if state_of(other, held, now) == "open" and not wanted.dimensions.keys().isdisjoint(other.dimensions):
            raise AlreadyProposed


async def answer_proposal(
    session: AsyncSession,
    place: Place,
    proposal_id: UUID,
    answer: Answer,
    caller: Principal,
    language: Language,
    *,
    now: datetime,
) -> ProposalOut:
    """Accept, decline or withdraw; the dial moves when both have agreed. The same answer again changes nothing."""
    seen = await store.find_proposal(session, place.scope_id, proposal_id)
    if seen is None:
        raise UnknownProposal
    # The place first, as every move does: else two who answer and move at once would wait for each other.
    await lock_place(session, place.scope_id, seen.subject)
    found: Any = await store.find_proposal(session, place.scope_id, proposal_id, lock=True)
    moves = await _moves(session, place)
    state = state_of(found, positions_now(moves, found.subject or None, now), now)
    side = side_of(caller.role)
    after = answered(answer, found, side, state)
    if after == state and after != "open":
        return proposal_out(found, after, language)
    agreed = {f"{side}_agreed": getattr(found, f"{side}_agreed") or caller.subject} if answer == "accept" else {}
    closed = {"closed_by": caller.subject, "closed_at": now} if after != "open" else {}
    changed = await store.change_proposal(session, proposal_id, state=after, **agreed, **closed)
    if after == "accepted":
        await make_move(session, place, _move_of(changed, caller), moves, now=now)
    return proposal_out(changed, after, language)


def _move_of(proposal: Row[Any], caller: Principal) -> Wanted:
    """Of a move that both agreed to, both are named."""
    return Wanted(
        proposal.subject or None,
        proposal.dimensions,
        proposal.educator_agreed,
        "educator" if side_of(caller.role) == "learner" else caller.role,
        proposal.reason,
        proposal.valid_from,
        proposal.valid_until,
        agreed_with=proposal.learner_agreed,
    )


async def read_proposals(
    session: AsyncSession, place: Place, rows: Sequence[Row[Any]], language: Language, *, now: datetime
) -> list[ProposalOut]:
    """Proposals as they are now: an open one may have been overtaken."""
    moves = await _moves(session, place)
    held = {row.subject: positions_now(moves, row.subject or None, now) for row in rows}
    return [proposal_out(row, state_of(row, held[row.subject], now), language) for row in rows]


async def _moves(session: AsyncSession, place: Place) -> list[Move]:
    return await moves_at(session, [place.scope_id, *place.wider])


def positions_now(moves: Sequence[Move], subject: str | None, now: datetime) -> dict[Dimension, Position]:
    """What holds for this learner."""
    decided = effective(standing(moves, present(moves, now)), subject)
    return {of: decision.position for of, decision in decided.items()}
