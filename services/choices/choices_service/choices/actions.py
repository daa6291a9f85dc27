"""Choosing, beginning, and changing one's mind until then."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments.standing import refuse_left_out
from choices_service.choices import announcers, problems, rules, store
from choices_service.choices.deciding import decided
from choices_service.choices.schemas import ChoiceIn, ChoiceOut
from choices_service.choices.views import shown
from choices_service.gather.present import refuse_gathered
from choices_service.mastery.store import done_by
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, UnknownLearner, find_learner


async def is_repeated(session: AsyncSession, learner_id: UUID, asked: ChoiceIn) -> bool:
    """Does this choice stand already? From here on nobody else chooses in its place."""
    await store.lock_place(session, learner_id, asked.card_id)
    return await _same(session, learner_id, asked) is not None


async def choose(
    session: AsyncSession, learner: Learner, asked: ChoiceIn, author_id: str, *, now: datetime
) -> ChoiceOut:
    """Choose once; another choice from the same card is a change of mind and takes the place of the first."""
    await store.lock_place(session, learner.learner_id, asked.card_id)
    card = await _card(session, learner, asked)
    same = await _same(session, learner.learner_id, asked)
    if same is not None:
        return (await shown(session, [same]))[0]
    replaces = await _left_behind(session, asked)
    chosen = await decided(session, learner, asked, card)
    if chosen.activity_id is not None:
        places = [learner.learner_id, *learner.group_ids]
        await refuse_left_out(session, places, chosen.activity_id, now, choosing=True)
    row = await store.add(
        session,
        {
            "choice_id": new_id(),
            "learner_id": learner.learner_id,
            "card_id": asked.card_id,
            "kind": chosen.kind,
            "option_id": chosen.option_id,
            "activity_id": chosen.activity_id,
            "goal_ids": list(chosen.goal_ids),
            "title": chosen.title,
            "reason": asked.said_reason,
            "author_id": author_id,
            "made_at": now,
            "replaces": replaces,
        },
    )
    await announce(session, *announcers.made(row))
    return (await shown(session, [row]))[0]


async def _card(session: AsyncSession, learner: Learner, asked: ChoiceIn) -> Row[Any] | None:
    if asked.card_id is None:
        return None
    found = await store.find_card(session, asked.card_id)
    if found is None or found.learner_id != learner.learner_id:
        raise problems.UnknownCard
    return found


async def _same(session: AsyncSession, learner_id: UUID, asked: ChoiceIn) -> Row[Any] | None:
    """What stands and says the same; outside a card only while it is not begun: then one chooses it anew."""
    if asked.card_id is not None:
        standing = await store.find_standing(session, asked.card_id)
        return standing if standing is not None and rules.is_same(asked, standing) else None
    rows = await store.standing_off_card(session, learner_id, rules.kind_of(asked))
    alike = [row for row in rows if rules.is_same(asked, row) and not await is_begun(session, row)]
    return alike[0] if alike else None


async def _left_behind(session: AsyncSession, asked: ChoiceIn) -> UUID | None:
    """The choice from the same card whose place this one takes; `ChoiceStarted` if that was begun."""
    standing = await store.find_standing(session, asked.card_id) if asked.card_id is not None else None
    if standing is None:
        return None
    if await is_begun(session, standing):
        raise problems.ChoiceStarted
    replaced: UUID = standing.choice_id
    return replaced


async def is_begun(session: AsyncSession, row: Row[Any]) -> bool:
    """By word, or by an attempt since it was chosen."""
    attempted = await done_by(session, [row.learner_id], [row.activity_id] if row.activity_id else [])
    return rules.started_at(row, attempted.get((row.learner_id, row.activity_id))) is not None


async def find_choice(session: AsyncSession, caller: Principal, choice_id: UUID, *, lock: bool = False) -> Row[Any]:
    """The choice, if this caller may reach its learner; else `UnknownChoice`."""
    row = await store.find(session, choice_id, lock=lock)
    if row is None:
        raise problems.UnknownChoice
    try:
        await find_learner(session, caller, row.learner_id)
    except UnknownLearner as error:
        raise problems.UnknownChoice from error
    return row


async def start(session: AsyncSession, caller: Principal, choice_id: UUID, *, now: datetime) -> ChoiceOut:
    """Say that it is begun; saying so again, or after an attempt, changes nothing."""
    row = await find_choice(session, caller, choice_id, lock=True)
    await refuse_gathered(session, caller, await find_learner(session, caller, row.learner_id), now)
    _refuse_gone(row)
    if row.kind == "opt-out":
        raise problems.NothingToStart
    if not await is_begun(session, row):
        row = await store.change(session, choice_id, started_at=now, started_by=caller.subject)
        await announce(session, announcers.started(row))
    return (await shown(session, [row]))[0]


async def withdraw(session: AsyncSession, caller: Principal, choice_id: UUID, *, now: datetime) -> ChoiceOut:
    """Take it back, as long as it is not begun; taking back again changes nothing."""
    row = await find_choice(session, caller, choice_id, lock=True)
    if row.withdrawn_at is None:
        _refuse_gone(row)
        if await is_begun(session, row):
            raise problems.ChoiceStarted
        row = await store.change(session, choice_id, withdrawn_at=now, withdrawn_by=caller.subject)
        await announce(session, announcers.withdrawn(row))
    return (await shown(session, [row]))[0]


def _refuse_gone(row: Row[Any]) -> None:
    if row.withdrawn_at is not None or row.superseded_by is not None:
        raise problems.ChoiceGone
