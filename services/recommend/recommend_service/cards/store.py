"""The register of cards, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import lock_name
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.schemas import OutcomeOut
from recommend_service.register.store import write_card
from recommend_service.tables import card, card_choice

LATEST_CHOICES = 30


async def one_at_a_time(session: AsyncSession, learner_id: UUID) -> None:
    """Two devices that ask at the same moment get the same card."""
    await lock_name(session, f"card {learner_id}")


async def add_card(session: AsyncSession, made: OfferedCard) -> None:
    values = made.model_dump(mode="json")
    typed = {name: getattr(made, name) for name in ("card_id", "learner_id", "offered_at", "surprise_option_id")}
    row = {**values, **typed}
    await session.execute(insert(card).values(**row, board_id=session.info["board_id"]))
    await write_card(session, row)


async def latest_card(session: AsyncSession, learner_id: UUID, asked: str | None) -> OfferedCard | None:
    """The last one that was made when this subject, or none, was asked for."""
    same = card.c.asked.is_(None) if asked is None else card.c.asked == asked
    query = select(card).where(card.c.learner_id == learner_id, same).order_by(card.c.card_id.desc()).limit(1)
    row = (await session.execute(query)).one_or_none()
    return OfferedCard.model_validate(row) if row else None


async def find_card(session: AsyncSession, card_id: UUID) -> OfferedCard | None:
    row = (await session.execute(select(card).where(card.c.card_id == card_id))).one_or_none()
    return OfferedCard.model_validate(row) if row else None


async def cards_of(session: AsyncSession, learner_id: UUID, before: UUID | None, limit: int) -> list[OfferedCard]:
    """The newest first."""
    query = select(card).where(card.c.learner_id == learner_id).order_by(card.c.card_id.desc()).limit(limit)
    if before is not None:
        query = query.where(card.c.card_id < before)
    return [OfferedCard.model_validate(row) for row in await session.execute(query)]


async def all_cards(session: AsyncSession, after: UUID | None, limit: int) -> list[OfferedCard]:
    """The board's, the oldest first."""
    query = select(card).order_by(card.c.card_id).limit(limit)
    if after is not None:
        query = query.where(card.c.card_id > after)
    return [OfferedCard.model_validate(row) for row in await session.execute(query)]


async def withdraw_choices(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> list[Row[Any]]:
    """Whether or not they were heard of before; those for which that was news."""
    statement = upsert(card_choice)
    taken_back = {"withdrawn_at": statement.excluded.withdrawn_at}
    gone = [{"board_id": session.info["board_id"], **row} for row in rows]
    keys = ["board_id", "choice_id"]
    news = card_choice.c.withdrawn_at.is_distinct_from(statement.excluded.withdrawn_at)
    told = statement.on_conflict_do_update(index_elements=keys, set_=taken_back, where=news)
    return list((await session.execute(told.returning(card_choice), gone)).all())


async def replace_choices(session: AsyncSession, replaced: Mapping[UUID, datetime]) -> list[Row[Any]]:
    """Another choice took the place of these, at these times; those for which that was news."""
    news: list[Row[Any]] = []
    for choice_id, at in sorted(replaced.items()):
        same = (card_choice.c.choice_id == choice_id, card_choice.c.withdrawn_at.is_distinct_from(at))
        gone = update(card_choice).where(*same).values(withdrawn_at=at).returning(card_choice)
        news += (await session.execute(gone)).all()
    return news


async def add_choices(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> list[Row[Any]]:
    """Each once, however often it is told; those that were new."""
    made = [{"board_id": session.info["board_id"], **row} for row in rows]
    new = upsert(card_choice).on_conflict_do_nothing().returning(card_choice)
    return list((await session.execute(new, made)).all())


async def latest_choices(session: AsyncSession, learner_id: UUID) -> list[OutcomeOut]:
    """The newest first."""
    query = (
        select(card_choice)
        .where(card_choice.c.learner_id == learner_id, card_choice.c.withdrawn_at.is_(None))
        .order_by(card_choice.c.made_at.desc(), card_choice.c.choice_id)
        .limit(LATEST_CHOICES)
    )
    return [OutcomeOut.model_validate(row) for row in await session.execute(query)]


async def outcomes(session: AsyncSession, card_ids: Sequence[UUID]) -> dict[UUID, OutcomeOut]:
    """The last choice on each of these cards that was not taken back."""
    on_them = (card_choice.c.card_id.in_(card_ids), card_choice.c.withdrawn_at.is_(None))
    query = select(card_choice).where(*on_them).order_by(card_choice.c.made_at)
    return {row.card_id: OutcomeOut.model_validate(row) for row in await session.execute(query)}
