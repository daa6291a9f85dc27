"""What others hear of contracts: the plan as it stands, without anybody's words."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts import store
from choices_service.contracts.tables import contract
from eigenwijs_shared.contracts.choices import ContractChanged
from eigenwijs_shared.events.outbox import announce_all


async def tell(session: AsyncSession, rows: Sequence[Row[Any]]) -> None:
    """These contracts stand like this now."""
    await announce_all(session, await _events(session, rows))


async def _events(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[ContractChanged]:
    tasks = await store.tasks_of(session, [row.contract_id for row in rows])
    return [
        ContractChanged.model_validate(
            {**row._mapping, "tasks": [dict(task._mapping) for task in tasks[row.contract_id]]}
        )
        for row in rows
    ]


async def contracts_again(
    session: AsyncSession, after: str | None, limit: int
) -> tuple[list[ContractChanged], str | None]:
    """A page of all contracts, for a consumer that is new or wiped."""
    query = select(contract).order_by(contract.c.contract_id).limit(limit)
    if after is not None:
        query = query.where(contract.c.contract_id > UUID(after))
    rows = (await session.execute(query)).all()
    return await _events(session, rows), str(rows[-1].contract_id) if len(rows) == limit else None
