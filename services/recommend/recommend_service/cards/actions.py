"""Offers cards and notes what was chosen."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.assignments import Decided
from eigenwijs_shared.contracts.choices import ChoiceMade, ChoiceWithdrawn
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.gathering import Gathering
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import Wishes
from recommend_service.assignments.store import decided_for
from recommend_service.card_settings.rules import CardSettings
from recommend_service.card_settings.store import settings_now
from recommend_service.cards import store
from recommend_service.cards.announcers import offered
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.gathered import is_waiting
from recommend_service.cards.nothing import NoCard, what_is_missing
from recommend_service.cards.outcomes import register_outcomes
from recommend_service.cards.past import Past, not_done_yet
from recommend_service.cards.picture import Picture
from recommend_service.cards.resting import resting
from recommend_service.cards.rules import make_card
from recommend_service.cards.schemas import OutcomeOut
from recommend_service.catalogue.fit import check_subject
from recommend_service.catalogue.model import Catalogue
from recommend_service.contracts.store import promised_by
from recommend_service.mastery.carried import carried_over
from recommend_service.mastery.foresight import Foresight
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.store import LearnerState, estimates_of, find_state
from recommend_service.objections import store as objections
from recommend_service.objections.rules import with_checks
from recommend_service.overrides.problems import AdaptivityPaused
from recommend_service.overrides.rules import corrected, pause_among
from recommend_service.overrides.store import standing_for
from recommend_service.reviews.store import waiting

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
    state = await find_state(session, learner.learner_id)
    dials = await dials_of(session, learner)
    choices = await store.latest_choices(session, learner.learner_id)
    today = now.astimezone(UTC).date()
    wishes = await wishes_of(session, learner.learner_id, today)
    standing = await standing_for(session, learner, today)
    if pause_among(standing) is not None:
        raise AdaptivityPaused
    contested = await objections.standing_for(session, learner.learner_id, now)
    decided = corrected(await decided_for(session, learner, today), standing, catalogue)
    decided = with_checks(decided, contested.checks)
    settings = await settings_now(session)
    promised = await promised_by(session, learner.learner_id, today)
    basis = _basis(learner, catalogue, state, dials, choices, wishes, decided, settings, promised, contested.resting)
    latest = await store.latest_card(session, learner.learner_id, subject)
    if latest and latest.basis == basis and now - latest.offered_at < SAME_CARD_FOR:
        return latest
    if latest and await is_waiting(session, latest, basis, gatherings, now):
        return latest
    picture = await _picture(
        session, learner, catalogue, state, choices, wishes, decided, settings, promised, contested.resting, now
    )
    made = make_card(
        picture, dials, card_id=new_id(), learner_id=learner.learner_id, asked=subject, basis=basis, now=now
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


async def _picture(
    session: AsyncSession,
    learner: Learner,
    catalogue: Catalogue,
    state: LearnerState,
    choices: Sequence[OutcomeOut],
    wishes: Wishes,
    decided: Decided,
    settings: CardSettings,
    promised: frozenset[UUID],
    rests: frozenset[UUID],
    now: datetime,
) -> Picture:
    goals, activities = resting(choices, now)
    model = await model_in_use(session)
    estimates = carried_over(await estimates_of(session, learner.learner_id), catalogue.renewals).estimates
    due, lapsed = await waiting(session, learner.learner_id, now)
    return Picture(
        catalogue=catalogue,
        grades=frozenset(learner.grades),
        general=state.general if state.sequence else model.general_prior,
        estimates=estimates,
        past=tuple(Past(done.activity_id, done.form) for done in state.recent),
        chosen=not_done_yet(
            [one.activity_id for one in choices if one.activity_id is not None],
            {done.activity_id for done in state.recent},
            catalogue.forms,
        ),
        settings=settings,
        promised=promised,
        resting_goals=goals,
        resting_activities=activities | rests,
        wishes=wishes,
        decided=decided,
        due=due,
        lapsed=lapsed,
        model=model,
        at=now,
        foresight=Foresight(model, state, estimates, now) if model.population.mix > 0 else None,
    )


def _basis(
    learner: Learner,
    catalogue: Catalogue,
    state: LearnerState,
    dials: Sequence[Dial],
    choices: Sequence[OutcomeOut],
    wishes: Wishes,
    decided: Decided,
    settings: CardSettings,
    promised: frozenset[UUID],
    rests: frozenset[UUID],
) -> str:
    """Equal for two moments only if nothing that a card hangs on has changed; what was learnt stands last, apart."""
    parts = [
        f"{sorted(learner.grades)} {catalogue.version}",
        *sorted(f"{dial.scope} {dial.scope_id} {dial.subject} {dial.version}" for dial in dials),
        *(str(choice.choice_id) for choice in choices),
        f"{sorted(wishes.needs)} {sorted(wishes.topics)}",
        decided.basis,
        f"{settings.version} {sorted(map(str, promised))}",
        *sorted(map(str, rests)),
    ]
    decisions = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f"{decisions} {state.renewal}.{state.generation}.{state.sequence}"
