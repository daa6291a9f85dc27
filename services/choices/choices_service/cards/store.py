"""What a card from the catalogue is made of, and the cards that were made."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.cards.rules import HARDEST
from choices_service.goals.store import find_many, with_prerequisites
from choices_service.tables import activity, catalogue_card, goal


async def subjects_taught(session: AsyncSession) -> list[str]:
    """The subjects for which there is something to do."""
    query = select(goal.c.subject).where(goal.c.active, goal.c.assessable).distinct().order_by(goal.c.subject)
    return list((await session.execute(query)).scalars())


async def goals_of(session: AsyncSession, subject: str) -> tuple[Sequence[Row[Any]], dict[UUID, Row[Any]]]:
    """The goals of a subject that can be practised, and their prerequisites by id."""
    query = with_prerequisites.where(goal.c.active, goal.c.assessable, goal.c.subject == subject)
    goals = (await session.execute(query)).all()
    return goals, await find_many(session, {before for row in goals for before in row.prerequisite_ids})


async def activities_for(
    session: AsyncSession, goal_ids: Collection[UUID], kinds: Collection[str]
) -> Sequence[Row[Any]]:
    """What can be done for these goals, and needs none beside them."""
    within = literal(list(goal_ids), ARRAY(Uuid))
    query = select(activity).where(
        activity.c.active,
        activity.c.goal_ids.contained_by(within),
        activity.c.kind.in_(kinds),
        activity.c.level <= HARDEST,
    )
    return (await session.execute(query.order_by(activity.c.activity_id))).all()


async def keep_card(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """The card as it is kept: asked for again on the same day it is the same card, with the same ids."""
    await session.execute(
        insert(catalogue_card).values(board_id=session.info["board_id"], **values).on_conflict_do_nothing()
    )
    query = select(catalogue_card).where(
        catalogue_card.c.learner_id == values["learner_id"], catalogue_card.c.content == values["content"]
    )
    return (await session.execute(query)).one()
