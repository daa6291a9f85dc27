"""A learner at the moment of a card: all that the card hangs on, read once."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.assignments import Decided
from eigenwijs_shared.roster.reach import Learner, dials_of
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import Wishes
from recommend_service.aims.store import aims_of
from recommend_service.assignments.store import decided_for
from recommend_service.card_settings.rules import CardSettings
from recommend_service.card_settings.store import settings_now
from recommend_service.cards import store
from recommend_service.cards.past import Past, not_done_yet
from recommend_service.cards.picture import Picture
from recommend_service.cards.resting import resting
from recommend_service.cards.schemas import OutcomeOut
from recommend_service.catalogue.model import Catalogue
from recommend_service.contracts.store import promised_by
from recommend_service.mastery.carried import carried_over
from recommend_service.mastery.foresight import Foresight
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.store import LearnerState, estimates_of, find_state
from recommend_service.objections.rules import with_checks
from recommend_service.objections.store import standing_for as objections_of
from recommend_service.overrides.problems import AdaptivityPaused
from recommend_service.overrides.rules import corrected, pause_among
from recommend_service.overrides.store import standing_for
from recommend_service.reviews.store import waiting


@dataclass(frozen=True)
class Moment:
    """`rests` are activities that were rightly contested; `promised` those of a signed contract of today; `aims` are
    goals."""

    learner: Learner
    catalogue: Catalogue
    state: LearnerState
    dials: Sequence[Dial]
    choices: Sequence[OutcomeOut]
    wishes: Wishes
    decided: Decided
    settings: CardSettings
    promised: frozenset[UUID]
    aims: frozenset[UUID]
    rests: frozenset[UUID]
    paused: bool
    now: datetime

    @property
    def basis(self) -> str:
        """Equal for two moments only if nothing that a card hangs on has changed; what was learnt stands last."""
        parts = [
            f"{sorted(self.learner.grades)} {self.catalogue.version}",
            *sorted(f"{dial.scope} {dial.scope_id} {dial.subject} {dial.version}" for dial in self.dials),
            *(str(choice.choice_id) for choice in self.choices),
            f"{sorted(self.wishes.needs)} {sorted(self.wishes.topics)}",
            self.decided.basis,
            f"{self.settings.version} {sorted(map(str, self.promised))} {sorted(map(str, self.aims))}",
            *sorted(map(str, self.rests)),
        ]
        decisions = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f"{decisions} {self.state.renewal}.{self.state.generation}.{self.state.sequence}"


async def moment_of(session: AsyncSession, learner: Learner, catalogue: Catalogue, now: datetime) -> Moment:
    today, learner_id = now.astimezone(UTC).date(), learner.learner_id
    standing = await standing_for(session, learner, today)
    contested = await objections_of(session, learner_id, now)
    decided = corrected(await decided_for(session, learner, today), standing, catalogue)
    return Moment(
        learner=learner,
        catalogue=catalogue,
        state=await find_state(session, learner_id),
        dials=await dials_of(session, learner),
        choices=await store.latest_choices(session, learner_id),
        wishes=await wishes_of(session, learner_id, today),
        decided=with_checks(decided, contested.checks),
        settings=await settings_now(session),
        promised=await promised_by(session, learner_id, today),
        aims=await aims_of(session, learner_id),
        rests=contested.resting,
        paused=pause_among(standing) is not None,
        now=now,
    )


async def adaptive_moment_of(session: AsyncSession, learner: Learner, catalogue: Catalogue, now: datetime) -> Moment:
    """The same; `AdaptivityPaused` where people have stopped the recommender for this learner."""
    moment = await moment_of(session, learner, catalogue, now)
    if moment.paused:
        raise AdaptivityPaused
    return moment


async def picture_of(session: AsyncSession, moment: Moment) -> Picture:
    """The moment with what is believed of the learner, faded until now."""
    learner_id, now, state = moment.learner.learner_id, moment.now, moment.state
    goals, activities = resting(moment.choices, now)
    model = await model_in_use(session)
    estimates = carried_over(await estimates_of(session, learner_id), moment.catalogue.renewals).estimates
    due, lapsed = await waiting(session, learner_id, now)
    done = [UUID(one.activity) for one in state.recent]
    chosen = [one.activity_id for one in moment.choices if one.activity_id is not None]
    return Picture(
        catalogue=moment.catalogue,
        grades=frozenset(moment.learner.grades),
        general=state.general if state.sequence else model.general_prior,
        estimates=estimates,
        past=tuple(Past(which, one.form) for which, one in zip(done, state.recent, strict=True)),
        chosen=not_done_yet(chosen, set(done), moment.catalogue.forms),
        settings=moment.settings,
        promised=moment.promised,
        aims=moment.aims,
        resting_goals=goals,
        resting_activities=activities | moment.rests,
        wishes=moment.wishes,
        decided=moment.decided,
        due=due,
        lapsed=lapsed,
        model=model,
        at=now,
        foresight=Foresight(model, state, estimates, now) if model.population.mix > 0 else None,
    )
