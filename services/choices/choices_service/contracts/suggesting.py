"""New work for who is done early: from the present card, from what was assigned, from the goals of the week."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many as find_activities
from choices_service.assignments.standing import decided_for
from choices_service.cards.rules import KINDS
from choices_service.cards.store import activities_for
from choices_service.choices.store import newest_card, standing_on_cards
from choices_service.contracts import dial, words
from choices_service.contracts.loading import Loaded, Needing, load, missing_goals
from choices_service.contracts.offers import Candidate, Offer, Source, offers
from choices_service.contracts.shapes import SuggestionOut
from choices_service.mastery.store import done_by
from choices_service.timetables.rules import today_here
from eigenwijs_shared.agency import Dial, Dimension
from eigenwijs_shared.errors import Language
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import Wishes, is_liked, leaves_out, shown_minutes, suited, trait

_DIFFERING: tuple[Dimension, ...] = ("form", "topic", "company")


@dataclass(frozen=True, slots=True)
class _Found:
    """An activity and where it came from."""

    source: Source
    activity: Row[Any]
    card_id: UUID | None = None
    option_id: UUID | None = None


async def suggest(
    session: AsyncSession, row: Row[Any], learner: Learner, language: Language, now: datetime
) -> list[SuggestionOut]:
    """Up to three, each of which this learner may choose now and has time for; nothing is put in by itself."""
    one = (await load(session, [row]))[row.contract_id]
    dials = await dials_of(session, learner)
    wishes = await wishes_of(session, learner.learner_id, now.date())
    found = [
        *await _on_card(session, learner, dials),
        *await _assigned(session, learner, now),
        *await _beside(session, one, dials, wishes),
    ]
    able = [each for each in found if each.activity.active and not leaves_out(each.activity, wishes.needs)]
    missing, _ = await missing_goals(
        session, [Needing(each.activity.activity_id, learner.learner_id, each.activity.goal_ids) for each in able],
        {learner.learner_id: learner.grades},
    )  # fmt: skip
    candidates = [_candidate(each, missing, wishes.needs) for each in able]
    picked = offers(one.week, candidates, one.around.left_out, today_here(now))
    return [_shown(offer, language) for offer in picked]


async def _on_card(session: AsyncSession, learner: Learner, dials: Sequence[Dial]) -> list[_Found]:
    """The options of the newest card, as long as nothing was chosen from it and the dial leaves the choice."""
    card = await newest_card(session, learner.learner_id)
    if card is None or await standing_on_cards(session, [card.card_id]):
        return []
    activities = await find_activities(session, {UUID(option["activityId"]) for option in card.options})
    differing = [name for name in _DIFFERING if len({trait(one, name) for one in activities.values()}) > 1]
    return [
        _Found("card", activity, card.card_id, UUID(option["optionId"]))
        for option in card.options
        if (activity := activities.get(UUID(option["activityId"]))) is not None
        if dial.since_card(_decided(dials, activity.subjects), differing) is None
    ]


async def _assigned(session: AsyncSession, learner: Learner, now: datetime) -> list[_Found]:
    wanted = (await decided_for(session, learner, now)).wanted
    activities = await find_activities(session, list(wanted))
    return [_Found("assigned", activities[key]) for key in wanted if key in activities]


async def _beside(session: AsyncSession, one: Loaded, dials: Sequence[Dial], wishes: Wishes) -> list[_Found]:
    """What this learner has not tried yet for the goals of the week; first what suits its needs and what it likes."""
    goal_ids = {goal_id for task in one.week.tasks for goal_id in task.goal_ids}
    rows = await activities_for(session, goal_ids, KINDS)
    tried = await done_by(session, [one.row.learner_id], [row.activity_id for row in rows])
    new = [
        row
        for row in rows
        if (one.row.learner_id, row.activity_id) not in tried and dial.off_card(_decided(dials, row.subjects)) is None
    ]
    new.sort(key=lambda row: (-suited(row, wishes.needs), not is_liked(row, wishes.topics), row.activity_id))
    return [_Found("catalogue", row) for row in new]


def _decided(dials: Sequence[Dial], subjects: Sequence[str]) -> dial.Dials:
    return dial.of_subjects(dials, subjects)


def _candidate(found: _Found, missing: Mapping[UUID, Collection[UUID]], needs: Collection[str]) -> Candidate:
    activity = found.activity
    return Candidate(
        source=found.source,
        activity_id=activity.activity_id,
        title=activity.title,
        company=activity.company,
        minutes=shown_minutes(activity.minutes, needs),
        missing=missing[activity.activity_id],
        card_id=found.card_id,
        option_id=found.option_id,
    )


def _shown(offer: Offer, language: Language) -> SuggestionOut:
    one = offer.candidate
    return SuggestionOut(
        **{name: getattr(one, name) for name in ("source", "card_id", "option_id", "activity_id", "title", "minutes")},
        day=offer.day,
        reason=words.offered(one.source, offer.day, offer.room, language),
    )
