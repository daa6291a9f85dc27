"""The last tries of one learner as they lie in the database: some eighty bytes each, read only where they are needed.

They are written with every fact, and read for the few that might be a sign: as text they were most of what learning
from a fact costs. The migration that made the column (0016) writes the same layout.
"""

import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from recommend_service.watches.rules import REMEMBERED, Done

_HEAD = struct.Struct(">16s16sqhhhhh")
"""Fact, activity (noughts: none), µs since 1970, level, flags, how many goals, bytes of form and of kind."""
_ID = 16
_SUCCESS, _KNOWN, _ATTEMPT = 1, 2, 4
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Memory:
    """Up to `REMEMBERED` tries, oldest first."""

    __slots__ = ("_records",)

    def __init__(self, packed: bytes = b"") -> None:
        self._records = list(_apart(packed))

    def add(self, one: Done) -> None:
        self._records = [*self._records, _packed(one)][-REMEMBERED:]

    def packed(self) -> bytes:
        return b"".join(self._records)

    def all(self) -> tuple[Done, ...]:
        return tuple(map(_read, self._records))

    def at(self, goal_id: UUID) -> list[Done]:
        """Those at that goal; for which the others need not be read."""
        wanted = goal_id.bytes
        read = (_read(one) for one in self._records if wanted in one)
        return [one for one in read if goal_id in one.goal_ids]


def _packed(one: Done) -> bytes:
    form, kind = one.form.encode(), one.kind.encode()
    activity = one.activity_id.bytes if one.activity_id else bytes(_ID)
    flags = _SUCCESS * one.success + _KNOWN * one.known + _ATTEMPT * (one.activity_id is not None)
    at = (one.at - _EPOCH) // _MICROSECOND
    head = _HEAD.pack(one.fact_id.bytes, activity, at, one.level, flags, len(one.goal_ids), len(form), len(kind))
    return b"".join((head, *(goal_id.bytes for goal_id in one.goal_ids), form, kind))


def _apart(packed: bytes) -> Iterable[bytes]:
    at = 0
    while at < len(packed):
        *_, goals, form, kind = _HEAD.unpack_from(packed, at)
        ends = at + _HEAD.size + _ID * goals + form + kind
        yield packed[at:ends]
        at = ends


def _read(record: bytes) -> Done:
    fact, activity, at, level, flags, goals, form, _ = _HEAD.unpack_from(record)
    ends = _HEAD.size + _ID * goals
    return Done(
        fact_id=UUID(bytes=fact),
        activity_id=UUID(bytes=activity) if flags & _ATTEMPT else None,
        goal_ids=tuple(UUID(bytes=record[place : place + _ID]) for place in range(_HEAD.size, ends, _ID)),
        level=level,
        form=record[ends : ends + form].decode(),
        kind=record[ends + form :].decode(),
        success=bool(flags & _SUCCESS),
        known=bool(flags & _KNOWN),
        at=_EPOCH + timedelta(microseconds=at),
    )
