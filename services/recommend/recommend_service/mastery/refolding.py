"""Learners that another model had estimated are estimated anew, from all their facts."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.outbox import announce_all
from recommend_service.mastery import observations, store
from recommend_service.mastery.announcers import all_told, changes
from recommend_service.mastery.folding import Fold
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.observations import Observation


def folded(model: KnownModel, facts: Iterable[Observation], ever: Collection[UUID] = ()) -> Fold:
    """One learner as this model sees it after these facts."""
    fold = Fold(model, ever=ever)
    for fact in facts:
        fold.sees(fact.goal_ids, fact.activity_id, fact.attempt)
    return fold


async def estimate_anew(session: AsyncSession, states: Mapping[UUID, store.LearnerState], model: KnownModel) -> bool:
    """Of these locked learners, those whose estimates another model made; was there any?

    Who is not `whole` stays as estimated, and goes on with this model from there. What was mastered stays so.
    """
    stale = {one: state for one, state in states.items() if state.generation != model.generation and state.sequence}
    whole = sorted(one for one, state in stale.items() if state.whole)
    if not whole:
        return False
    before = await store.estimates_of_many(session, whole)
    old = {(one, goal_id): estimate for one, of in before.items() for goal_id, estimate in of.items()}
    said = all_told(model, states, old, old)
    mastered = [key for key, estimate in old.items() if estimate.mastered]
    await observations.note_mastered(session, mastered, states)
    ever = await observations.mastered_by_older(session, whole)
    new = dict(old)
    of = {one: list(facts) for one, facts in groupby(await observations.observations_of(session, whole), _learner)}
    for learner_id in whole:
        fold = folded(model, of.get(learner_id, ()), ever.get(learner_id, ()))
        fold.leave(states[learner_id])
        new.update({(learner_id, goal_id): estimate for goal_id, estimate in fold.estimates.items()})
    await store.save_states(session, {one: states[one] for one in whole})
    await store.save_estimates(session, new, model)
    await announce_all(session, changes(model, said, states, new))
    return True


def _learner(one: Observation) -> UUID:
    return one.learner_id
