"""Make schools, groups, learners and educators what the records say, touching and announcing only what changes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, and_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import EducatorChanged, GroupChanged, LearnerChanged
from eigenwijs_shared.events.envelope import Event
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.ids import new_id, new_pseudonym
from profile_service.parents.actions import settle_parents
from profile_service.roster import store
from profile_service.roster.rules import Roster, User, derive
from profile_service.tables import educator, group, learner, membership, person, school

Rows = list[dict[str, Any]]
People = Mapping[str, Mapping[str, Any]]
_UNNAMED = {"given": None, "family": None, "eck_id": None}


@dataclass(slots=True)
class Applying:
    """One application: the ids by sourcedId that later steps need, and the events so far."""

    session: AsyncSession
    roster: Roster
    now: datetime
    schools: dict[str, UUID] = field(default_factory=dict)
    groups: dict[str, UUID] = field(default_factory=dict)
    users: dict[str, UUID] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


async def settle(session: AsyncSession, people: People, *, now: datetime) -> None:
    """Make everybody what the records say today; `people` are names by sourcedId, others keep theirs."""
    records = await store.all_records(session)
    # In a thread: with 50,000 learners it takes seconds, in which the worker's loop must go on.
    work = Applying(session, await asyncio.to_thread(derive, records, now.date()), now)
    await _apply_schools(work)
    await _apply_groups(work)
    await _apply_people(work, people)
    await _apply_learners(work)
    await _apply_educators(work)
    await _apply_memberships(work)
    await settle_parents(session, people, now=now)
    for some in store.chunks(work.events):
        await announce_all(session, some)
    await store.note_day(session, now.date())


async def _apply_schools(work: Applying) -> None:
    present = await store.by_key(work.session, school, "sourced_id")
    rows: Rows = []
    for key, name in work.roster.schools.items():
        old = present.get(key)
        work.schools[key] = old.school_id if old else new_id()
        if old is None or (old.name, old.active) != (name, True):
            rows.append({"school_id": work.schools[key], "sourced_id": key, "name": name, "active": True})
    gone = [old for key, old in present.items() if old.active and key not in work.roster.schools]
    rows += [{"school_id": o.school_id, "sourced_id": o.sourced_id, "name": o.name, "active": False} for o in gone]
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
        _note_change(rows, old, "group_id", work.groups[key], values)
    rows += _ended(present, work.roster.groups, "group_id")
    await store.put_rows(work.session, group, rows)
    work.events += [GroupChanged.model_validate(row) for row in rows]


async def _apply_people(work: Applying, people: People) -> None:
    """Who is new gets a pseudonym; who comes back keeps the one there was.

    Parents have their own step; of whoever else neither learns nor teaches we keep no name: nothing needs it.
    """
    present = await store.by_key(work.session, person, "sourced_id")
    work.users = {key: old.user_id for key, old in present.items()}
    rows: Rows = []
    for key, user in work.roster.users.items():
        old = present.get(key)
        if not (user.is_learner or user.is_educator) or (old is not None and key not in people):
            continue
        work.users.setdefault(key, new_pseudonym())
        values = {"sourced_id": key, **people.get(key, _UNNAMED)}
        if old is None or any(getattr(old, name) != value for name, value in values.items()):
            rows.append({"user_id": work.users[key], **values})
    await store.put_rows(work.session, person, rows)


async def _apply_learners(work: Applying) -> None:
    wanted = {key: user for key, user in work.roster.users.items() if user.is_learner}
    present = await _by_sourced_id(work, learner, "learner_id")
    rows: Rows = []
    for key, user in wanted.items():
        values = {
            "active": user.enabled and user.learns_now,
            "grades": user.grades,
            "school_ids": sorted(work.schools[one] for one in user.schools if one in work.schools),
            "group_ids": _group_ids(work, user, user.learns_in),
        }
        _note_change(rows, present.get(key), "learner_id", work.users[key], values)
    rows += _ended(present, wanted, "learner_id", group_ids=[])
    await store.put_rows(work.session, learner, rows)
    work.events += [LearnerChanged.model_validate(row) for row in rows]


async def _apply_educators(work: Applying) -> None:
    wanted = {key: user for key, user in work.roster.users.items() if user.is_educator}
    present = await _by_sourced_id(work, educator, "educator_id")
    rows: Rows = []
    for key, user in wanted.items():
        values = {
            "active": user.enabled and user.teaches_now,
            "group_ids": _group_ids(work, user, user.teaches),
        }
        _note_change(rows, present.get(key), "educator_id", work.users[key], values)
    rows += _ended(present, wanted, "educator_id", group_ids=[])
    await store.put_rows(work.session, educator, rows)
    work.events += [EducatorChanged.model_validate(row) for row in rows]


def _group_ids(work: Applying, user: User, keys: set[str]) -> list[UUID]:
    return sorted(work.groups[key] for key in keys) if user.enabled else []


async def _by_sourced_id(work: Applying, table: Table, key: str) -> dict[str, Row[Any]]:
    named = {user_id: sourced_id for sourced_id, user_id in work.users.items()}
    return {named[user_id]: row for user_id, row in (await store.by_key(work.session, table, key)).items()}


def _note_change(rows: Rows, old: Row[Any] | None, key: str, identity: UUID, values: dict[str, Any]) -> None:
    """A row with the next version, unless everything is as it was."""
    if old is None or any(getattr(old, name) != value for name, value in values.items()):
        rows.append({key: identity, "version": (old.version if old else 0) + 1, **values})


def _ended(present: Mapping[str, Row[Any]], wanted: Mapping[str, Any], key: str, **values: Any) -> Rows:
    """Those that are gone: they end, and are never deleted, for attempts and choices name them."""
    gone = [old for sourced_id, old in present.items() if old.active and sourced_id not in wanted]
    return [{**old._asdict(), "active": False, "version": old.version + 1, **values} for old in gone]


async def _apply_memberships(work: Applying) -> None:
    """Open what is new, close what is over; a membership that comes back is a new one."""
    wanted = set(_memberships(work))
    open_now = await work.session.execute(select(membership).where(membership.c.ended_at.is_(None)))
    present = {(row.group_id, row.user_id, row.role) for row in open_now}
    for some in store.chunks(sorted(present - wanted)):
        over = tuple_(membership.c.group_id, membership.c.user_id, membership.c.role).in_(some)
        await work.session.execute(
            update(membership).where(and_(over, membership.c.ended_at.is_(None))).values(ended_at=work.now)
        )
    begun = [
        {"group_id": group_id, "user_id": user_id, "role": role, "began_at": work.now}
        for group_id, user_id, role in sorted(wanted - present)
    ]
    await store.add_rows(work.session, membership, begun)


def _memberships(work: Applying) -> Sequence[tuple[UUID, UUID, str]]:
    found = []
    for key, user in work.roster.users.items():
        if not (user.learns_in or user.teaches):
            continue
        user_id = work.users[key]
        found += [(group_id, user_id, "learner") for group_id in _group_ids(work, user, user.learns_in)]
        found += [(group_id, user_id, "educator") for group_id in _group_ids(work, user, user.teaches)]
    return found
