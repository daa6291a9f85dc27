"""Reads and writes watches, and what they are found in: in one statement for however many."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import func, or_, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.tables import card_choice
from recommend_service.watches.memory import Memory
from recommend_service.watches.rules import Done, Kind, Sign
from recommend_service.watches.tables import watch, watch_due

Pattern = tuple[UUID, Kind, UUID | None]
"""(learner, kind, goal)"""


@dataclass(slots=True)
class Life:
    """The newest watch of a pattern; `changed` since it was read."""

    watch_id: UUID
    learner_id: UUID
    kind: Kind
    goal_id: UUID | None
    number: int
    version: int
    urgency: int
    evidence: dict[str, Any]
    counter: int
    found_at: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    closed_because: str | None = None
    closed_by: str | None = None
    closed_counter: int | None = None
    note: str | None = None
    snoozed_until: datetime | None = None
    snoozed_by: str | None = None

    @property
    def pattern(self) -> Pattern:
        return self.learner_id, self.kind, self.goal_id


@dataclass(frozen=True, slots=True)
class Mark:
    """The last fact that was looked at."""

    renewal: int
    sequence: int
    recorded_at: datetime


_LATEST = text(
    """SELECT DISTINCT ON (learner_id, kind, goal_id) * FROM watch
    WHERE board_id = cast(:board_id AS uuid) AND learner_id = ANY(cast(:learners AS uuid[]))
    ORDER BY learner_id, kind, goal_id, number DESC"""
)
_REMEMBERED = text(
    """SELECT n.learner_id, m.tries, k.renewal, k.sequence, k.recorded_at
    FROM unnest(cast(:learners AS uuid[])) AS n(learner_id)
    LEFT JOIN watch_memory m ON m.board_id = cast(:board_id AS uuid) AND m.learner_id = n.learner_id
    LEFT JOIN watch_mark k ON k.board_id = cast(:board_id AS uuid) AND k.learner_id = n.learner_id"""
)
_REMEMBER = text(
    """INSERT INTO watch_memory (board_id, learner_id, tries)
    SELECT cast(:board_id AS uuid), n.learner_id, n.tries
    FROM unnest(cast(:learners AS uuid[]), cast(:tries AS bytea[])) AS n(learner_id, tries)
    ON CONFLICT (board_id, learner_id) DO UPDATE SET tries = excluded.tries"""
)
_SET_MARKS = text(
    """INSERT INTO watch_mark (board_id, learner_id, renewal, sequence, recorded_at)
    SELECT cast(:board_id AS uuid), n.* FROM unnest(cast(:learners AS uuid[]), cast(:renewals AS int[]),
        cast(:sequences AS int[]), cast(:times AS timestamptz[])) AS n(learner_id, renewal, sequence, recorded_at)
    ON CONFLICT (board_id, learner_id) DO UPDATE
        SET renewal = excluded.renewal, sequence = excluded.sequence, recorded_at = excluded.recorded_at"""
)
_FIELDS = tuple(Life.__slots__)


async def latest_of(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[Pattern, Life]:
    """The newest watch of every pattern that was ever seen in these learners."""
    rows = await session.execute(_LATEST, {"board_id": session.info["board_id"], "learners": sorted(learner_ids)})
    lives = [life_of(row) for row in rows]
    return {life.pattern: life for life in lives}


def life_of(row: Any) -> Life:
    values = {name: getattr(row, name) for name in _FIELDS}
    if isinstance(values["evidence"], str):  # a textual statement does not know the column's type
        values["evidence"] = json.loads(values["evidence"])
    return Life(**values)


def next_life(pattern: Pattern, sign: Sign, before: Life | None, at: datetime) -> Life:
    """The watch that this sign opens: the same one however often it is found."""
    learner_id, kind, goal_id = pattern
    number = before.number + 1 if before else 1
    return Life(
        watch_id=uuid5(learner_id, f"{kind} {goal_id} {number}"),
        learner_id=learner_id,
        kind=kind,
        goal_id=goal_id,
        number=number,
        version=1,
        urgency=sign.urgency,
        evidence={"attempts": [str(one) for one in sign.attempts], "numbers": dict(sign.numbers)},
        counter=sign.counter,
        found_at=at,
    )


async def remembered(
    session: AsyncSession, learner_ids: Collection[UUID]
) -> tuple[dict[UUID, tuple[Done, ...]], dict[UUID, Mark]]:
    """(the last tries, the last fact looked at) of those of these learners who have any."""
    kept, marks = await memories(session, learner_ids)
    return {one: memory.all() for one, memory in kept.items()}, marks


async def memories(session: AsyncSession, learner_ids: Collection[UUID]) -> tuple[dict[UUID, Memory], dict[UUID, Mark]]:
    """The same, unread: most facts only add to it."""
    asked = {"board_id": session.info["board_id"], "learners": sorted(learner_ids)}
    rows = list(await session.execute(_REMEMBERED, asked))
    kept = {row.learner_id: Memory(row.tries) for row in rows if row.tries is not None}
    marks = {
        row.learner_id: Mark(row.renewal, row.sequence, row.recorded_at) for row in rows if row.renewal is not None
    }
    return kept, marks


async def remember(session: AsyncSession, kept: Mapping[UUID, Memory]) -> None:
    order = sorted(kept)
    if order:
        packed = [kept[key].packed() for key in order]
        await session.execute(_REMEMBER, {"board_id": session.info["board_id"], "learners": order, "tries": packed})


async def set_marks(session: AsyncSession, marks: Mapping[UUID, Mark]) -> None:
    order = sorted(marks)
    if order:
        await session.execute(
            _SET_MARKS,
            {
                "board_id": session.info["board_id"],
                "learners": order,
                "renewals": [marks[key].renewal for key in order],
                "sequences": [marks[key].sequence for key in order],
                "times": [marks[key].recorded_at for key in order],
            },
        )


async def save(session: AsyncSession, lives: Iterable[Life]) -> None:
    """As they are now; new ones too. In the order of their ids, so that two workers never wait for each other."""
    rows = [
        {"board_id": session.info["board_id"], **{name: getattr(life, name) for name in _FIELDS}}
        for life in sorted(lives, key=lambda life: life.watch_id)
    ]
    if rows:
        statement = upsert(watch)
        changed = {name: statement.excluded[name] for name in _FIELDS if name not in {"watch_id", "learner_id"}}
        await session.execute(
            statement.on_conflict_do_update(index_elements=["board_id", "watch_id"], set_=changed), rows
        )


async def make_due(session: AsyncSession, learner_ids: Collection[UUID]) -> None:
    """Have educators alarmed of what was found in these learners."""
    rows = [{"board_id": session.info["board_id"], "learner_id": one} for one in sorted(learner_ids)]
    if rows:
        await session.execute(upsert(watch_due).on_conflict_do_nothing(), rows)


async def find(session: AsyncSession, watch_id: UUID, *, lock: bool = False) -> Life | None:
    """A watch that was opened: what waits for its turn is nobody's yet."""
    query = select(watch).where(watch.c.watch_id == watch_id, watch.c.opened_at.is_not(None))
    row = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    return life_of(row) if row else None


async def of_learner(session: AsyncSession, learner_id: UUID) -> list[Life]:
    """The open ones, the most urgent first."""
    w = watch.c
    query = select(watch).where(w.learner_id == learner_id, w.opened_at.is_not(None), w.closed_at.is_(None))
    return [life_of(row) for row in await session.execute(query.order_by(w.urgency.desc(), w.opened_at, w.watch_id))]


async def awake_of(
    session: AsyncSession,
    learner_ids: Collection[UUID],
    heard: Collection[UUID] | None,
    now: datetime,
    *,
    skip: int,
    limit: int,
) -> list[Life]:
    """Open and not snoozed, the most urgent first; only those `heard` of (None: all)."""
    w = watch.c
    query = select(watch).where(
        w.learner_id.in_(learner_ids),
        w.opened_at.is_not(None),
        w.closed_at.is_(None),
        or_(w.snoozed_until.is_(None), w.snoozed_until <= now),
    )
    if heard is not None:
        query = query.where(w.watch_id.in_(heard))
    query = query.order_by(w.urgency.desc(), w.opened_at, w.watch_id).offset(skip).limit(limit)
    return [life_of(row) for row in await session.execute(query)]


async def all_opened(session: AsyncSession, after: UUID | None, limit: int) -> list[Life]:
    """The board's, by id; those that nobody was alarmed of were never told."""
    query = select(watch).where(watch.c.opened_at.is_not(None)).order_by(watch.c.watch_id).limit(limit)
    if after is not None:
        query = query.where(watch.c.watch_id > after)
    return [life_of(row) for row in await session.execute(query)]


async def chosen_by(
    session: AsyncSession, learner_ids: Collection[UUID], since: datetime
) -> dict[UUID, frozenset[UUID]]:
    """The activities that each of these learners chose since then and did not take back."""
    c = card_choice.c
    query = (
        select(c.learner_id, func.array_agg(c.activity_id).label("chosen"))
        .where(c.learner_id.in_(learner_ids), c.made_at >= since, c.activity_id.is_not(None), c.withdrawn_at.is_(None))
        .group_by(c.learner_id)
    )
    return {row.learner_id: frozenset(row.chosen) for row in await session.execute(query)}
