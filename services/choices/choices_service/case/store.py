"""Packages in the database: whole, part by part, in their order."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.rules import ASSOCIATION, ITEM, Json, Part, Source, link_of, package_of
from choices_service.case.tables import case_part, case_source, open_framework
from choices_service.frameworks.case import PRECEDES
from choices_service.tables import goal, prerequisite

_ADD = text(
    """INSERT INTO case_part (board_id, framework_id, kind, identifier, place, association_type, origin_id,
        destination_id, content)
    SELECT cast(:board_id AS uuid), cast(:framework_id AS uuid), n.kind, n.identifier, :after + n.place, n.type,
        n.origin, n.destination, n.content::json
    FROM unnest(cast(:kinds AS text[]), cast(:identifiers AS uuid[]), cast(:types AS text[]), cast(:origins AS uuid[]),
        cast(:destinations AS uuid[]), cast(:contents AS text[]))
        WITH ORDINALITY AS n(kind, identifier, type, origin, destination, content, place)
    ON CONFLICT (board_id, framework_id, kind, identifier) DO UPDATE SET content = excluded.content,
        association_type = excluded.association_type, origin_id = excluded.origin_id,
        destination_id = excluded.destination_id"""
)


async def known_digest(session: AsyncSession, framework_id: UUID) -> str | None:
    """Of the package as it was sent last; None for one that never was."""
    return await session.scalar(select(case_source.c.digest).where(case_source.c.framework_id == framework_id))


async def save_source(session: AsyncSession, source: Source) -> None:
    """Keep the package as it was sent; sent again unchanged, nothing is written."""
    key = {"board_id": session.info["board_id"], "framework_id": source.framework_id}
    if await known_digest(session, source.framework_id) == source.digest:
        return
    told = {
        "digest": source.digest,
        "document": source.document,
        "rest": source.rest,
        "definition_ids": source.definition_ids,
    }
    statement = insert(case_source).values(**key, **told)
    await session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=told))
    await session.execute(delete(case_part).where(case_part.c.framework_id == source.framework_id))
    await add_parts(session, source.framework_id, source.parts, after=0)


async def save_document(session: AsyncSession, framework_id: UUID, document: Json) -> None:
    """That of a framework which the board makes itself."""
    key = {"board_id": session.info["board_id"], "framework_id": framework_id}
    statement = insert(case_source).values(**key, digest="", document=document, rest={}, definition_ids=[])
    await session.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_={"document": document, "digest": ""})
    )


async def add_parts(
    session: AsyncSession, framework_id: UUID, parts: Sequence[Part], *, after: int | None = None
) -> None:
    """Behind what is there; what is there already keeps its place."""
    if not parts:
        return
    if after is None:
        last = select(func.coalesce(func.max(case_part.c.place), 0)).where(case_part.c.framework_id == framework_id)
        after = (await session.execute(last)).scalar_one()
    columns = {
        "kinds": [part.kind for part in parts],
        "identifiers": [part.identifier for part in parts],
        "types": [part.association_type for part in parts],
        "origins": [part.origin_id for part in parts],
        "destinations": [part.destination_id for part in parts],
        "contents": [json.dumps(part.content, ensure_ascii=False) for part in parts],
    }
    place = {"board_id": session.info["board_id"], "framework_id": framework_id, "after": after}
    await session.execute(_ADD, {**place, **columns})


async def drop_links(
    session: AsyncSession, framework_id: UUID, kind: str, origin_id: UUID, destination_id: UUID | None = None
) -> None:
    """What that framework says of this kind about that item, to that other one or to all."""
    said = delete(case_part).where(
        case_part.c.framework_id == framework_id,
        case_part.c.association_type == kind,
        case_part.c.origin_id == origin_id,
    )
    if destination_id is not None:
        said = said.where(case_part.c.destination_id == destination_id)
    await session.execute(said)


async def follow_order(session: AsyncSession, goal_ids: Collection[UUID], *, at: datetime) -> None:
    """The board ordered these goals itself: `precedes` says what holds now, no more and no less."""
    said = and_(
        case_part.c.association_type == PRECEDES,
        case_part.c.origin_id == prerequisite.c.prerequisite_id,
        case_part.c.destination_id == prerequisite.c.goal_id,
    )
    of_these = func.any(list(goal_ids))
    await session.execute(
        delete(case_part).where(
            case_part.c.association_type == PRECEDES,
            case_part.c.destination_id == of_these,
            ~select(prerequisite).where(said).exists(),
        )
    )
    before = goal.alias()
    unsaid = (
        select(goal.c.framework_id, goal.c.goal_id, goal.c.title, before.c.goal_id, before.c.title)
        .join(prerequisite, prerequisite.c.goal_id == goal.c.goal_id)
        .join(before, before.c.goal_id == prerequisite.c.prerequisite_id)
        .where(goal.c.goal_id == of_these, ~select(case_part).where(said).exists())
        .order_by(goal.c.framework_id, goal.c.place, goal.c.goal_id, before.c.goal_id)
    )
    added: dict[UUID, list[Part]] = {}
    for framework_id, goal_id, title, before_id, before_title in await session.execute(unsaid):
        link = link_of(framework_id, PRECEDES, (before_id, before_title), (goal_id, title), at)
        added.setdefault(framework_id, []).append(link)
    for framework_id, parts in added.items():
        await add_parts(session, framework_id, parts)


async def load_package(session: AsyncSession, framework_id: UUID) -> Json:
    """The whole of it, as the board has it now."""
    found = (await session.execute(select(case_source).where(case_source.c.framework_id == framework_id))).one()
    query = select(case_part.c.kind, case_part.c.content).where(case_part.c.framework_id == framework_id)
    rows: Sequence[Any] = (await session.execute(query.order_by(case_part.c.place, case_part.c.identifier))).all()
    items, links = ([row.content for row in rows if row.kind == kind] for kind in (ITEM, ASSOCIATION))
    return package_of(found.document, items, links, found.rest)


async def links_in(session: AsyncSession, framework_id: UUID) -> list[tuple[str, UUID, UUID]]:
    """(kind, origin, destination) of every association of that framework."""
    return [(kind, origin, destination) for _, kind, origin, destination in await links_with_ids(session, framework_id)]


async def links_with_ids(session: AsyncSession, framework_id: UUID) -> list[tuple[UUID, str, UUID, UUID]]:
    """(identifier, kind, origin, destination) of every association of that framework, in their order."""
    query = select(
        case_part.c.identifier, case_part.c.association_type, case_part.c.origin_id, case_part.c.destination_id
    )
    inside = query.where(case_part.c.framework_id == framework_id, case_part.c.kind == ASSOCIATION)
    rows = await session.execute(inside.order_by(case_part.c.place, case_part.c.identifier))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def set_open(session: AsyncSession, framework_id: UUID, by: str | None, *, at: datetime) -> None:
    """Open to everybody from now on, by whom; None closes it."""
    if by is None:
        await session.execute(delete(open_framework).where(open_framework.c.framework_id == framework_id))
        return
    key = {"board_id": session.info["board_id"], "framework_id": framework_id}
    await session.execute(insert(open_framework).values(**key, opened_at=at, opened_by=by).on_conflict_do_nothing())


async def load_part(session: AsyncSession, framework_id: UUID, kind: str, identifier: UUID) -> tuple[Json, Json]:
    """(its document, the item or association itself)"""
    query = (
        select(case_source.c.document, case_part.c.content)
        .join(case_part, case_part.c.framework_id == case_source.c.framework_id)
        .where(case_part.c.framework_id == framework_id, case_part.c.kind == kind, case_part.c.identifier == identifier)
    )
    row = (await session.execute(query)).one()
    return row.document, row.content


async def load_rest(session: AsyncSession, framework_id: UUID) -> Json:
    """What a package has beside document, items and associations."""
    query = select(case_source.c.rest).where(case_source.c.framework_id == framework_id)
    found: Json = (await session.execute(query)).scalar_one()
    return found


async def open_links_of(session: AsyncSession, item_id: UUID) -> list[Json]:
    """The associations of this board's open frameworks in which that item is an end, each once."""
    query = (
        select(case_part.c.identifier, case_part.c.content)
        .join(open_framework, open_framework.c.framework_id == case_part.c.framework_id)
        .where(
            case_part.c.kind == ASSOCIATION,
            or_(case_part.c.origin_id == item_id, case_part.c.destination_id == item_id),
        )
        .order_by(case_part.c.framework_id, case_part.c.place)
    )
    return list({row.identifier: row.content for row in await session.execute(query)}.values())
