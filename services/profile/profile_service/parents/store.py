"""Parents of the board, and what their reach is derived from."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, exists, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.parents.rules import PARENT_ROLES, Child, ParentRule
from profile_service.tables import educator, learner, parent, parent_rule, person, roster_record

_kept = roster_record.c.kept


def parents() -> Select[Any]:
    """Parents with what the vault holds of them."""
    named = (person.c.given, person.c.family, person.c.sourced_id)
    return select(parent, *named).outerjoin(person, person.c.user_id == parent.c.parent_id).order_by(parent.c.parent_id)


async def children_of(session: AsyncSession, parent_id: UUID) -> list[UUID]:
    """Whom this parent reaches now."""
    found = await session.execute(select(parent.c.learner_ids).where(parent.c.parent_id == parent_id, parent.c.active))
    return found.scalar_one_or_none() or []


async def rule_of(session: AsyncSession) -> ParentRule:
    row = (await session.execute(select(parent_rule))).one_or_none()
    return ParentRule(row.age, tuple(row.grades)) if row else ParentRule()


async def set_rule(session: AsyncSession, rule: ParentRule) -> None:
    values = {"age": rule.age, "grades": list(rule.grades)}
    row = upsert(parent_rule).values(board_id=session.info["board_id"], **values)
    await session.execute(row.on_conflict_do_update(index_elements=[parent_rule.c.board_id], set_=values))


async def agents(session: AsyncSession) -> dict[str, list[str]]:
    """Whom the records of users name as related, by sourcedId."""
    query = select(roster_record.c.sourced_id, _kept["agents"]).where(
        roster_record.c.file == "users.csv", _kept.has_key("agents")
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def parent_roles(session: AsyncSession) -> Sequence[Mapping[str, Any]]:
    """The records of roles that make parents, now or at another time."""
    role = _kept["role"].astext
    query = select(_kept).where(roster_record.c.file == "roles.csv", role.in_(PARENT_ROLES))
    return (await session.execute(query)).scalars().all()


async def children(session: AsyncSession, sourced_ids: Sequence[str]) -> dict[str, tuple[UUID, Child]]:
    """Those of these users who are learners, by sourcedId."""
    ages = roster_record.alias("ages")
    sixteen = (
        select(ages.c.kept["sixteen"].astext)
        .where(ages.c.file == "demographics.csv", ages.c.sourced_id == person.c.sourced_id)
        .scalar_subquery()
    )
    query = (
        select(person.c.sourced_id, learner.c.learner_id, learner.c.grades, sixteen.label("sixteen"))
        .join(learner, learner.c.learner_id == person.c.user_id)
        .where(person.c.sourced_id.in_(sourced_ids))
    )
    rows = await session.execute(query)
    return {row.sourced_id: (row.learner_id, Child(row.grades, row.sixteen)) for row in rows}


async def users(session: AsyncSession, sourced_ids: Sequence[str]) -> dict[str, Row[Any]]:
    """The vault's rows of these users, by sourcedId."""
    rows = await session.execute(select(person).where(person.c.sourced_id.in_(sourced_ids)))
    return {row.sourced_id: row for row in rows}


async def drop_parents(session: AsyncSession, *, except_for: Collection[UUID]) -> Sequence[Row[Any]]:
    """The parents, other than these, who neither learn nor teach here, with their names; the rows that went."""
    others = delete(parent).where(parent.c.parent_id.not_in(except_for))
    for table, key in ((learner, learner.c.learner_id), (educator, educator.c.educator_id)):
        others = others.where(~exists(select(table.c.version).where(key == parent.c.parent_id)))
    gone = (await session.execute(others.returning(parent))).all()
    await session.execute(delete(person).where(person.c.user_id.in_([row.parent_id for row in gone])))
    return gone


async def all_parents(session: AsyncSession) -> dict[UUID, Row[Any]]:
    return {row.parent_id: row for row in await session.execute(select(parent))}


async def child_of(session: AsyncSession, learner_id: UUID) -> Child:
    """One learner, as the rule looks at it; of nobody nothing is known."""
    sixteen = (
        select(_kept["sixteen"].astext)
        .join(person, person.c.sourced_id == roster_record.c.sourced_id)
        .where(roster_record.c.file == "demographics.csv", person.c.user_id == learner_id)
        .scalar_subquery()
    )
    query = select(learner.c.grades, sixteen).where(learner.c.learner_id == learner_id)
    row = (await session.execute(query)).one_or_none()
    return Child(row[0], row[1]) if row else Child((), None)
