"""How learners stand with their goals, as events: when it changes, and again for those who ask."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.events.envelope import Event
from recommend_service.mastery import store
from recommend_service.mastery.gates import is_ready, state_of
from recommend_service.mastery.in_use import model_in_use
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.rules import Belief, Estimate, chance, chance_range

SEQUENCES, GENERATIONS = 2**32, 2**12
"""More facts than a learner will ever have, and more models than a board will."""
Told = tuple[str, int, bool, bool]
"""What is worth an event when it changes: the word, tenths of the probability, and both readinesses."""


def told(model: KnownModel, general: Belief, goal_id: UUID, estimate: Estimate | None) -> Told:
    probability = model.chance(general, goal_id, estimate)
    ready = is_ready(estimate, probability)
    return state_of(estimate, probability), int(probability * 10), ready, _unseen_ready(model, general)


def changed(model: KnownModel, key: store.Key, state: store.LearnerState, estimate: Estimate | None) -> MasteryChanged:
    """The learner's whole standing with that goal."""
    learner_id, goal_id = key
    found = chance_range(state.general + model.at_goal(goal_id, estimate))
    return MasteryChanged(
        learner_id=learner_id,
        goal_id=goal_id,
        version=version_of(state),
        state=state_of(estimate, found.probability),
        probability=round(found.probability, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        evidence=estimate.attempts if estimate else 0,
        ready=is_ready(estimate, found.probability),
        unseen_ready=_unseen_ready(model, state.general),
        updated_at=estimate.updated_at if estimate else None,
    )


def version_of(state: store.LearnerState) -> int:
    """Grows with every fact, with every model that looks anew, and with every correction of the ledger."""
    return (state.renewal * GENERATIONS + state.generation) * SEQUENCES + state.sequence


def changes(
    model: KnownModel,
    before: Mapping[store.Key, Told],
    states: Mapping[UUID, store.LearnerState],
    estimates: Mapping[store.Key, Estimate],
) -> list[MasteryChanged]:
    """Of the goals in `before`, those that stand otherwise now."""
    return [
        changed(model, key, states[key[0]], estimates.get(key))
        for key in before
        if told(model, states[key[0]].general, key[1], estimates.get(key)) != before[key]
    ]


def all_told(
    model: KnownModel,
    states: Mapping[UUID, store.LearnerState],
    estimates: Mapping[store.Key, Estimate],
    keys: Iterable[store.Key],
) -> dict[store.Key, Told]:
    return {key: told(model, states[key[0]].general, key[1], estimates.get(key)) for key in keys}


def _unseen_ready(model: KnownModel, general: Belief) -> bool:
    return is_ready(None, chance(general + model.unseen))


async def mastery_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of all estimates, by learner and goal."""
    place = None if after is None else (UUID(after[:36]), UUID(after[37:]))
    model, rows = await model_in_use(session), await store.all_estimates(session, place, limit)
    following = "/".join(map(str, rows[-1][0])) if len(rows) == limit else None
    return [changed(model, *row) for row in rows], following
