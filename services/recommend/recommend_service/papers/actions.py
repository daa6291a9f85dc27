"""Looks at what runs, for one paper or all of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.card_settings.store import settings_now
from recommend_service.models.rules import Limits
from recommend_service.objections.figures import figures_of
from recommend_service.objections.store import raised_since
from recommend_service.papers import store
from recommend_service.papers.models import look_at_model
from recommend_service.papers.running import Running
from recommend_service.register.actions import check

OBJECTIONS_OF = timedelta(days=365)


async def look_at(session: AsyncSession, limits: Limits, now: datetime, *, checked: bool = False) -> Running:
    """The board of this session as it is now; `checked` reads the whole register, to say whether it is sound."""
    today, register = now.astimezone(UTC).date(), await store.register_state(session)
    if checked:
        found = await check(session)
        register = replace(register, sound=found.sound, faults=found.fault_count)
    objections = figures_of(await raised_since(session, now - OBJECTIONS_OF), OBJECTIONS_OF.days)
    return Running(
        board_id=session.info["board_id"],
        board_name=await store.board_name(session),
        made_at=now,
        counted=await store.counted(session),
        register=register,
        model=await look_at_model(session, limits, now),
        cards=await settings_now(session),
        stop=await store.stop_of_board(session, today),
        overrides=await store.overrides(session, today),
        dials=await store.board_dials(session),
        dials_elsewhere=await store.dials_elsewhere(session),
        watches=await store.watches(session),
        objections=objections.total,
        own_settings=await store.own_settings(session),
    )
