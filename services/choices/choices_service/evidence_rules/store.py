"""Which evidence rule holds for which goal."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.evidence_rules.tables import evidence_rule
from choices_service.goals.store import one_of
from choices_service.tables import goal
from eigenwijs_shared.contracts.choices import EvidenceRule

_newest = (
    select(evidence_rule)
    .ext(distinct_on(evidence_rule.c.goal_id))
    .order_by(evidence_rule.c.goal_id, evidence_rule.c.version.desc())
)


@dataclass(frozen=True, slots=True)
class SetRule:
    """A rule as somebody set it; `goal_id` None: for all goals without one of their own."""

    goal_id: UUID | None
    rule: EvidenceRule
    author_id: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a board that hold now."""

    of_board: SetRule | None
    of_goals: dict[UUID, SetRule]

    def of(self, goal_id: UUID) -> SetRule | None:
        """The one that holds for this goal; None: the usual one."""
        return self.of_goals.get(goal_id, self.of_board)


async def rules_now(session: AsyncSession) -> Rules:
    """There are few: most goals follow the board's."""
    rows = [row for row in await session.execute(_newest) if row.rule is not None]
    rules = [_set(row) for row in rows]
    of_board = next((one for one in rules if one.goal_id is None), None)
    return Rules(of_board, {one.goal_id: one for one in rules if one.goal_id is not None})


async def versions_of(session: AsyncSession, goal_ids: Collection[UUID]) -> dict[UUID, int]:
    """The version of the rule that holds for each of these goals; 0 for the usual one."""
    rules = await rules_now(session)
    return {goal_id: held.rule.version if (held := rules.of(goal_id)) else 0 for goal_id in goal_ids}


async def add(
    session: AsyncSession, goal_id: UUID | None, rule: dict[str, Any] | None, author_id: str, now: datetime
) -> None:
    """The next version; None takes the rule back. Under the lock on the order of goals, so that versions count on."""
    last = await session.scalar(select(func.max(evidence_rule.c.version)))
    values = {"version": (last or 0) + 1, "goal_id": goal_id, "rule": rule, "author_id": author_id, "set_at": now}
    await session.execute(insert(evidence_rule).values(board_id=session.info["board_id"], **values))


async def followers(session: AsyncSession, rules: Rules) -> list[UUID]:
    """The goals that are practised and have no rule of their own."""
    practised = await session.scalars(select(goal.c.goal_id).where(goal.c.active, goal.c.assessable))
    return [goal_id for goal_id in practised if goal_id not in rules.of_goals]


async def renew_goals(session: AsyncSession, goal_ids: Collection[UUID]) -> None:
    """Something of them is otherwise now."""
    await session.execute(update(goal).where(one_of(goal.c.goal_id, goal_ids)).values(version=goal.c.version + 1))


def _set(row: Row[Any]) -> SetRule:
    return SetRule(row.goal_id, EvidenceRule(**row.rule, version=row.version), row.author_id, row.set_at)
