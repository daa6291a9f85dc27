"""A learner may choose before the event of the card has come here: the choice waits for it, outside any transaction."""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from choices_service.choices.problems import CardNotHereYet, UnknownCard
from choices_service.choices.rules import kind_of, may_be_under_way
from choices_service.choices.schemas import ChoiceIn
from choices_service.choices.store import missing_cards
from choices_service.settings import Settings
from eigenwijs_shared.auth import Caller, Principal
from eigenwijs_shared.db import Sessions, board_transaction
from eigenwijs_shared.roster.reach import find_learner

ROUND_S = 0.05


async def awaited_choice(
    request: Request, caller: Caller, learner_id: Annotated[UUID, Path()], asked: ChoiceIn
) -> ChoiceIn:
    """The choice, once its card is here; `UnknownCard` if it can never come, `CardNotHereYet` if it takes too long."""
    kind_of(asked)
    sessions: Sessions = request.app.state.sessions
    if asked.card_id is not None:
        async with board_transaction(sessions, caller.board_id) as session:
            await find_learner(session, caller, learner_id)
        await await_cards(request, caller, [asked.card_id])
    return asked


async def await_cards(request: Request, caller: Principal, card_ids: Collection[UUID]) -> None:
    """Return when all of these are here; for the problems see above."""
    settings: Settings = request.app.state.settings
    until = monotonic() + settings.card_patience_s
    while missing := await _missing(request.app.state.sessions, caller, card_ids):
        if not all(may_be_under_way(card_id, datetime.now(UTC)) for card_id in missing):
            raise UnknownCard
        if monotonic() > until:
            raise CardNotHereYet
        await asyncio.sleep(ROUND_S)


async def _missing(sessions: Sessions, caller: Principal, card_ids: Collection[UUID]) -> set[UUID]:
    async with board_transaction(sessions, caller.board_id) as session:
        return await missing_cards(session, card_ids)


AwaitedChoice = Annotated[ChoiceIn, Depends(awaited_choice, scope="function")]
