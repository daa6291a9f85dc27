"""What the database knows of contracts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts.problems import UnknownContract
from choices_service.contracts.tables import contract, contract_replan, contract_task
from choices_service.tables import activity
from eigenwijs_shared.roster.tables import learner

STANDING = ("draft", "countered", "signed")


async def find(session: AsyncSession, contract_id: UUID, *, lock: bool = False) -> Row[Any]:
    """The contract; `lock` keeps others from changing it until this transaction ends."""
    query = select(contract).where(contract.c.contract_id == contract_id)
    row: Row[Any] | None = (await session.execute(query.with_for_update() if lock else query)).one_or_none()
    if row is None:
        raise UnknownContract
    return row


async def find_many(session: AsyncSession, contract_ids: Collection[UUID], *, lock: bool = False) -> Sequence[Row[Any]]:
    """In the order of their ids, so that two who lock several never wait for each other."""
    query = select(contract).where(contract.c.contract_id.in_(contract_ids)).order_by(contract.c.contract_id)
    return (await session.execute(query.with_for_update() if lock else query)).all()


async def add(session: AsyncSession, values: Mapping[str, Any]) -> Row[Any]:
    row: Row[Any] = (
        await session.execute(insert(contract).values(board_id=session.info["board_id"], **values).returning(contract))
    ).one()
    return row


async def change(session: AsyncSession, contract_id: UUID, **values: Any) -> Row[Any]:
    """These values, as the next version."""
    statement = (
        update(contract)
        .where(contract.c.contract_id == contract_id)
        .values(version=contract.c.version + 1, **values)
        .returning(contract)
    )
    row: Row[Any] = (await session.execute(statement)).one()
    return row


async def overlapping(
    session: AsyncSession, learner_ids: Collection[UUID], starts_on: date, ends_on: date
) -> Sequence[Row[Any]]:
    """Contracts of these learners that stand in that period, by learner and day."""
    query = select(contract).where(
        contract.c.learner_id.in_(learner_ids),
        contract.c.state.in_(STANDING),
        contract.c.starts_on <= ends_on,
        contract.c.ends_on >= starts_on,
    )
    return (await session.execute(query.order_by(contract.c.learner_id, contract.c.starts_on))).all()


async def tasks_of(session: AsyncSession, contract_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    """The tasks of each contract, in order."""
    query = select(contract_task).where(contract_task.c.contract_id.in_(contract_ids))
    rows = await session.execute(query.order_by(contract_task.c.contract_id, contract_task.c.place))
    found: dict[UUID, list[Row[Any]]] = {contract_id: [] for contract_id in contract_ids}
    for row in rows:
        found[row.contract_id].append(row)
    return found


async def replace_tasks(session: AsyncSession, of: Row[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """These tasks and no others."""
    await session.execute(delete(contract_task).where(contract_task.c.contract_id == of.contract_id))
    whose = {"board_id": session.info["board_id"], "contract_id": of.contract_id, "learner_id": of.learner_id}
    if rows:
        placed = [{**row, **whose, "place": place} for place, row in enumerate(rows)]
        await session.execute(insert(contract_task), placed)


async def change_task(session: AsyncSession, contract_id: UUID, task_id: UUID, **values: Any) -> None:
    where = (contract_task.c.contract_id == contract_id, contract_task.c.task_id == task_id)
    await session.execute(update(contract_task).where(*where).values(**values))


async def promised_later(session: AsyncSession, of: Row[Any], choice_ids: Collection[UUID]) -> set[UUID]:
    """Those of these choices that a signed contract after this one has among its tasks too."""
    query = (
        select(contract_task.c.choice_id)
        .join(contract, contract.c.contract_id == contract_task.c.contract_id)
        .where(
            contract_task.c.choice_id.in_(choice_ids),
            contract_task.c.state != "dropped",
            contract.c.state == "signed",
            contract.c.starts_on > of.ends_on,
        )
    )
    return set(await session.scalars(query))


async def add_replan(session: AsyncSession, of: Row[Any], values: Mapping[str, Any]) -> None:
    whose = {"board_id": session.info["board_id"], "contract_id": of.contract_id, "learner_id": of.learner_id}
    await session.execute(insert(contract_replan).values(**whose, **values))


async def replans_of(session: AsyncSession, contract_ids: Collection[UUID]) -> dict[UUID, list[Row[Any]]]:
    """How each contract was re-planned, oldest first."""
    query = select(contract_replan).where(contract_replan.c.contract_id.in_(contract_ids))
    found: dict[UUID, list[Row[Any]]] = {contract_id: [] for contract_id in contract_ids}
    for row in await session.execute(query.order_by(contract_replan.c.replan_id)):
        found[row.contract_id].append(row)
    return found


async def page_of(
    session: AsyncSession, learner_id: UUID, within: tuple[date | None, date | None], after: UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """A learner's contracts that were not withdrawn, newest first."""
    of, (first, last) = contract.c, within
    query = select(contract).where(of.learner_id == learner_id, of.state.in_(STANDING)).limit(limit)
    query = query if first is None else query.where(of.ends_on >= first)
    query = query if last is None else query.where(of.starts_on <= last)
    query = query if after is None else query.where(of.contract_id < after)
    return (await session.execute(query.order_by(of.contract_id.desc()))).all()


async def groups_of(session: AsyncSession, learner_ids: Collection[UUID]) -> dict[UUID, Row[Any]]:
    """Those of these learners who are here: `grades` and `group_ids` of each."""
    of = learner.c
    query: Select[Any] = select(of.learner_id, of.grades, of.group_ids)
    rows = await session.execute(query.where(of.learner_id.in_(learner_ids), of.active))
    return {row.learner_id: row for row in rows}


async def still_offered(session: AsyncSession, activity_ids: Collection[UUID]) -> set[UUID]:
    """Those of these activities that can be chosen now."""
    query = select(activity.c.activity_id).where(activity.c.activity_id.in_(activity_ids), activity.c.active)
    return set((await session.execute(query)).scalars())
