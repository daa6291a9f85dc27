"""What the database knows of wishes."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.electives.store import these
from choices_service.electives.tables import elective_wish
from choices_service.goals.store import one_of
from eigenwijs_shared.db import lock_name
from eigenwijs_shared.roster.tables import learner


async def find(session: AsyncSession, elective_id: UUID, learner_id: UUID) -> Row[Any] | None:
    of = elective_wish.c
    query = select(elective_wish).where(of.elective_id == elective_id, of.learner_id == learner_id)
    return (await session.execute(query)).one_or_none()


async def put(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """These wishes and no others."""
    statement = insert(elective_wish).values(board_id=session.info["board_id"], **values)
    keys = ["board_id", "elective_id", "learner_id"]
    changed = {name: statement.excluded[name] for name in ("wishes", "author_id", "set_at")}
    row: Row[Any] = (
        await session.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=changed).returning(elective_wish)
        )
    ).one()
    return row


async def page_of(
    session: AsyncSession,
    elective_id: UUID,
    groups: Collection[UUID],
    only: Collection[UUID] | None,
    handed_in: bool | None,
    after: UUID | None,
    limit: int,
) -> Sequence[Any]:
    """Learners of these groups with their wishes, if any, by id; `only` one of them."""
    of, wish = learner.c, elective_wish.c
    query = (
        select(of.learner_id, wish.wishes, wish.author_id, wish.set_at)
        .outerjoin(elective_wish, (wish.learner_id == of.learner_id) & (wish.elective_id == elective_id))
        .where(of.active, of.group_ids.overlap(these(groups)))
        .order_by(of.learner_id)
        .limit(limit)
    )
    if only is not None:
        query = query.where(one_of(of.learner_id, only))
    if handed_in is not None:
        query = query.where(wish.set_at.is_not(None) if handed_in else wish.set_at.is_(None))
    if after is not None:
        query = query.where(of.learner_id > after)
    return (await session.execute(query)).all()


async def lock_learner(session: AsyncSession, elective_id: UUID, learner_id: UUID) -> None:
    """Until this transaction ends nobody else changes the wishes of this learner: there may be no row yet to lock."""
    await lock_name(session, f"wishes {elective_id} {learner_id}")
