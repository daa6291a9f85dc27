"""Goals as they are searched: in order of their frameworks, or with words the best match first."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, Select, Uuid, column, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals import store
from choices_service.goals.schemas import GoalCountOut, GoalFacetsOut, GoalOut
from choices_service.search.store import Query, understood
from choices_service.tables import framework_goal, goal
from eigenwijs_shared.paging import NOT_OURS, Page, Paging


async def page_of(session: AsyncSession, words: str | None, paging: Paging, **chosen: Any) -> Page[GoalOut]:
    """The best first; without words, in the order of their frameworks."""
    query = await understood(session, "goal", words)
    if query.wide is None:
        matching = store.matching(**chosen, words=words)
        rows = await store.page_of(session, matching, paging.after_id, paging.limit + 1)
        last = [rows[paging.limit - 1].goal_id] if len(rows) > paging.limit else None
        return paging.page([GoalOut.model_validate(row) for row in rows], last)
    ranked = _ranked(store.matching(**chosen), query)
    place = paging.after_id, _rank(paging)
    if place[0] is not None:
        # Descending by rank and then ascending by id: `rank` is turned round, so that one comparison does.
        ranked = ranked.where(tuple_(-column("rank"), goal.c.goal_id) > tuple_(-place[1], place[0]))
    rows = (await session.execute(ranked.limit(paging.limit + 1))).all()
    return paging.of(rows, GoalOut.model_validate, lambda row: [row.goal_id, row.rank])


def _ranked(matching: Select[Any], query: Query) -> Select[Any]:
    """Of those that match, what the words find."""
    found = func.goals_found(query.exact, query.wide).table_valued(column("goal_id", Uuid), column("rank", Integer))
    named = found.alias("found")
    joined = matching.join(named, named.c.goal_id == goal.c.goal_id).add_columns(named.c.rank)
    return joined.order_by(None).order_by(named.c.rank.desc(), goal.c.goal_id)


def _rank(paging: Paging) -> int:
    if paging.after is None:
        return 0
    rank = paging.after[1] if len(paging.after) == 2 else ""
    if not rank.isdecimal() or len(rank) > 9:
        raise NOT_OURS
    return int(rank)


async def count(session: AsyncSession, words: str | None, chosen: Mapping[str, Any]) -> GoalFacetsOut:
    """How many goals that search finds, by what it can be narrowed to."""
    query = await understood(session, "goal", words)
    matching = store.matching(words=None if query.wide else words)
    found = matching if query.wide is None else _ranked(matching, query)
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
