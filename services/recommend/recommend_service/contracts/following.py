"""Keeps what is still to be done of each contract; all of it may be told again, in any order."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ContractChanged
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service.contracts.tables import standing_contract

_KEPT = {"contract_id", "version", "learner_id", "state", "starts_on", "ends_on"}


def follow_contracts(reactions: Reactions) -> None:
    """Have these reactions keep the projection."""
    reactions.add(ContractChanged, _note)


async def _note(session: AsyncSession, events: Sequence[ContractChanged]) -> None:
    rows = [event.model_dump(include=_KEPT, by_alias=False) | {"open_activity_ids": _open(event)} for event in events]
    await keep_newest(session, standing_contract, rows)


def _open(event: ContractChanged) -> list[UUID]:
    """An own idea has no activity: only its learner can take that up."""
    to_do = (one for one in event.tasks if one.state == "open" and one.done_at is None)
    return sorted({one.activity_id for one in to_do if one.activity_id is not None})
