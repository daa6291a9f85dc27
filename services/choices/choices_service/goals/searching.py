"""Goals as they are searched: in order of their frameworks, or with words the best match first."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, Uuid, cast, column, func, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals import store
from choices_service.goals.schemas import GoalCountOut, GoalFacetsOut, GoalOut
from choices_service.search.store import Query, tier_of, understood
from choices_service.tables import framework_goal, goal
from eigenwijs_shared.paging import Page, Paging


async def page_of(session: AsyncSession, words: str | None, paging: Paging, **chosen: Any) -> Page[GoalOut]:
    """The best first; without words, in the order of their frameworks."""
    query = await understood(session, "goal", words)
    if query.wide is None:
        matching = store.matching(**chosen, words=words)
        rows = await store.page_of(session, matching, paging.after_id, paging.limit + 1)
        last = [rows[paging.limit - 1].goal_id] if len(rows) > paging.limit else None
        return paging.page([GoalOut.model_validate(row) for row in rows], last)
    found, tier = _found(store.matching(**chosen), query)
    if paging.after is not None and paging.after_id is not None:
        found = found.where(tuple_(tier, goal.c.goal_id) > tuple_(tier_of(paging.after), paging.after_id))
    rows = (await session.execute(found.limit(paging.limit + 1))).all()
    return paging.of(rows, GoalOut.model_validate, lambda row: [row.goal_id, row.tier])


def _found(matching: Select[Any], query: Query) -> tuple[Select[Any], ColumnElement[int]]:
    """Of those that match, what the words find; and how well."""
    tiers = func.goals_found(cast(query.tiers, ARRAY(Text)))
    named = tiers.table_valued(column("goal_id", Uuid), column("tier", Integer)).alias("found")
    joined = matching.join(named, named.c.goal_id == goal.c.goal_id).add_columns(named.c.tier)
    return joined.order_by(None).order_by(named.c.tier, goal.c.goal_id), named.c.tier


async def count(session: AsyncSession, words: str | None, chosen: Mapping[str, Any]) -> GoalFacetsOut:
    """How many goals that search finds, by what it can be narrowed to."""
    query = await understood(session, "goal", words)
    matching = store.matching(words=None if query.wide else words)
    found = matching if query.wide is None else _found(matching, query)[0]
    inside = select(func.array_agg(framework_goal.c.framework_id)).where(framework_goal.c.goal_id == goal.c.goal_id)
    asked = found.with_only_columns(goal.c.subject, goal.c.levels, inside.scalar_subquery().label("frameworks"))
    rows = (await session.execute(asked.order_by(None))).all()
    values = [{"subject": {r.subject}, "level": set(r.levels), "framework": set(r.frameworks or ())} for r in rows]
    return _told(values, chosen, query.corrected)


def _told(goals: list[dict[str, set[Any]]], chosen: Mapping[str, Any], corrected: str | None) -> GoalFacetsOut:
    counts: dict[str, Counter[Any]] = {name: Counter() for name in ("framework", "subject", "level")}
    total = 0
    for one in goals:
        refused = [name for name, value in chosen.items() if value is not None and value not in one[name]]
        total += not refused
        for name, counter in counts.items():
            if not refused or refused == [name]:
                counter.update(one[name])
    told = {name: [GoalCountOut(value=str(key), count=n) for key, n in _sorted(c)] for name, c in counts.items()}
    return GoalFacetsOut(total=total, corrected=corrected, **told)


def _sorted(counts: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
