"""Settles how the board wants its cards: in the register, in the same transaction."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import lock_name
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from recommend_service.card_settings import store
from recommend_service.card_settings.rules import CardSettings, Zone, check_zone
from recommend_service.card_settings.schemas import CardSettingsIn, CardSettingsOut
from recommend_service.register.store import write


def entity_tag(out: CardSettingsOut) -> str:
    """Changes whenever anything in the answer does."""
    return tag_of(out.model_dump_json().encode())


async def settle(
    session: AsyncSession, wanted: CardSettingsIn, if_match: str | None, caller: Principal, now: datetime
) -> CardSettingsOut:
    """From the next card on this holds. Saying what holds already changes nothing."""
    zone = Zone(wanted.zone.low, wanted.zone.high)
    check_zone(zone)
    await lock_name(session, f"card settings {session.info['board_id']}")
    require_match(if_match, entity_tag(await store.shown_now(session)))
    before = await store.settings_now(session)
    asked = CardSettings(before.version, zone, wanted.exploration.enabled, wanted.exploration.share)
    if asked != before or before.version == 0:
        await store.add(session, replace(asked, version=before.version + 1), wanted.reason, caller.subject, now)
        settled = await store.shown_now(session)
        await write(session, "card-settings", None, [], settled.model_dump(mode="json", by_alias=True), now)
    return await store.shown_now(session)
