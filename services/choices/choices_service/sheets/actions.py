"""Gathers the cards of a group."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row as Found
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store as activities
from choices_service.cards.actions import offer_card
from choices_service.cards.problems import NoCard
from choices_service.choices.store import find_card, standing_on_cards
from choices_service.goals import store as goals
from choices_service.sheets import store
from choices_service.sheets.rules import Row, face_of, in_order
from choices_service.sheets.schemas import SheetIn
from eigenwijs_shared.errors import Fault, Invalid, Language, Sentence
from eigenwijs_shared.roster.codes import short_code
from eigenwijs_shared.roster.reach import Group, Learner

FRESH = timedelta(days=7)
"""As long as a card on paper is made for."""
NOT_HERE: Sentence = {"nl": "Deze leerling zit niet in deze groep.", "en": "This learner is not in this group."}
NOT_THEIRS: Sentence = {
    "nl": "Deze keuzekaart is niet van deze leerling.",
    "en": "This choice card is not this learner's.",
}


async def rows_of(
    session: AsyncSession, group: Group, asked: SheetIn, subject: str | None, *, now: datetime
) -> list[Row]:
    """Every learner of the group with a card: the one that was named, else the newest, else one from the catalogue."""
    named = await _named(session, group, asked)
    others = [one.learner_id for one in group.learners if one.learner_id not in named]
    found = {**await store.newest_cards(session, others, subject, now - FRESH), **named}
    missing: dict[UUID, Sentence] = {}
    for learner in group.learners:
        if learner.learner_id not in found:
            made = await _from_catalogue(session, learner, subject, now)
            if isinstance(made, NoCard):
                missing[learner.learner_id] = {language: made.sentence(language) for language in ("nl", "en")}
            else:
                found[learner.learner_id] = made
    return in_order(await _rows(session, group.learners, asked.names, found, missing))


async def _named(session: AsyncSession, group: Group, asked: SheetIn) -> dict[UUID, Found[Any]]:
    here = {one.learner_id for one in group.learners}
    kept = await store.these_cards(session, set(asked.cards.values()))
    faults = [
        *(Fault(f"#/names/{key}", NOT_HERE, "not-in-group") for key in asked.names if key not in here),
        *(Fault(f"#/cards/{key}", NOT_HERE, "not-in-group") for key in asked.cards if key not in here),
        *(
            Fault(f"#/cards/{key}", NOT_THEIRS, "unknown-card")
            for key, card_id in asked.cards.items()
            if key in here and (card_id not in kept or kept[card_id].learner_id != key)
        ),
    ]
    if faults:
        raise Invalid(faults=faults)
    return {learner_id: kept[card_id] for learner_id, card_id in asked.cards.items()}


async def _from_catalogue(
    session: AsyncSession, learner: Learner, subject: str | None, now: datetime
) -> Found[Any] | NoCard:
    language: Language = "nl"  # of sentences that are not printed
    try:
        card = await offer_card(session, learner, subject, language, now=now, tells_needs=False)
    except NoCard as problem:
        return problem
    kept = await find_card(session, card.card_id)
    assert kept is not None  # noqa: S101 - it was kept a moment ago, in this transaction
    return kept


async def _rows(
    session: AsyncSession,
    learners: Sequence[Learner],
    names: Mapping[UUID, str],
    found: Mapping[UUID, Found[Any]],
    missing: Mapping[UUID, Sentence],
) -> list[Row]:
    cards = list(found.values())
    named = [one["activityId"] for card in cards for one in (*card.options, *card.checks)]
    known = await activities.find_many(session, {UUID(key) for key in named})
    served = await goals.find_many(session, {key for card in cards for key in card.goal_ids})
    chosen = await standing_on_cards(session, [card.card_id for card in cards])
    return [
        Row(
            learner_id=one.learner_id,
            code=short_code(one.learner_id),
            name=names.get(one.learner_id),
            face=face_of(card, known, served, chosen.get(card.card_id))
            if (card := found.get(one.learner_id))
            else None,
            why=missing.get(one.learner_id),
        )
        for one in learners
    ]
