"""The check that a card from the catalogue offers for a goal: without an estimate nobody may skip, but all may show."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.cards.store import activities_for
from choices_service.evidence_rules.store import rules_now
from eigenwijs_shared.contracts.choices import USUAL_RULE


async def checks_for(
    session: AsyncSession, goal_ids: Collection[UUID], excluded: Collection[UUID]
) -> dict[UUID, Row[Any]]:
    """For each of these goals the shortest check that counts by its rule, needs no others beside them, and may be."""
    rules = await rules_now(session)
    found: dict[UUID, Row[Any]] = {}
    checks = [one for one in await activities_for(session, goal_ids, ("check",)) if one.activity_id not in excluded]
    for check in sorted(checks, key=lambda one: (-one.minutes, one.activity_id)):
        for goal_id in check.goal_ids:
            rule = held.rule if (held := rules.of(goal_id)) else USUAL_RULE
            if check.level >= rule.level and (not rule.kinds or "check" in rule.kinds):
                found[goal_id] = check
    return found


def kept(checks: Mapping[UUID, Row[Any]]) -> list[dict[str, str]]:
    """As they are kept with the card."""
    return [{"goalId": str(goal_id), "activityId": str(checks[goal_id].activity_id)} for goal_id in sorted(checks)]
