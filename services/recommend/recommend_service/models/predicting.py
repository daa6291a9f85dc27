"""What a version would have said before each of some observations. Pure."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import numpy as np

from recommend_service.fitting.observed import Observed, uuids
from recommend_service.fitting.shards import offsets
from recommend_service.mastery.known import KnownModel
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.population import predict


def chances(kept: KnownModel, seen: Observed) -> Floats:
    """Every learner from the first observation on; goals and activities that it does not know are new to it."""
    goals, n_goals = _numbers(kept.goals, uuids(seen.goal_ids))
    items, _ = _numbers(kept.items, uuids(seen.item_ids))
    attempts = Attempts(
        learner=seen.learner,
        item=np.append(items, -1)[seen.item],
        at=seen.at,
        y=seen.y,
        start=seen.start,
        goals=goals[seen.goals],
        offset=offsets(seen.level),
        weight=seen.weight,
    )
    return predict(kept.population, attempts, n_goals)


def _numbers(known: Mapping[UUID, int], ids: Sequence[UUID]) -> tuple[Ints, int]:
    """The number of each id, also of what is new; and how many numbers there are."""
    new = iter(range(len(known), len(known) + len(ids)))
    found = [known[one] if one in known else next(new) for one in ids]
    return np.array(found, dtype=np.int64), max([len(known) - 1, *found]) + 1
