"""How a learner came to stand with one goal: fact by fact, by the model in use. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from recommend_service.mastery.folding import Fold
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.observations import Observation
from recommend_service.mastery.rules import Range, chance_range


@dataclass(frozen=True, slots=True)
class Step:
    """One fact that names the goal: the chance of success as it was foreseen and why, and how the goal stood after."""

    fact: Observation
    foreseen: float
    because: Mapping[str, float]
    before: Range
    after: Range


def steps_at(model: KnownModel, goal_id: UUID, facts: Iterable[Observation]) -> list[Step]:
    """The oldest first. Facts of other goals move general ability, so they are gone through as well."""
    fold, found = Fold(model), []
    for fact in facts:
        concerns = goal_id in fact.goal_ids
        before = _at(fold, goal_id) if concerns else None
        foreseen = fold.sees(fact.goal_ids, fact.activity_id, fact.attempt)
        if before is not None:
            found.append(Step(fact, foreseen, fold.because(fact.goal_ids), before, _at(fold, goal_id)))
    return found


def _at(fold: Fold, goal_id: UUID) -> Range:
    return chance_range(fold.general + fold.model.at_goal(goal_id, fold.estimates.get(goal_id)))
