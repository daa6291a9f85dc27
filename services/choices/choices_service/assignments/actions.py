"""Making, changing and ending assignments; each says so to everybody."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments import problems, rules, store
from choices_service.assignments.announcers import changed
from choices_service.assignments.doable import check_doable
from choices_service.assignments.schemas import AssignmentChangeIn, AssignmentIn
from choices_service.assignments.standing import refuse_left_out
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.assignments import AssignedTo
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import find_group, find_learner


async def assign(session: AsyncSession, wanted: AssignmentIn, caller: Principal, *, now: datetime) -> Row[Any]:
    """Decide on an activity for a learner or a group in reach; the same decision does not stand twice."""
    today = now.astimezone(UTC).date()
    scope, scope_id = rules.place_of(wanted)
    rules.check(wanted.kind, wanted.ground, wanted.until, today)
    places = await _places(session, caller, scope, scope_id)
    await check_doable(session, wanted.activity_id)
    await store.lock_activity(session, wanted.activity_id)
    for row in await store.standing_for(session, [scope_id], wanted.activity_id, today):
        if row.kind == wanted.kind:
            raise problems.already(row.assignment_id)
    if wanted.kind != "exclude":
        await refuse_left_out(session, places, wanted.activity_id, now, choosing=False)
    row = await store.add(
        session,
        {
            **wanted.model_dump(exclude={"learner_id", "group_id"}, by_alias=False),
            "assignment_id": new_id(),
            "version": 1,
            "scope": scope,
            "scope_id": scope_id,
            "active": True,
            "author_id": caller.subject,
            "made_at": now,
        },
    )
    await announce(session, changed(row))
    return row


async def _places(session: AsyncSession, caller: Principal, scope: AssignedTo, scope_id: UUID) -> list[UUID]:
    """The learner with its groups, or the group; `UnknownLearner` or `UnknownGroup` where it is out of reach."""
    if scope == "group":
        return [(await find_group(session, caller, scope_id)).group_id]
    found = await find_learner(session, caller, scope_id)
    return [found.learner_id, *found.group_ids]


async def change(
    session: AsyncSession, row: Row[Any], wanted: AssignmentChangeIn, caller: Principal, *, now: datetime
) -> Row[Any]:
    """Another ground, reason or last day. The row is locked."""
    today = now.astimezone(UTC).date()
    if rules.state_of(row, today) != "standing":
        raise problems.AssignmentOver
    rules.check(row.kind, wanted.ground, wanted.until, today)
    values = wanted.model_dump(by_alias=False)
    if all(getattr(row, name) == value for name, value in values.items()):
        return row
    made = await store.change(session, row, **values, changed_by_id=caller.subject, changed_at=now)
    await announce(session, changed(made))
    return made


async def end(session: AsyncSession, row: Row[Any], caller: Principal, *, now: datetime) -> None:
    """It holds no longer; ending it again changes nothing. The row is locked."""
    if row.active:
        made = await store.change(session, row, active=False, changed_by_id=caller.subject, changed_at=now)
        await announce(session, changed(made))
