"""Make parents what the records and the board's rule say today, announcing only what changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import ParentChanged
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.ids import new_pseudonym
from profile_service.parents import store
from profile_service.parents.rules import ParentRule, decides_alone, holds_now, links
from profile_service.roster.store import chunks, lock_roster, put_rows
from profile_service.tables import parent, person

Names = Mapping[str, tuple[str | None, str | None, str | None]]
"""(given, family, ECK iD) by sourcedId."""
_UNNAMED = (None, None, None)


async def settle_parents(session: AsyncSession, names: Names, *, now: datetime) -> set[UUID]:
    """`names` are those of a package, by sourcedId; who is not in it keeps the name there was.

    Only whoever has a child here is kept: of other guardians not even the name is needed. Returns those who have.
    """
    today = now.date()
    roles = {record["user"] for record in await store.parent_roles(session) if holds_now(record, today)}
    agents = await store.agents(session)
    related = sorted({*agents, *(other for others in agents.values() for other in others)})
    children = await store.children(session, related)
    linked = {key: found for key, found in links(agents, roles, children).items() if found}
    rule = await store.rule_of(session)
    ids = await _named(session, linked, names)
    wanted = {
        ids[key]: sorted(children[one][0] for one in found if not decides_alone(children[one][1], rule, today))
        for key, found in linked.items()
    }
    await _save(session, wanted, now=now)
    return set(wanted)


async def _named(session: AsyncSession, linked: Mapping[str, Any], names: Names) -> dict[str, UUID]:
    """The id of each parent by sourcedId; who teaches here as well has one already, and keeps it."""
    present = await store.users(session, sorted(linked))
    ids = {key: present[key].user_id if key in present else new_pseudonym() for key in linked}
    rows = []
    for key, user_id in ids.items():
        old = present.get(key)
        given, family, eck_id = names.get(key, _UNNAMED)
        values = {"sourced_id": key, "given": given, "family": family, "eck_id": eck_id}
        if old is None or (key in names and any(getattr(old, name) != value for name, value in values.items())):
            rows.append({"user_id": user_id, **values})
    await put_rows(session, person, rows)
    return ids


async def _save(session: AsyncSession, wanted: Mapping[UUID, list[UUID]], *, now: datetime) -> None:
    """Who is not in `wanted` has left: no child here at all, not even one that decides alone."""
    present = await store.all_parents(session)
    rows: list[dict[str, Any]] = []
    for parent_id in sorted({*wanted, *present}):
        old = present.get(parent_id)
        children = wanted.get(parent_id, [])
        left_at = None if parent_id in wanted else (old and old.left_at) or now
        if old is None or (old.active, old.learner_ids, old.left_at) != (bool(children), children, left_at):
            version = (old.version if old else 0) + 1
            row = {"version": version, "active": bool(children), "learner_ids": children, "left_at": left_at}
            rows.append({"parent_id": parent_id, **row})
    await put_rows(session, parent, rows)
    for some in chunks([ParentChanged.model_validate(row) for row in rows]):
        await announce_all(session, some)


async def forget_parents(session: AsyncSession, *, now: datetime) -> None:
    """After a learner was erased: a parent without any child left here is nobody we have a reason to name."""
    await lock_roster(session)
    linked = await settle_parents(session, {}, now=now)
    await announce_all(session, [gone_parent(row) for row in await store.drop_parents(session, except_for=linked)])


def gone_parent(row: Row[Any]) -> ParentChanged:
    """What is said of a parent whose row was deleted."""
    return ParentChanged(parent_id=row.parent_id, version=row.version + 1, active=False, learner_ids=[], gone=True)


async def change_rule(session: AsyncSession, rule: ParentRule, *, now: datetime) -> ParentRule:
    """Set the rule; it holds at once."""
    await store.set_rule(session, rule)
    await settle_parents(session, {}, now=now)
    return rule
