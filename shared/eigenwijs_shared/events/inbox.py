"""Reacts to envelopes exactly once in effect: the inbox row and the work are one transaction."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.envelope import Envelope, Event
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.tables import inbox
from eigenwijs_shared.rights.tombstones import erased_among
from eigenwijs_shared.tracing import begin_trace

_MARK = text(
    """INSERT INTO inbox (event_id, board_id)
    SELECT unnest(cast(:ids AS uuid[])), cast(:board_id AS uuid)
    ON CONFLICT DO NOTHING RETURNING event_id"""
)


async def react(sessions: Sessions, reactions: Reactions, envelopes: Sequence[Envelope]) -> set[UUID]:
    """Handle envelopes of one board in one transaction; returns the ids that came too early."""
    board_id = envelopes[0].board_id
    async with plumbing_transaction(sessions) as session:
        if board_id is not None:
            await enter_board(session, board_id)
        fresh = await _mark(session, board_id, envelopes)
        early: set[UUID] = set()
        wanted = await _not_erased(session, [envelope for envelope in envelopes if envelope.id in fresh])
        for kind, run in _runs(wanted):
            begin_trace(run[0].traceparent)
            early |= await _react_to(session, reactions, kind, run)
        if early:
            await session.execute(delete(inbox).where(inbox.c.event_id.in_(early)))
    return early


async def _mark(session: AsyncSession, board_id: UUID | None, envelopes: Sequence[Envelope]) -> set[UUID]:
    ids = list({envelope.id for envelope in envelopes})
    return set((await session.execute(_MARK, {"ids": ids, "board_id": board_id})).scalars())


async def _not_erased(session: AsyncSession, envelopes: Sequence[Envelope]) -> list[Envelope]:
    """Without what is about erased learners: that came late, and would bring them back."""
    about = {envelope.id: event.key for envelope in envelopes if (event := envelope.event()) and event.key}
    gone = await erased_among(session, set(about.values()))
    return [envelope for envelope in envelopes if about.get(envelope.id) not in gone]


def _runs(envelopes: Sequence[Envelope]) -> Iterator[tuple[str, list[Envelope]]]:
    unique = {envelope.id: envelope for envelope in envelopes}
    for kind, run in groupby(unique.values(), key=lambda envelope: envelope.type):
        yield kind, list(run)


async def _react_to(session: AsyncSession, reactions: Reactions, kind: str, run: Sequence[Envelope]) -> set[UUID]:
    reaction = reactions.of_type.get(kind)
    if reaction is None:
        return set()
    ids: dict[int, UUID] = {}
    events: list[Event] = []
    for envelope in run:
        event = envelope.event()
        if event is not None:
            ids[id(event)] = envelope.id
            events.append(event)
    early = await reaction(session, events)
    return {ids[id(event)] for event in early or ()}
