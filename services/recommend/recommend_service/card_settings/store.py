"""Card settings in their table."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.card_settings.rules import USUAL, CardSettings, Zone
from recommend_service.card_settings.schemas import CardSettingsOut, settings_out
from recommend_service.card_settings.tables import card_setting

_newest = select(card_setting).order_by(card_setting.c.version.desc()).limit(1)


async def settings_now(session: AsyncSession) -> CardSettings:
    """Those that hold; read at every card, so that a change holds from the next one on."""
    row = (await session.execute(_newest)).one_or_none()
    return _held(row) if row else USUAL


async def shown_now(session: AsyncSession) -> CardSettingsOut:
    row = (await session.execute(_newest)).one_or_none()
    return settings_out(_held(row), row.reason, row.author_id, row.set_at) if row else settings_out(USUAL)


async def add(session: AsyncSession, made: CardSettings, reason: str, author_id: str, now: datetime) -> None:
    values = {
        "version": made.version,
        "zone_low": made.zone.low,
        "zone_high": made.zone.high,
        "exploration": made.exploration,
        "share": made.share,
        "reason": reason,
        "author_id": author_id,
        "set_at": now,
    }
    await session.execute(insert(card_setting).values(board_id=session.info["board_id"], **values))


def _held(row: Row[Any]) -> CardSettings:
    return CardSettings(row.version, Zone(row.zone_low, row.zone_high), row.exploration, row.share)
