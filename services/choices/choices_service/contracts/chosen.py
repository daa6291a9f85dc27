"""What both signed for is chosen: each task of a contract becomes a choice like any other, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.choices import announcers
from choices_service.choices import store as choices
from choices_service.choices.actions import is_begun
from choices_service.contracts import store
from eigenwijs_shared.contracts.catalogue import ChoiceKind
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id

_KINDS: dict[str, ChoiceKind] = {"card": "option", "catalogue": "catalogue", "own-idea": "own-idea"}


async def choose_tasks(session: AsyncSession, contract: Row[Any], now: datetime) -> None:
    """Make the choices that the tasks of this contract, signed by both, are; in the transaction of the signature.

    Who put a task in chose it: the learner, or the educator on behalf of the learner. What was chosen already, from
    the same card or before this contract, is that choice; nothing is chosen twice. What was assigned is no choice.
    """
    tasks = (await store.tasks_of(session, [contract.contract_id]))[contract.contract_id]
    chosen = [task for task in tasks if task.source in _KINDS and task.choice_id is None]
    left = [task for task in chosen if task.state == "open" and task.done_at is None]
    # In the order of the cards, so that two who lock several never wait for each other.
    for place in [*sorted({task.card_id for task in left if task.card_id}), None]:
        await choices.lock_place(session, contract.learner_id, place)
    for task in left:
        choice_id = await _standing(session, task) or await _chosen(session, contract, task, now)
        await store.change_task(session, contract.contract_id, task.task_id, choice_id=choice_id)


async def _standing(session: AsyncSession, task: Row[Any]) -> UUID | None:
    """What holds already and is this very task."""
    if task.card_id is not None:
        on_card = await choices.find_standing(session, task.card_id)
        if on_card is not None and on_card.activity_id == task.activity_id:
            return UUID(str(on_card.choice_id))
    rows = await choices.standing_off_card(session, task.learner_id, _off_card(task))
    alike = [row for row in rows if _is_alike(row, task) and not await is_begun(session, row)]
    return UUID(str(alike[0].choice_id)) if alike else None


def _is_alike(row: Row[Any], task: Row[Any]) -> bool:
    if task.activity_id is not None:
        return bool(row.activity_id == task.activity_id)
    return bool(row.title == task.title and list(row.goal_ids) == list(task.goal_ids))


def _off_card(task: Row[Any]) -> ChoiceKind:
    return "own-idea" if task.source == "own-idea" else "catalogue"


async def _chosen(session: AsyncSession, contract: Row[Any], task: Row[Any], now: datetime) -> UUID:
    """From its card; a second task of one card, or of one from which something else was chosen, is so beside it."""
    taken = task.card_id is not None and await choices.find_standing(session, task.card_id) is not None
    on_card = task.card_id is not None and not taken
    row = await choices.add(
        session,
        {
            "choice_id": new_id(),
            "learner_id": task.learner_id,
            "card_id": task.card_id if on_card else None,
            "kind": _KINDS[task.source] if on_card else _off_card(task),
            "option_id": task.option_id if on_card else None,
            "activity_id": task.activity_id,
            "goal_ids": list(task.goal_ids),
            "title": task.title if task.source == "own-idea" else None,
            "reason": None,
            "author_id": contract.educator_signed_by if task.by_educator else contract.learner_signed_by,
            "made_at": now,
            "replaces": None,
        },
    )
    await announce(session, *announcers.made(row))
    return UUID(str(row.choice_id))


async def take_back(session: AsyncSession, tasks: Sequence[Row[Any]], by: str, now: datetime) -> None:
    """The choices that these tasks became, which were dropped; what was begun stays chosen."""
    ids = sorted(task.choice_id for task in tasks if task.choice_id)
    for choice_id in ids:
        row = await choices.find(session, choice_id, lock=True)
        if row is None or row.withdrawn_at is not None or row.superseded_by is not None:
            continue
        if not await is_begun(session, row):
            row = await choices.change(session, choice_id, withdrawn_at=now, withdrawn_by=by)
            await announce(session, announcers.withdrawn(row))
