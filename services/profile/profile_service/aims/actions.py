"""Write down what a learner aims for, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.audience import chosen_by, refuse_unless_learner
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.models import In
from profile_service.aims import store
from profile_service.aims.rules import MOST_STEPS, TooManySteps, UnknownStep, changed, check_days, check_goals
from profile_service.aims.schemas import (
    AimChangeIn,
    AimIn,
    AimOut,
    ReflectionIn,
    ReflectionOut,
    StepChangeIn,
    StepIn,
    StepOut,
)
from profile_service.aims.tables import aim, aim_reflection, aim_step
from profile_service.aims.telling import MATTERS, tell_aims
from profile_service.people.rows import add_row


def _said(body: In) -> dict[str, Any]:
    """What the body names, and nothing that it left out."""
    said = body.model_dump(include=body.model_fields_set)
    if "goal_ids" in said:
        said["goal_ids"] = list(dict.fromkeys(said["goal_ids"]))
    if "visible_to" in said:
        said["visible_to"] = sorted(set(said["visible_to"]))
    return said


async def in_full(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[AimOut]:
    """The aims of one learner with their steps."""
    steps = await store.steps_of(session, rows[0].learner_id, [row.aim_id for row in rows]) if rows else {}
    return [AimOut.model_validate({**row._mapping, "steps": steps.get(row.aim_id, [])}) for row in rows]


def tag(shown: AimOut) -> str:
    """Changes whenever anything of the aim or its steps does."""
    return tag_of(shown.model_dump_json(by_alias=True).encode())


async def make_aim(
    session: AsyncSession, learner_id: UUID, wanted: AimIn, caller: Principal, *, now: datetime
) -> AimOut:
    """A new aim, open; by the learner, or on its behalf with the author's id."""
    said = _said(wanted)
    chosen = chosen_by(caller, learner_id, said.get("visible_to"))
    values = {**wanted.model_dump(), **said, "visible_to": chosen}
    values.update(changed({"ambition": "as-advised", "ambition_level": None}, values, now))
    check_goals(wanted.goal_ids, await store.known_goals(session, wanted.goal_ids))
    made = await add_row(
        session,
        aim,
        **values,
        learner_id=learner_id,
        aim_id=new_id(),
        state="open",
        state_at=now,
        state_words=None,
        author_id=caller.subject,
        created_at=now,
        changed_by_id=caller.subject,
        changed_at=now,
    )
    if wanted.goal_ids:
        await tell_aims(session, learner_id)
    return AimOut.model_validate({**made._mapping, "steps": []})


async def change_aim(
    session: AsyncSession,
    learner_id: UUID,
    aim_id: UUID,
    wanted: AimChangeIn,
    caller: Principal,
    *,
    now: datetime,
    if_match: str | None,
) -> AimOut:
    """Change what the body names; nothing happens when nothing would change."""
    before = await store.find_aim(session, caller, learner_id, aim_id, lock=True)
    shown = (await in_full(session, [before]))[0]
    require_match(if_match, tag(shown))
    said = _said(wanted)
    if said.get("visible_to", before.visible_to) != before.visible_to:
        refuse_unless_learner(caller, learner_id)
    values = changed(dict(before._mapping), said, now)
    # A goal that was linked stays linked when the board's curriculum moves on.
    known = {*before.goal_ids, *await store.known_goals(session, said.get("goal_ids", []))}
    check_goals(wanted.goal_ids if "goal_ids" in said else [], known)
    if not values:
        return shown
    after = await store.change_aim(session, learner_id, aim_id, **values, changed_by_id=caller.subject, changed_at=now)
    if (before.goal_ids or after.goal_ids) and not MATTERS.isdisjoint(values):
        await tell_aims(session, learner_id)
    return (await in_full(session, [after]))[0]


async def add_step(
    session: AsyncSession, learner_id: UUID, aim_id: UUID, wanted: StepIn, caller: Principal, *, now: datetime
) -> StepOut:
    # Locked, so that two at once do not make one too many.
    found = await store.find_aim(session, caller, learner_id, aim_id, lock=True)
    check_days({"due": wanted.due}, now.date())
    if await store.count_steps(session, found) >= MOST_STEPS:
        raise TooManySteps
    made = {"step_id": new_id(), "done": False, "author_id": caller.subject, "created_at": now}
    place = {"learner_id": learner_id, "aim_id": aim_id}
    return StepOut.model_validate(await add_row(session, aim_step, **place, **wanted.model_dump(), **made))


async def change_step(
    session: AsyncSession,
    learner_id: UUID,
    place: tuple[UUID, UUID],
    wanted: StepChangeIn,
    caller: Principal,
    *,
    now: datetime,
) -> StepOut:
    """Change the step of (aim, step); ticking it again keeps when it was first done."""
    aim_id, step_id = place
    found = await store.find_aim(session, caller, learner_id, aim_id)
    before = await store.lock_step(session, found, step_id)
    if before is None:
        raise UnknownStep
    values = {name: value for name, value in _said(wanted).items() if value != getattr(before, name)}
    check_days(values, now.date())
    if "done" in values:
        values["done_at"] = now if values["done"] else None
    if not values:
        return StepOut.model_validate(before)
    return StepOut.model_validate(await store.change_step(session, found, step_id, **values))


async def add_reflection(
    session: AsyncSession, learner_id: UUID, aim_id: UUID, wanted: ReflectionIn, caller: Principal, *, now: datetime
) -> ReflectionOut:
    """A reflection is added, never changed."""
    await store.find_aim(session, caller, learner_id, aim_id)
    made = {"reflection_id": new_id(), "text": wanted.text, "author_id": caller.subject, "written_at": now}
    row = await add_row(session, aim_reflection, learner_id=learner_id, aim_id=aim_id, **made)
    return ReflectionOut.model_validate(row)
