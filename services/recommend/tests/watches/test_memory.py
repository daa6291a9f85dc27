"""The memory of tries: what is put in comes out, and no more than is needed of it."""

import json
import runpy
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from embedded.databases import Database
from recommend_service.watches.memory import Memory
from recommend_service.watches.rules import REMEMBERED, Done

MIGRATIONS = Path(__file__).parents[2] / "migrations" / "versions"
AT = datetime(2026, 11, 2, 8, 30, 1, 123456, tzinfo=UTC)


def done(*goal_ids: UUID, number: int = 0, activity_id: UUID | None = None, **values: object) -> Done:
    usual = {"level": 3, "form": "exercise", "kind": "practice", "success": True, "known": False}
    return Done(
        fact_id=UUID(int=number), activity_id=activity_id, goal_ids=goal_ids, at=AT + timedelta(days=number),
        **{**usual, **values},  # type: ignore[arg-type]  # by name
    )  # fmt: skip


def of(*tries: Done) -> Memory:
    memory = Memory()
    for one in tries:
        memory.add(one)
    return Memory(memory.packed())


def test_what_was_done_comes_back_as_it_was() -> None:
    tries = (
        done(uuid4(), number=1, activity_id=uuid4(), form="maak-opdracht: één", kind="", known=True),
        done(uuid4(), uuid4(), number=2, success=False, level=5),
        done(number=3, activity_id=UUID(int=0)),
    )
    assert of(*tries).all() == tries


def test_a_moment_is_the_same_moment_in_whatever_zone_it_was_told() -> None:
    summer = timezone(timedelta(hours=2))
    [back] = of(Done(uuid4(), None, (uuid4(),), 3, "f", "k", True, False, AT.astimezone(summer))).all()
    assert back.at == AT


def test_only_the_newest_are_kept() -> None:
    tries = [done(uuid4(), number=number) for number in range(REMEMBERED + 4)]
    assert of(*tries).all() == tuple(tries[-REMEMBERED:])


def test_those_at_a_goal_are_found_beside_others() -> None:
    goal_id, other = uuid4(), uuid4()
    first, second = done(goal_id, number=1), done(other, goal_id, number=3)
    assert of(first, done(other, number=2), second).at(goal_id) == [first, second]
    # An activity with the goal's id is no try at the goal.
    assert of(done(other, activity_id=goal_id)).at(goal_id) == []


async def test_what_was_remembered_as_json_is_remembered_as_bytes(database: Database) -> None:
    with_activity = done(uuid4(), uuid4(), number=1, activity_id=uuid4(), form="één", known=True)
    tries = (with_activity, done(uuid4(), number=2, success=False, level=5))
    migration = runpy.run_path(str(MIGRATIONS / "0016_compact_memory.py"))
    engine = create_async_engine(database.app_url)
    async with engine.connect() as connection:
        query = text(f"SELECT ({migration['_PACKED']}) FROM (SELECT cast(:tries AS jsonb)) AS m(tries)")  # noqa: S608 - as the migration has it
        packed = await connection.scalar(query, {"tries": json.dumps(list(map(as_it_was, tries)))})
    await engine.dispose()
    assert Memory(packed).all() == tries


def as_it_was(one: Done) -> list[object]:
    activity_id = str(one.activity_id) if one.activity_id else None
    goals, at = list(map(str, one.goal_ids)), one.at.isoformat()
    return [str(one.fact_id), activity_id, goals, one.level, one.form, one.kind, int(one.success), int(one.known), at]
