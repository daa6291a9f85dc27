"""Looks at what runs, for one paper or all of them."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.papers import store
from recommend_service.papers.models import look_at_model
from recommend_service.papers.objections import objection_figures
from recommend_service.papers.running import Running
from recommend_service.papers.zone import zone_in_force
from recommend_service.register.actions import check


async def look_at(session: AsyncSession, now: datetime, *, checked: bool = False) -> Running:
    """The board of this session as it is now; `checked` reads the whole register, to say whether it is sound."""
    today, register = now.astimezone(UTC).date(), await store.register_state(session)
    if checked:
        found = await check(session)
        register = replace(register, sound=found.sound, faults=found.fault_count)
    return Running(
        board_id=session.info["board_id"],
        board_name=await store.board_name(session),
        made_at=now,
        counted=await store.counted(session),
        register=register,
        model=await look_at_model(session),
        zone=await zone_in_force(session),
        stop=await store.stop_of_board(session, today),
        overrides=await store.overrides(session, today),
        dials=await store.board_dials(session),
        dials_elsewhere=await store.dials_elsewhere(session),
        watches=await store.watches(session),
        objections=await objection_figures(session),
        own_settings=await store.own_settings(session),
    )
