"""What the database knows of cards and choices."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, insert, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.tables import card_offered, catalogue_card, choice
from eigenwijs_shared.db import lock_name

_shared = [column.name for column in card_offered.c]
cards = union_all(
    select(*(card_offered.c[name] for name in _shared)), select(*(catalogue_card.c[name] for name in _shared))
).subquery("cards")
"""All cards, whoever made them."""
_standing = (choice.c.superseded_by.is_(None), choice.c.withdrawn_at.is_(None))


async def find_card(session: AsyncSession, card_id: UUID) -> Row[Any] | None:
    """The card, whoever made it."""
    return (await session.execute(select(cards).where(cards.c.card_id == card_id))).one_or_none()


async def newest_card(session: AsyncSession, learner_id: UUID) -> Row[Any] | None:
    """The card that the learner has before it, whoever made it."""
    query = select(cards).where(cards.c.learner_id == learner_id)
    newest = query.order_by(cards.c.offered_at.desc(), cards.c.card_id.desc()).limit(1)
    return (await session.execute(newest)).one_or_none()


async def missing_cards(session: AsyncSession, card_ids: Collection[UUID]) -> set[UUID]:
    """Those of these cards that are not here."""
    return set(card_ids) - set(await session.scalars(select(cards.c.card_id).where(cards.c.card_id.in_(card_ids))))


async def lock_place(session: AsyncSession, learner_id: UUID, card_id: UUID | None) -> None:
    """Until this transaction ends nobody else chooses from this card; or, without one, for this learner."""
    await lock_name(session, f"choice from card {card_id}" if card_id else f"choice of learner {learner_id}")


async def find_standing(session: AsyncSession, card_id: UUID) -> Row[Any] | None:
    """The choice that holds for this card now; it is not begun or taken back while we look."""
    query = select(choice).where(choice.c.card_id == card_id, *_standing)
    return (await session.execute(query.with_for_update())).one_or_none()


async def standing_off_card(session: AsyncSession, learner_id: UUID, kind: str) -> Sequence[Row[Any]]:
    """What the learner chose of this kind outside any card, and holds."""
    query = select(choice).where(choice.c.learner_id == learner_id, choice.c.card_id.is_(None), choice.c.kind == kind)
    return (await session.execute(query.where(*_standing).order_by(choice.c.choice_id).with_for_update())).all()


async def standing_among(session: AsyncSession, choice_ids: Collection[UUID]) -> set[UUID]:
    """Those of these choices that hold."""
    return set(await session.scalars(select(choice.c.choice_id).where(choice.c.choice_id.in_(choice_ids), *_standing)))


async def standing_on_cards(session: AsyncSession, card_ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """What holds for each of these cards, where something was chosen."""
    query = select(choice).where(choice.c.card_id.in_(card_ids), *_standing)
    return {row.card_id: row for row in await session.execute(query)}


async def add(session: AsyncSession, values: dict[str, Any]) -> Row[Any]:
    """A new standing choice; what it replaces is kept, and points to it."""
    if values["replaces"] is not None:
        await session.execute(
            update(choice).where(choice.c.choice_id == values["replaces"]).values(superseded_by=values["choice_id"])
        )
    statement = insert(choice).values(board_id=session.info["board_id"], **values).returning(choice)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def change(session: AsyncSession, choice_id: UUID, **values: Any) -> Row[Any]:
    """The choice as it is now."""
    statement = update(choice).where(choice.c.choice_id == choice_id).values(**values).returning(choice)
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def find(session: AsyncSession, choice_id: UUID, *, lock: bool = False) -> Row[Any] | None:
    query = select(choice).where(choice.c.choice_id == choice_id)
    return (await session.execute(query.with_for_update() if lock else query)).one_or_none()


def matching(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Choices, newest first."""
    return select(choice).where(*conditions).order_by(choice.c.choice_id.desc())


async def page_of(session: AsyncSession, query: Select[Any], after: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """Up to `limit` rows of `matching`, past the choice `after`."""
    if after is not None:
        query = query.where(choice.c.choice_id < after)
    rows: Sequence[Row[Any]] = (await session.execute(query.limit(limit))).all()
    return rows
