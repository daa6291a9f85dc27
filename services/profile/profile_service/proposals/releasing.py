"""Once a day: whose own choices went well for some weeks? It is proposed, with its evidence, and never applied."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.contracts.choices import ChoiceMade, ChoiceWithdrawn
from eigenwijs_shared.db import Sessions, board_transaction, plumbing_transaction
from eigenwijs_shared.ids import new_id
from profile_service.agency.release import WINDOW, Evidence, evidence_of, next_step
from profile_service.agency.rules import Move, by_place, positions, present
from profile_service.agency.store import moves_at
from profile_service.proposals import store
from profile_service.proposals.actions import positions_now
from profile_service.proposals.rules import expires_at
from profile_service.proposals.schemas import EvidenceOut
from profile_service.proposals.views import why_release

ROUND_S = 60.0
_KEPT = {"choice_id", "learner_id", "activity_id", "goal_ids", "kind", "made_at"}


async def note_choices(session: AsyncSession, events: Sequence[ChoiceMade]) -> None:
    """Keep what was chosen; an idea without an activity cannot be seen to be done. A changed mind is one choice."""
    chosen = [event for event in events if event.activity_id is not None]
    await store.keep_choices(session, [event.model_dump(include=_KEPT, by_alias=False) for event in chosen])
    await store.drop_choices(session, [event.replaces for event in events if event.replaces is not None])


async def forget_choices(session: AsyncSession, events: Sequence[ChoiceWithdrawn]) -> None:
    """What was taken back says nothing."""
    await store.drop_choices(session, [event.choice_id for event in events])


async def propose_release_forever(sessions: Sessions) -> None:
    """Look every minute whether it is another day for some board."""
    aside = Aside("releases")
    while True:
        await propose_releases(sessions, now=datetime.now(UTC), aside=aside)
        await asyncio.sleep(ROUND_S)


async def propose_releases(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> None:
    """Propose where the rule says so, on boards that were not yet looked at today; each board is a transaction."""
    today = now.date()
    async with plumbing_transaction(sessions) as session:
        behind = await store.boards_behind(session, today)
    for board_id in set(behind) - set(aside.ids):
        with aside.trying(board_id):
            async with board_transaction(sessions, board_id) as session:
                if await store.begin_day(session, today):
                    await _look_at_board(session, now)


async def _look_at_board(session: AsyncSession, now: datetime) -> None:
    await store.expire_proposals(session, now)
    await store.drop_old_choices(session, now)
    for learner_id, group_ids in await store.candidates(session, now):
        evidence = await _evidence(session, learner_id, now)
        if evidence is not None:
            moves = await moves_at(session, [learner_id, *group_ids, session.info["board_id"]])
            await _propose(session, learner_id, moves, evidence, now)


async def _evidence(session: AsyncSession, learner_id: UUID, now: datetime) -> Evidence | None:
    chosen = await store.own_choices(session, learner_id, now - WINDOW)
    return evidence_of(chosen, await store.attempts_since(session, learner_id, now - WINDOW), now=now)


async def _propose(
    session: AsyncSession, learner_id: UUID, moves: Sequence[Move], evidence: Evidence, now: datetime
) -> None:
    held, at = positions_now(moves, None, now), present(moves, now)
    apart = {of for here in by_place(moves) if here[0].subject is not None for of in positions(here, at)}
    step = next_step(held, apart)
    if step is None:
        return
    dimension, position = step
    shown = EvidenceOut.model_validate(evidence)
    await store.add_proposal(
        session,
        proposal_id=new_id(),
        learner_id=learner_id,
        subject="",
        dimensions={dimension: position},
        seen={dimension: held[dimension]},
        origin="gradual-release",
        reason=why_release(evidence.completed, evidence.success_rate, "nl"),
        evidence=shown.model_dump(mode="json", by_alias=True),
        made_at=now,
        expires_at=expires_at(now, None),
        state="open",
    )
