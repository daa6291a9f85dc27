"""Keeps the words of goals in step with goals and activities.

Versions only grow and no row is ever deleted, so the number of rows and the sum of their versions say whether anything
changed since; the same for one goal says whether its own words did.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals.store import one_of
from choices_service.mapping.rules import Document, bits_of, postings_of
from choices_service.mapping.tables import goal_searched, goal_word, mapping_index
from choices_service.tables import activity, framework, goal
from eigenwijs_shared.db import lock_name

_OF_BOARD = select(
    func.concat_ws(
        ":",
        select(func.concat_ws(".", func.count(), func.sum(goal.c.version))).scalar_subquery(),
        select(func.concat_ws(".", func.count(), func.sum(activity.c.version))).scalar_subquery(),
    )
)
_DONE = text(
    """SELECT goal_id, concat_ws('.', count(*), sum(version)) AS stamp
    FROM (SELECT unnest(goal_ids) AS goal_id, version FROM activity WHERE active) AS each GROUP BY goal_id"""
)
_ADD = text(
    """INSERT INTO goal_word (board_id, word, goal_id, weight, places)
    SELECT :board_id, word, goal_id, weight, places
    FROM unnest(cast(:words AS text[]), cast(:goals AS uuid[]), cast(:weights AS real[]), cast(:places AS smallint[]))
        AS r(word, goal_id, weight, places)"""
)


async def is_behind(session: AsyncSession) -> bool:
    """Has anything changed since the words were last brought up to date?"""
    made = (await session.execute(select(mapping_index.c.fingerprint))).scalar_one_or_none()
    return made is None or made != await session.scalar(_OF_BOARD)


async def is_missing(session: AsyncSession) -> bool:
    return await session.scalar(select(mapping_index.c.goals)) is None


async def bring_up_to_date(session: AsyncSession, *, most: int, now: datetime) -> bool:
    """Read the words of up to `most` goals that changed; True once none is left."""
    await lock_name(session, f"mapping index {session.info['board_id']}")
    stamp: str = (await session.execute(_OF_BOARD)).scalar_one()
    goals = {row.goal_id: row for row in await session.execute(select(goal, framework.c.language).join(framework))}
    stamps = {row.goal_id: row.stamp for row in await session.execute(_DONE)}
    wanted = {row.goal_id: _fingerprint(row, goals, stamps) for row in goals.values() if row.active and row.assessable}
    there = {row.goal_id: row.fingerprint for row in await session.execute(select(goal_searched))}
    stale = sorted(goal_id for goal_id, mark in wanted.items() if there.get(goal_id) != mark)
    now_read = stale[:most]
    await _forget(session, [*(there.keys() - wanted.keys()), *now_read])
    if now_read:
        await _read(session, [goals[goal_id] for goal_id in now_read], goals, wanted)
    if len(stale) > most:
        return False
    row = {"fingerprint": stamp, "goals": len(wanted), "made_at": now}
    kept = insert(mapping_index).values(board_id=session.info["board_id"], **row)
    await session.execute(kept.on_conflict_do_update(index_elements=["board_id"], set_=row))
    return True


def _fingerprint(row: Row[Any], goals: Mapping[UUID, Row[Any]], stamps: Mapping[UUID, str]) -> str:
    above = ".".join(str(one.version) for one in _above(row, goals))
    return f"{row.version}:{above}:{stamps.get(row.goal_id, '')}"


def _above(row: Row[Any], goals: Mapping[UUID, Row[Any]]) -> list[Row[Any]]:
    """The goals that it lies under, nearest first."""
    found: list[Row[Any]] = []
    while row.parent_id in goals and len(found) < 10:
        row = goals[row.parent_id]
        found.append(row)
    return found


async def _forget(session: AsyncSession, goal_ids: Collection[UUID]) -> None:
    for table in (goal_word, goal_searched):
        await session.execute(delete(table).where(one_of(table.c.goal_id, goal_ids)))


async def _read(
    session: AsyncSession, rows: Sequence[Row[Any]], goals: Mapping[UUID, Row[Any]], marks: Mapping[UUID, str]
) -> None:
    done = await _activities_of(session, [row.goal_id for row in rows])
    postings = {row.goal_id: postings_of(_document(row, goals, done.get(row.goal_id, ()))) for row in rows}
    flat = [(word, key, one) for key, found in postings.items() for word, one in found.items()]
    values = {
        "words": [word for word, _, _ in flat],
        "goals": [key for _, key, _ in flat],
        "weights": [one.weight for _, _, one in flat],
        "places": [bits_of(one.places) for _, _, one in flat],
    }
    board_id = session.info["board_id"]
    await session.execute(_ADD, {"board_id": board_id, **values})
    read = [
        {"goal_id": key, "fingerprint": marks[key], "words": len(postings[key]), "practised": key in done}
        for key in postings
    ]
    await session.execute(insert(goal_searched), [{"board_id": board_id, **one} for one in read])


async def _activities_of(session: AsyncSession, goal_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    said = (activity.c.goal_ids, activity.c.title, activity.c.description, activity.c.topic)
    query: Select[Any] = select(*said).where(activity.c.active, activity.c.goal_ids.overlap(list(goal_ids)))
    found: dict[UUID, list[Row[Any]]] = {}
    for row in await session.execute(query.order_by(activity.c.activity_id)):
        for goal_id in row.goal_ids:
            found.setdefault(goal_id, []).append(row)
    return found


def _document(row: Row[Any], goals: Mapping[UUID, Row[Any]], done: Sequence[Row[Any]]) -> Document:
    return Document(
        goal=[row.title, row.short_title or ""],
        activity=[said for one in done for said in (one.title, one.description, one.topic)],
        around=[*(one.title for one in _above(row, goals)), row.subject.replace("-", " ")],
        language=row.language,
    )
