"""Keeps how learners stand with goals, and what they did; all of it may be told again, in any order."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.mastery.tables import done, mastery
from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest


def follow_mastery(reactions: Reactions) -> None:
    """Have these reactions keep how learners stand; attempts speak to more, so they are told in `reactions`."""
    reactions.add(MasteryChanged, note_mastery)


async def note_mastery(session: AsyncSession, events: Sequence[MasteryChanged]) -> None:
    await keep_newest(session, mastery, [event.model_dump(by_alias=False) for event in events])


async def note_attempts(session: AsyncSession, events: Sequence[AttemptRecorded]) -> None:
    """Earliest, latest and best of each: the same after any second telling."""
    rows: dict[tuple[Any, Any], dict[str, Any]] = {}
    for event in events:
        key, at = (event.learner_id, event.activity_id), event.occurred_at
        row = rows.setdefault(key, {"first_at": at, "last_at": at, "succeeded": False})
        row["first_at"], row["last_at"] = min(row["first_at"], at), max(row["last_at"], at)
        row["succeeded"] |= event.result.success
    new = insert(done)
    merged = {
        "first_at": func.least(done.c.first_at, new.excluded.first_at),
        "last_at": func.greatest(done.c.last_at, new.excluded.last_at),
        "succeeded": or_(done.c.succeeded, new.excluded.succeeded),
    }
    board_id = session.info["board_id"]
    await session.execute(
        new.on_conflict_do_update(index_elements=["board_id", "learner_id", "activity_id"], set_=merged),
        # In key order, so that two workers never wait for each other.
        [{"board_id": board_id, "learner_id": key[0], "activity_id": key[1], **rows[key]} for key in sorted(rows)],
    )
