"""Make schools, groups, learners and educators what the records say, touching and announcing only what changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import GroupChanged
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.ids import new_id
from profile_service.roster import store
from profile_service.roster.apply_people import apply_people
from profile_service.roster.changes import Changes
from profile_service.roster.progress import Progress
from profile_service.roster.recording import Name
from profile_service.roster.rules import DERIVED_FROM, Deriving, Roster
from profile_service.tables import group, school

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Applying:
    """One application: the ids by sourcedId that later steps need, and what has changed so far."""

    session: AsyncSession
    roster: Roster
    now: datetime
    changes: Changes = field(default_factory=Changes)
    schools: dict[str, UUID] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)


async def settle(
    session: AsyncSession, names: Mapping[str, Name], *, now: datetime, progress: Progress | None = None
) -> Changes:
    """Make everybody what the records say today; `names` are by sourcedId, who is not in it keeps its own."""
    progress = progress or Progress()
    work = Applying(session, await _derived(session, now.date(), progress), now)
    await _apply_schools(work)
    await _apply_groups(work)
    await apply_people(work, names, progress)
    await store.note_day(session, now.date())
    return work.changes


async def _derived(session: AsyncSession, today: date, progress: Progress) -> Roster:
    """Record by record: all of them at once are several times what comes of them."""
    await progress.begin("deriving", await store.record_count(session, DERIVED_FROM))
    deriving = Deriving(today)
    for file in DERIVED_FROM:
        async for part in store.records(session, file):
            for sourced_id, record in part:
                deriving.take(file, sourced_id, record)
            await progress.add(len(part))
    return deriving.roster()


async def _apply_schools(work: Applying) -> None:
    present = await store.by_key(work.session, school, "sourced_id")
    rows: Rows = []
    for key, name in work.roster.schools.items():
        old = present.get(key)
        work.schools[key] = old.school_id if old else new_id()
        if old is None or (old.name, old.active) != (name, True):
            rows.append({"school_id": work.schools[key], "sourced_id": key, "name": name, "active": True})
            work.changes.note("schools", was=old.active if old else None, now=True)
    gone = [old for key, old in present.items() if old.active and key not in work.roster.schools]
    rows += [{"school_id": o.school_id, "sourced_id": o.sourced_id, "name": o.name, "active": False} for o in gone]
    work.changes.add("schools", "ended", len(gone))
    await store.put_rows(work.session, school, rows)


async def _apply_groups(work: Applying) -> None:
    present = await store.by_key(work.session, group, "sourced_id")
    rows: Rows = []
    for key, wanted in work.roster.groups.items():
        old = present.get(key)
        work.groups[key] = old.group_id if old else new_id()
        values = {
            "sourced_id": key,
            "active": True,
            "school_id": work.schools[wanted.school],
            "title": wanted.title,
            "grades": wanted.grades,
            "subject": wanted.subject,
        }
        if old is None or any(getattr(old, name) != value for name, value in values.items()):
            version = (old.version if old else 0) + 1
            rows.append({"group_id": work.groups[key], "version": version, **values})
            work.changes.note("groups", was=old.active if old else None, now=True)
    ended = [_ended(old) for key, old in present.items() if old.active and key not in work.roster.groups]
    work.changes.add("groups", "ended", len(ended))
    rows += ended
    await store.put_rows(work.session, group, rows)
    for some in store.chunks(rows):
        await announce_all(work.session, [GroupChanged.model_validate(row) for row in some])


def _ended(old: Row[Any]) -> dict[str, Any]:
    """It ends, and is never deleted, for attempts and choices name it."""
    return {**old._asdict(), "active": False, "version": old.version + 1}
