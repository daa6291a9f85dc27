"""Planning a challenge, ticking what is done, and adding what there is to show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.challenge_work import store
from choices_service.challenge_work.schemas import EvidenceIn, EvidenceOut, PlanIn, StepChangeIn, StepIn
from choices_service.challenges import actions as challenges
from choices_service.challenges import rules
from choices_service.challenges import store as challenges_store
from choices_service.challenges.problems import ChallengeClosed, UnknownStep
from choices_service.challenges.schemas import ChallengeOut, StepOut
from choices_service.challenges.tables import challenge_evidence, challenge_step
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Invalid
from eigenwijs_shared.ids import new_id


async def set_plan(
    session: AsyncSession, challenge_id: UUID, wanted: PlanIn, caller: Principal, *, now: datetime, if_match: str | None
) -> ChallengeOut:
    """The whole plan; steps that stay keep what was done."""
    shown = await challenges.locked(session, caller, challenge_id, if_match)
    if shown.state != "open":
        raise ChallengeClosed
    before = {one.step_id: one for one in shown.steps}
    days = {step_id: one.day for step_id, one in before.items()}
    faults = rules.plan_faults(wanted.steps, wanted.present_on, days, shown.present_on, now.date())
    if faults:
        raise Invalid(faults=faults)
    if _is_same(wanted, shown):
        return shown
    await _write_steps(session, shown, wanted.steps)
    return await challenges.saved(session, challenge_id, caller, now, present_on=wanted.present_on)


def _is_same(wanted: PlanIn, shown: ChallengeOut) -> bool:
    asked = [(one.step_id, one.kind, one.title, one.day) for one in wanted.steps]
    return (asked, wanted.present_on) == (
        [(one.step_id, one.kind, one.title, one.day) for one in shown.steps],
        shown.present_on,
    )


async def _write_steps(session: AsyncSession, shown: ChallengeOut, wanted: Sequence[StepIn]) -> None:
    kept = {one.step_id for one in wanted if one.step_id is not None}
    await store.drop_steps(session, shown.challenge_id, [one.step_id for one in shown.steps if one.step_id not in kept])
    same = {"challenge_id": shown.challenge_id, "learner_id": shown.learner_id}
    fresh: list[dict[str, Any]] = []
    for place, one in enumerate(wanted):
        said = {"place": place, "kind": one.kind, "title": one.title, "day": one.day}
        if one.step_id is None:
            fresh.append({**same, **said, "step_id": new_id()})
        else:
            await store.change_step(session, shown.challenge_id, one.step_id, said)
    await challenges_store.add(session, challenge_step, fresh)


async def change_step(
    session: AsyncSession, challenge_id: UUID, step_id: UUID, wanted: StepChangeIn, caller: Principal, *, now: datetime
) -> StepOut:
    """Tick it, or say what came of it; ticking again keeps when it was first done."""
    await challenges.open_challenge(session, caller, challenge_id)
    steps = (await challenges_store.steps_of(session, [challenge_id])).get(challenge_id, [])
    before = next((row for row in steps if row.step_id == step_id), None)
    if before is None:
        raise UnknownStep
    said = wanted.model_dump(include=wanted.model_fields_set, by_alias=False)
    values = {"note": said["note"]} if "note" in said else {}
    if said.get("done", before.done_at is not None) != (before.done_at is not None):
        values |= {"done_at": now, "done_by": caller.subject} if said["done"] else {"done_at": None, "done_by": None}
    if values:
        await store.change_step(session, challenge_id, step_id, values)
        await challenges.saved(session, challenge_id, caller, now)
    return challenges.step_shown(before).model_copy(update=_shown_as(values))


def _shown_as(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "done": values["done_at"] is not None} if "done_at" in values else values


async def add_evidence(
    session: AsyncSession, challenge_id: UUID, wanted: EvidenceIn, caller: Principal, *, now: datetime
) -> EvidenceOut:
    """Shown from now on; the presentation says what it counts for."""
    row = await challenges.open_challenge(session, caller, challenge_id)
    mapped = (await challenges_store.goals_of(session, [challenge_id])).get(challenge_id, [])
    said = wanted.model_dump(by_alias=False)
    rules.check_evidence(wanted.kind, said, wanted.goal_ids, {one.goal_id for one in mapped})
    values = {**said, "challenge_id": challenge_id, "learner_id": row.learner_id, "evidence_id": new_id()}
    made = {**values, "author_id": caller.subject, "added_at": now}
    added = await challenges_store.add(session, challenge_evidence, [made])
    await challenges.saved(session, challenge_id, caller, now)
    return EvidenceOut.model_validate(added[0])
