"""`announce` puts events into the outbox, in the transaction that made them true; nothing else publishes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.envelope import Event, encode, subject_of

LARGEST = 1_000_000
"""Bytes of an event. NATS refuses a message of more than 1 MiB with its headers, which are longest on a dead letter."""


class EventTooLarge(ValueError):
    """No stream takes an event of this size: in the outbox it would hold up all that comes after it, of all boards."""


# One statement however many events: a row a statement costs twenty times as much when a thousand arrive together.
_INSERT = text(
    """INSERT INTO outbox (event_id, board_id, subject, body)
    SELECT e.event_id, cast(:board_id AS uuid), e.subject, e.body
    FROM unnest(cast(:ids AS uuid[]), cast(:subjects AS text[]), cast(:bodies AS text[]))
        WITH ORDINALITY AS e(event_id, subject, body, place)
    ORDER BY e.place"""
)


async def announce(session: AsyncSession, *events: Event, audience: str | None = None) -> None:
    """These events happened, if this transaction commits; `audience` is the one consumer that asked to hear again."""
    await announce_all(session, events, audience=audience)


async def announce_all(session: AsyncSession, events: Sequence[Event], *, audience: str | None = None) -> None:
    """As `announce`, for many at once; their order is kept."""
    if not events:
        return
    board_id: UUID | None = session.info.get("board_id")
    encoded = [encode(event, board_id=board_id) for event in events]
    for event, (_, body) in zip(events, encoded, strict=True):
        if len(body) * 4 > LARGEST and len(body.encode()) > LARGEST:
            raise EventTooLarge(event.type)
    await session.execute(
        _INSERT,
        {
            "board_id": board_id,
            "ids": [identity for identity, _ in encoded],
            "subjects": [subject_of(event, board_id=board_id, audience=audience) for event in events],
            "bodies": [body for _, body in encoded],
        },
    )
