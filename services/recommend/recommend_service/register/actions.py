"""Seals the chains, keeps to the term, and checks all of it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, board_transaction, lock_name, plumbing_transaction
from eigenwijs_shared.events.tables import board
from recommend_service.register import store
from recommend_service.register.rules import BOARD, GENESIS, Entry, Fault, Marks, canonical, digest, verify_chain
from recommend_service.register.schemas import FaultOut, VerificationOut

ROUND_S = 600.0
OVERLAP = timedelta(hours=1)
"""A transaction writes the time at which it began; a seal looks this much further back than the one before."""
HEADS_AT_ONCE = 500
MOST_FAULTS = 200


async def seal(session: AsyncSession, now: datetime) -> int:
    """Write down where the chains end that have changed; how many those are."""
    await lock_name(session, f"register {session.info['board_id']} {BOARD}")
    last = await store.last_of(session, "seal")
    heads = await store.heads_since(session, last.at - OVERLAP if last else None)
    known = {name: tuple(head) for name, head in last.content["heads"].items()} if last else {}
    fresh = sorted((name, head) for name, head in heads.items() if known.get(name) != head)
    for first in range(0, len(fresh), HEADS_AT_ONCE):
        part = {name: list(head) for name, head in fresh[first : first + HEADS_AT_ONCE]}
        await store.write(session, "seal", None, [], {"heads": part}, now)
    return len(fresh)


async def keep_to_term(session: AsyncSession, now: datetime) -> int:
    return await store.retire(session, now - timedelta(days=await store.days_kept(session)))


async def look_after_forever(sessions: Sessions) -> None:
    """The worker's task: seal every board's register and let go of what is past its term."""
    aside = Aside("register")
    while True:
        await look_after(sessions, datetime.now(UTC), aside)
        await asyncio.sleep(ROUND_S)


async def look_after(sessions: Sessions, now: datetime, aside: Aside = RAISING) -> None:
    for board_id in await boards(sessions):
        with aside.trying(board_id):
            async with board_transaction(sessions, board_id) as session:
                await seal(session, now)
                await keep_to_term(session, now)


async def boards(sessions: Sessions) -> Sequence[UUID]:
    async with plumbing_transaction(sessions) as session:
        return (await session.execute(select(board.c.board_id).order_by(board.c.board_id))).scalars().all()


async def check(session: AsyncSession) -> VerificationOut:
    """The whole register of the board, read in parts: twice, as the board's chain says what to expect of the others."""
    marks, counted = Marks(), Counter[str]()
    chains: list[Fault] = []
    current: list[tuple[Entry, str | None]] = []
    await _read_marks(session, marks)
    async for entry, content in store.entries(session):
        if current and current[-1][0].chain_id != entry.chain_id:
            chains += _checked(current, marks)
            current = []
        counted[entry.chain_id] += 1
        current.append((entry, None if content is None else digest(canonical(content))))
    chains += _checked(current, marks)
    # A chain of which nothing is left is known by its seals alone.
    gone = sorted(marks.sealed.keys() - counted.keys())
    chains += [fault for name in gone for fault in verify_chain([], marks, name)]
    board_id = session.info["board_id"]
    strays = [
        Fault(store.chain_of(board_id, learner_id), 0, card_id, "inserted")
        for learner_id, card_id in await store.unregistered(session)
    ]
    return await _told(session, [*chains, *strays], counted)


async def _read_marks(session: AsyncSession, marks: Marks) -> None:
    # `board` is a name of its own: digests are hexadecimal.
    async for entry, content in store.entries(session, after=(BOARD, 0)):
        if entry.chain_id != BOARD:
            break
        if content is not None:
            marks.read(entry.kind, content)


def _checked(chain: Sequence[tuple[Entry, str | None]], marks: Marks) -> list[Fault]:
    return list(verify_chain(chain, marks, chain[0][0].chain_id)) if chain else []


async def _told(session: AsyncSession, faults: Sequence[Fault], counted: Counter[str]) -> VerificationOut:
    position, hashed = await store.head_of_board(session)
    return VerificationOut(
        sound=not faults,
        entries=counted.total(),
        chains=len(counted),
        fault_count=len(faults),
        faults=[FaultOut.model_validate(fault) for fault in faults[:MOST_FAULTS]],
        head_position=position,
        head_hash=hashed or GENESIS,
        days_kept=await store.days_kept(session),
    )
