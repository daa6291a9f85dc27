"""What both signed for becomes a choice then, and is taken back when its task is dropped before it was begun."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.choices import actions as choices
from choices_service.choices import announcers
from choices_service.choices import store as chosen
from choices_service.choices.problems import ChoiceGone, ChoiceStarted
from choices_service.contracts import store
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id

_MADE = ("card", "catalogue", "own-idea")
"""What somebody chose; what was assigned is no choice."""


async def make_choices(session: AsyncSession, row: Row[Any], now: datetime) -> None:
    """Each chosen task of this contract has one choice that stands; none takes the place of another choice."""
    tasks = (await store.tasks_of(session, [row.contract_id]))[row.contract_id]
    held = await chosen.standing_among(session, {task.choice_id for task in tasks if task.choice_id})
    missing = [task for task in tasks if task.state == "open" and task.source in _MADE and task.choice_id not in held]
    await _lock_places(session, row.learner_id, missing)
    for task in missing:
        place = await _place(session, task)
        if place is not None:
            made = await chosen.add(session, {**_shape(task, place), **_made_by(task, row, now)})
            await announce(session, *announcers.made(made))
            await store.change_task(session, row.contract_id, task.task_id, choice_id=made.choice_id)


async def _lock_places(session: AsyncSession, learner_id: UUID, tasks: Sequence[Row[Any]]) -> None:
    # In one order, so that two who choose several never wait for each other.
    for card_id in sorted({task.card_id for task in tasks if task.card_id}):
        await chosen.lock_place(session, learner_id, card_id)
    await chosen.lock_place(session, learner_id, None)


async def _place(session: AsyncSession, task: Row[Any]) -> str | None:
    """As what kind it is chosen; None where it was chosen already.

    A card holds one choice. Another one that stands there is nothing to end by signing a week, so this one goes beside.
    """
    on_card = await chosen.find_standing(session, task.card_id) if task.card_id else None
    if task.card_id and on_card is None:
        return "option"
    if on_card is not None and on_card.activity_id == task.activity_id:
        return None
    kind = "own-idea" if task.source == "own-idea" else "catalogue"
    beside = await chosen.standing_off_card(session, task.learner_id, kind)
    alike = [one for one in beside if _is_alike(one, task) and not await choices.is_begun(session, one)]
    return None if alike else kind


def _is_alike(one: Row[Any], task: Row[Any]) -> bool:
    if task.activity_id is not None:
        return bool(one.activity_id == task.activity_id)
    return bool(one.title == task.title and set(one.goal_ids) == set(task.goal_ids))


def _shape(task: Row[Any], kind: str) -> dict[str, Any]:
    on_card = kind == "option"
    return {
        "kind": kind,
        "card_id": task.card_id if on_card else None,
        "option_id": task.option_id if on_card else None,
        "activity_id": task.activity_id,
        "goal_ids": task.goal_ids,
        "title": task.title if kind == "own-idea" else None,
    }


def _made_by(task: Row[Any], row: Row[Any], now: datetime) -> dict[str, Any]:
    """The learner, or who signed for it on paper; of what an educator put in, the educator."""
    return {
        "choice_id": new_id(),
        "learner_id": row.learner_id,
        "reason": None,
        "author_id": row.educator_signed_by if task.by_educator else row.learner_signed_by,
        "made_at": now,
        "replaces": None,
    }


async def take_back(
    session: AsyncSession, row: Row[Any], task_ids: Collection[UUID], caller: Principal, now: datetime
) -> None:
    """Withdraw the choices that these tasks became, but what was begun, is done, or was promised again later."""
    tasks = (await store.tasks_of(session, [row.contract_id]))[row.contract_id]
    dropped = {task.choice_id for task in tasks if task.task_id in task_ids and task.done_at is None} - {None}
    for choice_id in sorted(dropped - await store.promised_later(session, row, dropped)):
        with suppress(ChoiceStarted, ChoiceGone):
            await choices.withdraw(session, caller, choice_id, now=now)
