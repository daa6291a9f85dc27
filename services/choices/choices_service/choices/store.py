"""What the database knows of cards and choices."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.tables import card_offered, catalogue_card, choice
from eigenwijs_shared.db import lock_name

_shared = [column.name for column in card_offered.c]
_cards = union_all(
    select(*(card_offered.c[name] for name in _shared)), select(*(catalogue_card.c[name] for name in _shared))
).subquery("cards")


async def find_card(session: AsyncSession, card_id: UUID) -> Row[Any] | None:
    """The card, whoever made it."""
    return (await session.execute(select(_cards).where(_cards.c.card_id == card_id))).one_or_none()


async def lock_card(session: AsyncSession, card_id: UUID) -> None:
    """Until this transaction ends nobody else chooses from this card."""
    await lock_name(session, f"choice from card {card_id}")


async def find_standing(session: AsyncSession, card_id: UUID) -> Row[Any] | None:
    """The choice that holds for this card now."""
    query = select(choice).where(choice.c.card_id == card_id, choice.c.superseded_by.is_(None))
    return (await session.execute(query)).one_or_none()


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """A new standing choice; what stood before is kept, and points to it."""
    await session.execute(
        update(choice)
        .where(choice.c.card_id == values["card_id"], choice.c.superseded_by.is_(None))
        .values(superseded_by=values["choice_id"])
    )
    statement = insert(choice).values(board_id=session.info["board_id"], **values).returning(choice)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def page_of(session: AsyncSession, learner_id: UUID, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """A learner's choices, newest first."""
    query = select(choice).where(choice.c.learner_id == learner_id).order_by(choice.c.choice_id.desc()).limit(limit)
    if after is not None:
        query = query.where(choice.c.choice_id < after)
    return (await session.execute(query)).all()
