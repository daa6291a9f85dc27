"""Offers cards and notes what was chosen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ChoiceMade, ChoiceWithdrawn
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.gathering import Gathering
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner
from recommend_service.cards import store
from recommend_service.cards.announcers import offered
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.gathered import is_waiting
from recommend_service.cards.moment import adaptive_moment_of, picture_of
from recommend_service.cards.nothing import NoCard, what_is_missing
from recommend_service.cards.outcomes import register_outcomes
from recommend_service.cards.rules import make_card
from recommend_service.catalogue.fit import check_subject
from recommend_service.catalogue.model import Catalogue

SAME_CARD_FOR = timedelta(seconds=60)


async def offer_card(
    session: AsyncSession,
    learner: Learner,
    catalogue: Catalogue,
    subject: str | None,
    now: datetime,
    gatherings: Sequence[Gathering] = (),
) -> OfferedCard:
    """A card for now; the one of just now while nothing that it hangs on has changed, or the one that waits."""
    check_subject(catalogue, subject)
    await store.one_at_a_time(session, learner.learner_id)
    moment = await adaptive_moment_of(session, learner, catalogue, now)
    basis = moment.basis
    latest = await store.latest_card(session, learner.learner_id, subject)
    if latest and latest.basis == basis and now - latest.offered_at < SAME_CARD_FOR:
        return latest
    if latest and await is_waiting(session, latest, basis, gatherings, now):
        return latest
    picture = await picture_of(session, moment)
    made = make_card(
        picture, moment.dials, card_id=new_id(), learner_id=learner.learner_id, asked=subject, basis=basis, now=now
    )
    if made is None:
        raise NoCard(missing=what_is_missing(picture, subject))
    await store.add_card(session, made)
    await announce(session, offered(made))
    return made


async def note_choices(session: AsyncSession, choices: Sequence[ChoiceMade]) -> None:
    """What was chosen belongs to the card, and shapes the next one."""
    rows = [choice.model_dump(exclude={"author_id", "replaces"}, by_alias=False) for choice in choices]
    added = await store.add_choices(session, rows)
    replaced = {choice.replaces: choice.made_at for choice in choices if choice.replaces is not None}
    await register_outcomes(session, [*added, *await store.replace_choices(session, replaced)])


async def note_withdrawals(session: AsyncSession, withdrawn: Sequence[ChoiceWithdrawn]) -> None:
    """As if it had not been chosen; the card is open again."""
    rows = [one.model_dump(exclude={"author_id"}, by_alias=False) for one in withdrawn]
    await register_outcomes(session, await store.withdraw_choices(session, rows))
