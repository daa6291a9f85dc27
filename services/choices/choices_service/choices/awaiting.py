"""A learner may choose before the event of the card has come here: the choice waits for it, outside any transaction."""

import asyncio
from datetime import UTC, datetime
from time import monotonic
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Request

from choices_service.choices.problems import CardNotHereYet, UnknownCard
from choices_service.choices.rules import kind_of, may_be_under_way
from choices_service.choices.schemas import ChoiceIn
from choices_service.choices.store import find_card
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
    settings: Settings = request.app.state.settings
    until = monotonic() + settings.card_patience_s
    while not await _is_here(request.app.state.sessions, caller, learner_id, asked.card_id):
        if not may_be_under_way(asked.card_id, datetime.now(UTC)):
            raise UnknownCard
        if monotonic() > until:
            raise CardNotHereYet
        await asyncio.sleep(ROUND_S)
    return asked


async def _is_here(sessions: Sessions, caller: Principal, learner_id: UUID, card_id: UUID) -> bool:
    async with board_transaction(sessions, caller.board_id) as session:
        await find_learner(session, caller, learner_id)
        return await find_card(session, card_id) is not None


AwaitedChoice = Annotated[ChoiceIn, Depends(awaited_choice, scope="function")]
