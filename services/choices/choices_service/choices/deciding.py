"""Gathers what the rules need to know, and asks them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store as activities
from choices_service.choices import rules
from choices_service.choices.schemas import ChoiceIn
from choices_service.evidence_rules.store import versions_of
from choices_service.goals import store as goals
from choices_service.mastery.rules import Before, unmet
from choices_service.mastery.store import known_of
from eigenwijs_shared.agency import effective
from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.wishes import trait

NOT_THERE: Sentence = {
    "nl": "Deze activiteit staat niet (meer) in de catalogus.",
    "en": "This activity is not in the catalogue, or no longer.",
}


async def decided(session: AsyncSession, learner: Learner, asked: ChoiceIn, card: Row[Any] | None) -> rules.Chosen:
    """What is chosen; or the problem that says what forbids it."""
    if asked.activity_id is not None:
        wanted, subjects = await _off_card(session, learner, asked.activity_id)
        return rules.decide_off_card(wanted, await _dials(session, learner, subjects))
    if asked.own_idea is not None:
        subjects = await _subjects_of_idea(session, asked.own_idea.goal_ids)
        about = await _subjects(session, card) if card is not None else subjects
        return rules.decide_own_idea(asked, await _dials(session, learner, about))
    assert card is not None  # noqa: S101 - the other kinds take one, see rules.kind_of
    dials = await _dials(session, learner, await _subjects(session, card))
    return rules.decide(asked, await _card(session, card), dials)


async def _dials(session: AsyncSession, learner: Learner, subjects: list[str | None]) -> rules.Dials:
    dials = await dials_of(session, learner)
    return [effective(dials, subject) for subject in subjects]


async def _subjects_of_idea(session: AsyncSession, goal_ids: list[UUID]) -> list[str | None]:
    known = await goals.find_many(session, goal_ids)
    unknown = goals.unknown_at("#/ownIdea/goalIds", goal_ids, known)
    if unknown:
        raise goals.UnknownGoal(faults=unknown)
    return sorted({row.subject for row in known.values()})


async def _subjects(session: AsyncSession, card: Row[Any]) -> list[str | None]:
    """What the card is about: a card for all subjects obeys the dial of each that is on it."""
    if card.subject is not None:
        return [card.subject]
    on_card = await goals.find_many(session, card.goal_ids)
    return sorted({row.subject for row in on_card.values()}) or [None]


async def _off_card(
    session: AsyncSession, learner: Learner, activity_id: UUID
) -> tuple[rules.OffCard, list[str | None]]:
    row = (await activities.find_many(session, [activity_id])).get(activity_id)
    if row is None or not row.active:
        raise activities.UnknownActivity(faults=[Fault("#/activityId", NOT_THERE, "unknown-activity")])
    served = await goals.find_many(session, row.goal_ids)
    needed = {key: None for goal_id in row.goal_ids if goal_id in served for key in served[goal_id].prerequisite_ids}
    before = await goals.find_many(session, list(needed))
    known = (await known_of(session, [learner.learner_id]))[learner.learner_id]
    steps = [Before(key, before[key].levels, before[key].assessable and before[key].active) for key in before]
    missing = [(key, before[key].title) for key in unmet(steps, known, learner.grades)]
    return rules.OffCard(activity_id, row.goal_ids, missing), list(row.subjects) or [None]


async def _card(session: AsyncSession, found: Row[Any]) -> rules.Card:
    offered = found.options
    known = await activities.find_many(session, [UUID(option["activityId"]) for option in offered])
    titles = await goals.find_many(session, found.missing_evidence)
    versions = await versions_of(session, found.goal_ids)
    checks: dict[UUID, list[UUID]] = {}
    for one in found.checks:
        checks.setdefault(UUID(one["activityId"]), []).append(UUID(one["goalId"]))
    return rules.Card(
        card_id=found.card_id,
        goal_ids=found.goal_ids,
        options=[_option(option, known.get(UUID(option["activityId"]))) for option in offered],
        surprise_option_id=found.surprise_option_id,
        opt_out_allowed=found.opt_out_allowed,
        missing_evidence=[(key, titles[key].title if key in titles else str(key)) for key in found.missing_evidence],
        dimensions=found.dimensions,
        checks=checks,
        rules_as_then=all(versions[key] == found.rule_versions.get(str(key), 0) for key in found.goal_ids),
    )


def _option(offered: dict[str, Any], activity: Row[Any] | None) -> rules.Option:
    return rules.Option(
        option_id=UUID(offered["optionId"]),
        activity_id=UUID(offered["activityId"]),
        goal_ids=[UUID(goal_id) for goal_id in offered["goalIds"]],
        shape={name: trait(activity, name) for name in rules.DIFFERING} if activity else {},
    )
