"""Changing the order of goals, and telling the others how goals stand."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.store import follow_order
from choices_service.evidence_rules.store import SetRule, rules_now
from choices_service.goals import store
from choices_service.goals.rules import cycle_problem, find_cycle
from choices_service.goals.schemas import GoalInFullOut, GoalNameOut, GoalOut
from choices_service.tables import goal
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.choices import GoalChanged
from eigenwijs_shared.errors import Fault, Invalid, PreconditionFailed, Sentence
from eigenwijs_shared.events.outbox import announce_all
from eigenwijs_shared.http.etags import tag_of

ITSELF: Sentence = {
    "nl": "Een leerdoel kan niet zijn eigen voorkennis zijn.",
    "en": "A goal cannot be its own prerequisite.",
}


async def in_full(session: AsyncSession, row: Row[Any]) -> GoalInFullOut:
    """The goal with the titles of its neighbours."""
    before = await store.find_many(session, row.prerequisite_ids)
    after = await store.dependents_of(session, row.goal_id)
    old = await store.find_many(session, row.replaces_goal_ids)
    newer = await store.successors_of(session, row.goal_id)
    return GoalInFullOut(
        **GoalOut.model_validate(row).model_dump(by_alias=False),
        prerequisites=[GoalNameOut.model_validate(before[key]) for key in sorted(before)],
        dependents=[GoalNameOut.model_validate(other) for other in after],
        replaces=[GoalNameOut.model_validate(old[key]) for key in sorted(old)],
        replaced_by=[GoalNameOut.model_validate(other) for other in newer],
    )


def keeps_catalogue(caller: Principal) -> bool:
    """May this caller see what is not published yet?"""
    return bool(caller.scopes & {"frameworks:write", "catalogue:write"})


async def seen_goal(session: AsyncSession, caller: Principal, goal_id: UUID) -> Row[Any]:
    """The goal, unless it is not published yet and this caller has no business there."""
    row = await store.find(session, goal_id)
    if not row.active and not keeps_catalogue(caller) and await store.is_hidden(session, goal_id):
        raise store.UnknownGoal
    return row


def entity_tag(out: GoalInFullOut) -> str:
    """Changes whenever anything in the answer does."""
    return tag_of(out.model_dump_json().encode())


async def set_prerequisites(
    session: AsyncSession, goal_id: UUID, wanted: Sequence[UUID], if_match: str | None, *, now: datetime
) -> GoalInFullOut:
    """Replace what comes right before this goal, unless that makes the order go round."""
    await store.lock_order(session)
    row = await store.find(session, goal_id)
    if if_match is not None and not _matches(if_match, entity_tag(await in_full(session, row))):
        raise PreconditionFailed
    known = await store.find_many(session, {goal_id, *wanted})
    unknown = store.unknown_at("#/prerequisites", wanted, known)
    if goal_id in wanted:
        itself = Fault(f"#/prerequisites/{wanted.index(goal_id)}", ITSELF, "self-reference")
        raise Invalid(faults=[*unknown, itself])
    if unknown:
        raise store.UnknownGoal(faults=unknown)
    if set(wanted) != set(row.prerequisite_ids):
        await _refuse_cycle(session, goal_id, set(wanted))
        await store.replace_prerequisites(session, goal_id, set(wanted))
        await follow_order(session, [goal_id], at=now)
        await announce_goals(session, [goal_id])
        row = await store.find(session, goal_id)
    return await in_full(session, row)


async def _refuse_cycle(session: AsyncSession, goal_id: UUID, wanted: set[UUID]) -> None:
    order = {**await store.order_of_board(session), goal_id: wanted}
    cycle = find_cycle(order, [goal_id])
    if cycle is not None:
        rows = await session.execute(select(goal.c.goal_id, goal.c.title).where(goal.c.goal_id.in_(cycle)))
        raise cycle_problem(cycle, {row.goal_id: row.title for row in rows})


def _matches(if_match: str, tag: str) -> bool:
    return if_match.strip() == "*" or tag in {part.strip() for part in if_match.split(",")}


async def announce_goals(session: AsyncSession, goal_ids: Iterable[UUID]) -> None:
    """Tell how these goals stand now, and keep that as a version."""
    rows = await store.find_many(session, list(goal_ids))
    shown = [GoalOut.model_validate(rows[goal_id]) for goal_id in sorted(rows)]
    await store.keep_versions(session, [(out.goal_id, out.version, out.model_dump(mode="json")) for out in shown])
    await announce_all(session, await _as_told(session, [rows[goal_id] for goal_id in sorted(rows)]))


async def goals_again(session: AsyncSession, after: str | None, limit: int) -> tuple[list[GoalChanged], str | None]:
    """A page of all goals, for a consumer that is new or wiped."""
    query = store.with_prerequisites.order_by(goal.c.goal_id).limit(limit)
    if after is not None:
        query = query.where(goal.c.goal_id > UUID(after))
    rows = (await session.execute(query)).all()
    return await _as_told(session, rows), str(rows[-1].goal_id) if len(rows) == limit else None


async def _as_told(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[GoalChanged]:
    """The events of these goals' whole state, each with the evidence rule that holds for it."""
    rules = await rules_now(session)
    return [_changed(row, rules.of(row.goal_id)) for row in rows]


def _changed(row: Row[Any], held: SetRule | None) -> GoalChanged:
    told = {name: getattr(row, name) for name in GoalChanged.model_fields if name != "evidence_rule"}
    return GoalChanged(**told, evidence_rule=held.rule if held else None)
