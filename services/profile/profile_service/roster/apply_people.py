"""Learners, educators and their memberships as the records say, some thousands at a time: a board may have 100,000."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, Table, and_, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import EducatorChanged, LearnerChanged
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.ids import new_pseudonym
from profile_service.roster import store
from profile_service.roster.changes import Changes, Kind
from profile_service.roster.progress import Progress
from profile_service.roster.recording import Name
from profile_service.roster.rules import Roster, User
from profile_service.tables import educator, learner, membership, person

Rows = list[dict[str, Any]]
_COLUMNS = ("user_id", "sourced_id", "given", "family", "eck_id")
_KEYS: tuple[tuple[Kind, Any], ...] = (("learners", learner.c.learner_id), ("educators", educator.c.educator_id))
_UNNAMED = (None, None, None)
_NOBODY = User(enabled=False, grades=[])


class Applying(Protocol):
    """What is needed of an application, once schools and groups are there."""

    session: AsyncSession
    roster: Roster
    now: datetime
    changes: Changes
    schools: dict[str, UUID]
    groups: dict[str, UUID]


async def apply_people(work: Applying, names: Mapping[str, Name], progress: Progress) -> None:
    """Those the records speak of, and those they no longer speak of, who end."""
    known = await work.session.stream_scalars(select(person.c.sourced_id), execution_options=store.IN_PARTS)
    known_before = [sourced_id async for part in known.partitions() for sourced_id in part]
    everybody = sorted(set(work.roster.users).union(known_before))
    await progress.begin("applying", len(everybody))
    for some in store.chunks(everybody):
        await _apply_some(work, some, names)
        await progress.add(len(some))


async def rename(session: AsyncSession, names: Mapping[str, Name], progress: Progress) -> Changes:
    """Of who is known already, the names alone."""
    changes = Changes()
    await progress.begin("applying", len(names))
    for keys in store.chunks(sorted(names)):
        query = select(person).where(person.c.sourced_id.in_(keys))
        rows = [
            dict(zip(_COLUMNS, (old.user_id, old.sourced_id, *names[old.sourced_id]), strict=True))
            for old in await session.execute(query)
            if (old.given, old.family, old.eck_id) != names[old.sourced_id]
        ]
        await store.put_rows(session, person, rows)
        ids = [row["user_id"] for row in rows]
        for kind, key in _KEYS:
            named_anew = await session.execute(select(func.count()).where(key == func.any(ids)))
            changes.add(kind, "changed", named_anew.scalar_one())
        await progress.add(len(keys))
    return changes


async def _apply_some(work: Applying, keys: Sequence[str], names: Mapping[str, Name]) -> None:
    query = select(person).where(person.c.sourced_id == func.any(list(keys)))
    present = {row.sourced_id: row for row in await work.session.execute(query)}
    renamed = await _apply_names(work, keys, present, names)
    ids = {key: row.user_id for key, row in present.items()} | renamed
    users = {ids[key]: work.roster.users.get(key, _NOBODY) for key in keys if key in ids}
    named_anew = {user_id for key, user_id in renamed.items() if key in present}
    await _apply_learners(work, users, named_anew)
    await _apply_educators(work, users, named_anew)
    await _apply_memberships(work, users)


async def _apply_names(
    work: Applying, keys: Sequence[str], present: Mapping[str, Row[Any]], names: Mapping[str, Name]
) -> dict[str, UUID]:
    """Who is new gets a pseudonym; who comes back keeps the one there was. The ids of those that were written.

    Of parents and whoever else neither learns nor teaches we keep no name: there is nothing that it is needed for.
    """
    rows: Rows = []
    for key in keys:
        user, old = work.roster.users.get(key, _NOBODY), present.get(key)
        if not (user.is_learner or user.is_educator) or (old is not None and key not in names):
            continue
        given, family, eck_id = names.get(key, _UNNAMED)
        if old is None or (old.given, old.family, old.eck_id) != (given, family, eck_id):
            user_id = old.user_id if old else new_pseudonym()
            rows.append({"user_id": user_id, "sourced_id": key, "given": given, "family": family, "eck_id": eck_id})
    await store.put_rows(work.session, person, rows)
    return {row["sourced_id"]: row["user_id"] for row in rows}


async def _apply_learners(work: Applying, users: Mapping[UUID, User], named_anew: Iterable[UUID]) -> None:
    present = await _present(work, learner, learner.c.learner_id, users)
    rows: Rows = []
    for user_id, user in users.items():
        old = present.get(user_id)
        if user.is_learner:
            values = {
                "active": user.enabled and user.learns_now,
                "grades": user.grades,
                "school_ids": sorted(work.schools[one] for one in user.schools if one in work.schools),
                "group_ids": _group_ids(work, user, user.learns_in),
            }
            _note_change(rows, old, "learner_id", user_id, values)
        elif old is not None and old.active:
            rows.append(_ended(old))
    _count(work, "learners", present, {row["learner_id"]: row["active"] for row in rows}, named_anew)
    await store.put_rows(work.session, learner, rows)
    await announce_all(work.session, [LearnerChanged.model_validate(row) for row in rows])


async def _apply_educators(work: Applying, users: Mapping[UUID, User], named_anew: Iterable[UUID]) -> None:
    present = await _present(work, educator, educator.c.educator_id, users)
    rows: Rows = []
    for user_id, user in users.items():
        old = present.get(user_id)
        if user.is_educator:
            active = user.enabled and user.teaches_now
            values = {
                "active": active,
                "group_ids": _group_ids(work, user, user.teaches),
                "left_at": None if active else (old and old.left_at) or work.now,
            }
            _note_change(rows, old, "educator_id", user_id, values)
        elif old is not None and old.active:
            rows.append({**_ended(old), "left_at": work.now})
    _count(work, "educators", present, {row["educator_id"]: row["active"] for row in rows}, named_anew)
    await store.put_rows(work.session, educator, rows)
    await announce_all(work.session, [EducatorChanged.model_validate(row) for row in rows])


async def _present(work: Applying, table: Table, key: Any, users: Iterable[UUID]) -> dict[UUID, Row[Any]]:
    rows = await work.session.execute(select(table).where(key == func.any(list(users))))
    return {getattr(row, key.name): row for row in rows}


def _group_ids(work: Applying, user: User, keys: Iterable[str]) -> list[UUID]:
    return sorted(work.groups[key] for key in keys) if user.enabled else []


def _note_change(rows: Rows, old: Row[Any] | None, key: str, identity: UUID, values: dict[str, Any]) -> None:
    """A row with the next version, unless everything is as it was."""
    if old is None or any(getattr(old, name) != value for name, value in values.items()):
        rows.append({key: identity, "version": (old.version if old else 0) + 1, **values})


def _ended(old: Row[Any]) -> dict[str, Any]:
    """Who is gone ends, and is never deleted, for attempts and choices name them."""
    return {**old._asdict(), "active": False, "version": old.version + 1, "group_ids": []}


def _count(
    work: Applying, kind: Kind, present: Mapping[UUID, Row[Any]], now: Mapping[UUID, bool], named_anew: Iterable[UUID]
) -> None:
    """Whose name alone is another, changed too, though only the vault knows."""
    for user_id, is_active in now.items():
        work.changes.note(kind, was=present[user_id].active if user_id in present else None, now=is_active)
    work.changes.add(kind, "changed", sum(one in present and one not in now for one in named_anew))


async def _apply_memberships(work: Applying, users: Mapping[UUID, User]) -> None:
    """Open what is new, close what is over; a membership that comes back is a new one."""
    wanted = {one for user_id, user in users.items() for one in _memberships(work, user_id, user)}
    open_now = await work.session.execute(
        select(membership).where(membership.c.user_id == func.any(list(users)), membership.c.ended_at.is_(None))
    )
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
    work.changes.add("memberships", "added", len(begun))
    work.changes.add("memberships", "ended", len(present - wanted))


def _memberships(work: Applying, user_id: UUID, user: User) -> Sequence[tuple[UUID, UUID, str]]:
    learns = [(group_id, user_id, "learner") for group_id in _group_ids(work, user, user.learns_in)]
    return learns + [(group_id, user_id, "educator") for group_id in _group_ids(work, user, user.teaches)]
