"""What profile itself holds of a learner, and the words for it: groups, schools, goals, and whom a page names."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.rights.dossier import Holding, Rows, gather
from profile_service.evidence.goals import goal_titles
from profile_service.tables import educator, group, parent, person, school

OURS = Holding(
    also={"membership": "user_id", "vault.person": "user_id", "agency_move": "scope_id", "agency_place": "scope_id"},
    without=frozenset({"dossier", "dossier_piece", "dossier_file", "erased"}),
)
# The roster's records go by the board's own id; they hold, of a birth date, the month in which a learner is sixteen.
_RECORDS = text(
    """SELECT to_jsonb(t) - 'board_id' FROM roster_record t
    WHERE (sourced_id = :person AND file IN ('users.csv', 'demographics.csv', 'userProfiles.csv'))
        OR kept ->> 'user' = :person ORDER BY file, sourced_id"""
)


async def gather_own(session: AsyncSession, learner_id: UUID) -> Rows:
    """Every row about the learner; of a parent no more than that there is one, for brothers and sisters are others."""
    rows = await gather(session, learner_id, OURS)
    sourced_id = next((row["sourced_id"] for row in rows.get("vault.person", [])), None)
    records = (await session.execute(_RECORDS, {"person": sourced_id})).scalars().all()
    parents = await session.execute(select(parent.c.parent_id).where(parent.c.learner_ids.contains([learner_id])))
    more: Rows = {
        "roster_record": list(records),
        "parent": [{"parent_id": str(one)} for one in sorted(parents.scalars())],
    }
    return rows | {table: found for table, found in more.items() if found}


async def titles_of(session: AsyncSession, rows: Rows) -> dict[str, str]:
    """Of the goals, groups, schools and aims in these rows."""
    goals = {UUID(goal_id) for table in ("attempt", "evidence", "aim") for row in rows.get(table, [])
             for goal_id in row["goal_ids"]}  # fmt: skip
    groups = {UUID(row["group_id"]) for row in rows.get("membership", [])}
    schools = {UUID(school_id) for row in rows.get("learner", []) for school_id in row["school_ids"]}
    found: dict[UUID, str] = dict(await goal_titles(session, goals))
    for key, title, ids in ((group.c.group_id, group.c.title, groups), (school.c.school_id, school.c.name, schools)):
        found |= {row[0]: row[1] for row in await session.execute(select(key, title).where(key.in_(ids)))}
    aims = {str(row["aim_id"]): row["title"] for row in rows.get("aim", [])}
    return aims | {str(key): title for key, title in found.items()}


async def names_of(session: AsyncSession, ids: Collection[str]) -> dict[str, str]:
    """The names of those who teach here or have a child here; a classmate's is not for this learner's parents."""
    wanted = {found for one in ids if (found := _uuid(one))}
    query = select(person.c.user_id, person.c.given, person.c.family).where(
        person.c.user_id.in_(wanted),
        person.c.given.is_not(None),
        or_(
            person.c.user_id.in_(select(educator.c.educator_id)),
            person.c.user_id.in_(select(parent.c.parent_id)),
        ),
    )
    return {str(row.user_id): f"{row.given} {row.family}" for row in await session.execute(query)}


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None  # a system
