"""Ticking who chose what over HTTP."""

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse

from choices_service.choices.awaiting import await_cards
from choices_service.choices.problems import CardNotHereYet, UnknownCard
from choices_service.ticks.actions import ChoicesRefused, check_form, tick
from choices_service.ticks.schemas import TicksIn, TicksOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.roster.reach import ReachableGroup, UnknownGroup

router = APIRouter(tags=["choices"])


async def awaited_ticks(request: Request, caller: Caller, asked: TicksIn) -> TicksIn:
    """Once its cards are here, outside any transaction; a card that cannot come is told of at its row."""
    check_form(asked)
    with suppress(UnknownCard):
        await await_cards(request, caller, {row.card_id for row in asked.rows if row.card_id is not None})
    return asked


@router.post(
    "/groups/{group_id}/choices",
    status_code=201,
    response_model=TicksOut,
    dependencies=[needs("choices:write")],
    responses=problems(UnknownGroup, ChoicesRefused, CardNotHereYet, KeyReused, KeyInFlight),
)
async def post_group_choices(
    asked: Annotated[TicksIn, Depends(awaited_ticks, scope="function")],
    group: ReachableGroup,
    session: Session,
    caller: Caller,
    once: OncePerKey,
) -> JSONResponse:
    """Tick who chose what, of a class without devices: up to 100 choices, every one of them or none.

    Sending it again is harmless: what stands already stays as it is.
    """
    return await once.reply(201, partial(tick, session, group, asked, caller.subject, now=datetime.now(UTC)))
