"""Choosing from a card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store as activities
from choices_service.assignments.standing import refuse_left_out
from choices_service.choices import rules, store
from choices_service.choices.problems import UnknownCard
from choices_service.choices.schemas import ChoiceIn, ChoiceOut, ChosenActivityOut
from choices_service.goals import store as goals
from choices_service.tables import choice
from eigenwijs_shared.agency import effective
from eigenwijs_shared.contracts.choices import ChoiceMade
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.wishes import trait


async def is_repeated(session: AsyncSession, asked: ChoiceIn) -> bool:
    """Does this choice stand already? From here on nobody else chooses from the card."""
    await store.lock_card(session, asked.card_id)
    standing = await store.find_standing(session, asked.card_id)
    return standing is not None and rules.is_same(asked, standing)


async def choose(
    session: AsyncSession, learner: Learner, asked: ChoiceIn, author_id: str, *, now: datetime
) -> ChoiceOut:
    """Choose once; another choice from the same card is a change of mind and takes the place of the first."""
    found = await store.find_card(session, asked.card_id)
    if found is None or found.learner_id != learner.learner_id:
        raise UnknownCard
    standing = await store.find_standing(session, asked.card_id)
    if standing is not None and rules.is_same(asked, standing):
        return (await shown(session, [standing]))[0]
    await _check_own_goals(session, asked)
    dials = await dials_of(session, learner)
    decided = [effective(dials, subject) for subject in await _subjects(session, found)]
    chosen = rules.decide(asked, await _card(session, found), decided)
    if chosen.option is not None:
        places = [learner.learner_id, *learner.group_ids]
        await refuse_left_out(session, places, chosen.option.activity_id, now, choosing=True)
    row = await store.add(
        session,
        {
            "choice_id": new_id(),
            "learner_id": learner.learner_id,
            "card_id": asked.card_id,
            "kind": chosen.kind,
            "option_id": chosen.option.option_id if chosen.option else None,
            "activity_id": chosen.option.activity_id if chosen.option else None,
            "goal_ids": list(chosen.goal_ids),
            "title": chosen.title,
            "reason": chosen.reason,
            "author_id": author_id,
            "made_at": now,
        },
    )
    await announce(session, made(row))
    return (await shown(session, [row]))[0]


async def _check_own_goals(session: AsyncSession, asked: ChoiceIn) -> None:
    if asked.own_idea is None:
        return
    known = await goals.find_many(session, asked.own_idea.goal_ids)
    unknown = goals.unknown_at("#/ownIdea/goalIds", asked.own_idea.goal_ids, known)
    if unknown:
        raise goals.UnknownGoal(faults=unknown)


async def _subjects(session: AsyncSession, found: Row[Any]) -> list[str | None]:
    """What the card is about: a card for all subjects obeys the dial of each that is on it."""
    if found.subject is not None:
        return [found.subject]
    on_card = await goals.find_many(session, found.goal_ids)
    return sorted({row.subject for row in on_card.values()}) or [None]


async def _card(session: AsyncSession, found: Row[Any]) -> rules.Card:
    offered = found.options
    known = await activities.find_many(session, [UUID(option["activityId"]) for option in offered])
    titles = await goals.find_many(session, found.missing_evidence)
    return rules.Card(
        card_id=found.card_id,
        goal_ids=found.goal_ids,
        options=[_option(option, known.get(UUID(option["activityId"]))) for option in offered],
        surprise_option_id=found.surprise_option_id,
        opt_out_allowed=found.opt_out_allowed,
        missing_evidence=[(key, titles[key].title if key in titles else str(key)) for key in found.missing_evidence],
        dimensions=found.dimensions,
    )


def _option(offered: dict[str, Any], activity: Row[Any] | None) -> rules.Option:
    return rules.Option(
        option_id=UUID(offered["optionId"]),
        activity_id=UUID(offered["activityId"]),
        goal_ids=[UUID(goal_id) for goal_id in offered["goalIds"]],
        shape={name: trait(activity, name) for name in rules.DIFFERING} if activity else {},
    )


async def shown(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[ChoiceOut]:
    """Choices with the activities that were chosen."""
    known = await activities.find_many(session, [row.activity_id for row in rows if row.activity_id])
    return [
        ChoiceOut(
            choice_id=row.choice_id,
            learner_id=row.learner_id,
            card_id=row.card_id,
            kind=row.kind,
            option_id=row.option_id,
            activity=ChosenActivityOut.model_validate(known[row.activity_id]) if row.activity_id in known else None,
            goal_ids=row.goal_ids,
            title=row.title,
            reason=row.reason,
            made_at=row.made_at,
            author_id=row.author_id,
            standing=row.superseded_by is None,
        )
        for row in rows
    ]


async def choices_again(session: AsyncSession, after: str | None, limit: int) -> tuple[list[ChoiceMade], str | None]:
    """A page of all choices, oldest first, for a consumer that is new or wiped."""
    query = select(choice).order_by(choice.c.choice_id).limit(limit)
    if after is not None:
        query = query.where(choice.c.choice_id > UUID(after))
    rows = (await session.execute(query)).all()
    return [made(row) for row in rows], str(rows[-1].choice_id) if len(rows) == limit else None


def made(row: Row[Any]) -> ChoiceMade:
    """The event of a choice."""
    return ChoiceMade.model_validate(row, from_attributes=True)
