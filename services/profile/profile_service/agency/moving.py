"""One move at one place, and what others hear of it: the state of the place, whenever that changes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dimension, Position, Scope
from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.contracts.profile import AgencyMoved
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.outbox import announce
from profile_service.agency import store
from profile_service.agency.rules import Move, PresetId, changes_nothing, dial_at, positions

ROUND_S = 0.25


class Place:
    """Where a dial is: a learner, a group or the board, and the wider places that speak for it too."""

    def __init__(self, scope: Scope, scope_id: UUID, wider: Sequence[UUID] = ()) -> None:
        self.scope, self.scope_id, self.wider = scope, scope_id, wider


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set at a place, by whom and why."""

    subject: str | None
    changes: Mapping[Dimension, Position | None]
    author_id: str
    author_role: str
    reason: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    preset: PresetId | None = None
    agreed_with: str | None = None


async def make_move(
    session: AsyncSession, place: Place, wanted: Wanted, moves: Sequence[Move], *, now: datetime
) -> Move | None:
    """The move that was made; None where it would change nothing. The place is locked, `moves` are all there are."""
    here = [move for move in moves if move.place == (place.scope_id, wanted.subject)]
    told = await store.announced_place(session, place.scope_id, wanted.subject or "")
    # Who had to wait for the move before is the later one, whenever it was asked for.
    at = max([now, *(move.moved_at for move in here), *([told.as_of] if told else [])])
    move = Move(
        place.scope,
        place.scope_id,
        wanted.subject,
        max((one.version for one in here), default=0) + 1,
        wanted.changes,
        wanted.author_id,
        wanted.reason,
        at,
        wanted.valid_from,
        wanted.valid_until,
        wanted.preset,
        wanted.author_role,
        wanted.agreed_with,
    )
    if changes_nothing(here, move):
        return None
    await store.add_move(session, move, positions([*here, move], move.begins))
    turns = (move.begins, move.valid_until)
    await store.add_due(session, move, [turn for turn in turns if turn is not None and turn > at])
    await tell(session, [*here, move], at)
    return move


async def tell(session: AsyncSession, here: Sequence[Move], at: datetime) -> None:
    """Announce a place as it stands, unless that is how it was announced last. The place is locked."""
    dial = dial_at(here, at)
    if dial is None:
        return
    subject = dial.subject or ""
    told = await store.announced_place(session, dial.scope_id, subject)
    state = (dial.dimensions, dial.author_id, dial.moved_at)
    if told is not None and state == (told.dimensions, told.author_id, told.moved_at):
        return
    event = AgencyMoved(
        scope=dial.scope,
        scope_id=dial.scope_id,
        subject=dial.subject,
        dimensions=dict(dial.dimensions),
        version=told.version + 1 if told else 1,
        author_id=dial.author_id,
        moved_at=dial.moved_at,
    )
    await store.put_place(session, {**event.model_dump(by_alias=False), "subject": subject, "as_of": at})
    await announce(session, event)


async def turn_dials_forever(sessions: Sessions) -> None:
    """Begin and end moves at their time."""
    aside = Aside("dials")
    while True:
        while await turn_next(sessions, now=datetime.now(UTC), aside=aside):  # noqa: ASYNC110 - works through a table
            await asyncio.sleep(0)
        await asyncio.sleep(ROUND_S)


async def turn_next(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> bool:
    """Turn the place that should have turned first, in one transaction with its announcement; False if none is due."""
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            due = await store.next_due(session, now, but=aside.ids)
            if due is None:
                return False
            concerns(due.board_id)
            await enter_board(session, due.board_id)
            await _turn(session, due, now)
    return True


async def _turn(session: AsyncSession, due: Row[Any], now: datetime) -> None:
    await store.lock_place(session, due.scope_id, due.subject)
    moves = await store.moves_at(session, [due.scope_id])
    told = await store.announced_place(session, due.scope_id, due.subject)
    here = [move for move in moves if (move.subject or "") == due.subject]
    await tell(session, here, max([now, *([told.as_of] if told else [])]))
    await store.drop_due(session, due.scope_id, due.subject, now)
