"""Goals that a board makes itself, and what it says of how goals renew each other."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.rules import item_of, link_of
from choices_service.case.store import add_parts, drop_links
from choices_service.frameworks import rules, settle
from choices_service.frameworks import store as frameworks
from choices_service.frameworks.case import IS_CHILD_OF, REPLACED_BY
from choices_service.frameworks.own import refuse_others
from choices_service.goals import store
from choices_service.goals.actions import entity_tag, in_full
from choices_service.goals.schemas import LEVELS, GoalIn, GoalInFullOut, NewGoalIn
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.http.matching import require_match

NO_PARENT: Sentence = {
    "nl": "Dit leerdoel hebben jullie niet, of het is het doel zelf.",
    "en": "You have no such goal, or it is the goal itself.",
}


async def make_goal(session: AsyncSession, asked: NewGoalIn, *, now: datetime) -> GoalInFullOut:
    """A new goal at the end of a framework of the board's own; in use once that is published."""
    await store.lock_order(session)
    framework = await frameworks.find(session, asked.framework_id)
    refuse_others(framework)
    known = await frameworks.load_known(session)
    place = max((known.goals[one].place for one in known.frameworks[framework.framework_id]), default=-1) + 1
    goal = _said(rules.Goal(uuid4(), framework.framework_id, place, "", None, None, "", ()), asked, framework)
    await _settle(session, known, goal, asked, framework, now)
    return await in_full(session, await store.find(session, goal.goal_id))


async def change_goal(
    session: AsyncSession, goal_id: UUID, asked: GoalIn, if_match: str | None, *, retired: bool, now: datetime
) -> GoalInFullOut:
    """All of the goal, as its next version."""
    present, known = await _locked(session, goal_id, if_match)
    framework = await frameworks.find(session, present.framework_id)
    refuse_others(framework)
    goal = _said(known.goals[goal_id], asked, framework)
    await _settle(session, known, replace(goal, retired=retired), asked, framework, now)
    return await in_full(session, await store.find(session, goal_id))


async def set_replaced(
    session: AsyncSession, goal_id: UUID, wanted: Collection[UUID], if_match: str | None, *, now: datetime
) -> GoalInFullOut:
    """The older goals whose evidence counts for this one."""
    present, known = await _locked(session, goal_id, if_match)
    unknown = store.unknown_at("#/goalIds", list(wanted), known.goals.keys() - {goal_id})
    if unknown:
        raise store.UnknownGoal(faults=unknown)
    goal = known.goals[goal_id]
    by = {one: goal.replaces.get(one) for one in sorted(set(wanted))}
    after = {**known.goals, goal_id: replace(goal, replaces=by)}
    rules.say_what_is_assessable(after, known.practised)
    settle.refuse_cycles(after)
    changed = await settle.save(session, known, after)
    for old in goal.replaces.keys() - by.keys():
        await drop_links(session, present.framework_id, REPLACED_BY, old, goal_id)
    new = [one for one in by if one not in goal.replaces]
    links = [
        link_of(present.framework_id, REPLACED_BY, (one, known.goals[one].title), (goal_id, goal.title), now)
        for one in new
    ]
    await add_parts(session, present.framework_id, links)
    await settle.tell(session, changed, after)
    return await in_full(session, await store.find(session, goal_id))


async def _locked(session: AsyncSession, goal_id: UUID, if_match: str | None) -> tuple[Row[Any], rules.Known]:
    await store.lock_order(session)
    row = await store.find(session, goal_id)
    require_match(if_match, entity_tag(await in_full(session, row)))
    return row, await frameworks.load_known(session)


def _said(goal: rules.Goal, asked: GoalIn, framework: Row[Any]) -> rules.Goal:
    subject = asked.subject or framework.subject
    return replace(
        goal,
        title=asked.title,
        short_title=asked.short_title,
        code=asked.code,
        subject=rules.slug(subject) if subject else rules.NO_SUBJECT,
        levels=tuple(level for level in LEVELS if level in asked.levels),
        parent_id=asked.parent_id,
    )


async def _settle(
    session: AsyncSession, known: rules.Known, goal: rules.Goal, asked: GoalIn, framework: Row[Any], now: datetime
) -> None:
    if asked.parent_id is not None and (asked.parent_id not in known.goals or asked.parent_id == goal.goal_id):
        raise Invalid(faults=[Fault("#/parentId", NO_PARENT, "unknown-goal")])
    mine = known.frameworks[framework.framework_id]
    members = {**known.frameworks, framework.framework_id: mine | {goal.goal_id}}
    after = {**known.goals, goal.goal_id: goal}
    rules.say_what_is_active(after, [goal.goal_id], members, known.dormant)
    rules.say_what_is_assessable(after, known.practised)
    settle.refuse_cycles(after)
    changed = await settle.save(session, known, after)
    come = {goal.goal_id} - mine
    await frameworks.save_members(session, framework.framework_id, gone=(), come=come)
    await _say_in_case(session, after, goal, asked, framework, now)
    await settle.tell(session, changed, after)


async def _say_in_case(
    session: AsyncSession,
    goals: dict[UUID, rules.Goal],
    goal: rules.Goal,
    asked: GoalIn,
    framework: Row[Any],
    now: datetime,
) -> None:
    parent = goals[goal.parent_id] if goal.parent_id else None
    above = (parent.goal_id, parent.title) if parent else (framework.framework_id, framework.title)
    await drop_links(session, framework.framework_id, IS_CHILD_OF, goal.goal_id)
    parts = [
        item_of(goal, asked.subject, framework.language, now),
        link_of(framework.framework_id, IS_CHILD_OF, (goal.goal_id, goal.title), above, now),
    ]
    await add_parts(session, framework.framework_id, parts)
