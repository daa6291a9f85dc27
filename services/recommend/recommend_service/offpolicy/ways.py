"""Ways of drawing from the pool of a card that may be asked about, and what a draw brings. Pure.

They stay near the way that drew. About what was hardly ever drawn (all of the pool alike, say) a log can tell nothing:
the weights are so large that cutting them decides the answer.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from recommend_service.cards.scoring import WEIGHTS
from recommend_service.offpolicy.logged import Decision, Floats

Rows = Sequence[Mapping[str, Any]]
"""Candidates as the register keeps them."""
NAMES = tuple(WEIGHTS)
SAME_SIZE = 1e-3
_STEEP = 5.0


def _best_score(pool: Rows, _: Floats) -> Floats:
    scores = np.array([one["score"] for one in pool])
    return np.asarray((scores == scores.max()) / (scores == scores.max()).sum())


def _bolder(_: Rows, chances: Floats) -> Floats:
    return np.asarray(np.sqrt(chances) / np.sqrt(chances).sum())


def _harder(pool: Rows, chances: Floats) -> Floats:
    wanted = chances * np.exp(-_STEEP * np.array([one["expected"] for one in pool]))
    return np.asarray(wanted / wanted.sum())


def _as_drawn(_: Rows, chances: Floats) -> Floats:
    return np.asarray(chances / chances.sum())


ASKED: Mapping[str, Callable[[Rows, Floats], Floats]] = {
    "as it was drawn": _as_drawn,
    "always the best score": _best_score,
    "bolder": _bolder,
    "rather the harder": _harder,
}


def reward(success: bool, expected: float) -> float:
    """A success counts more the less it was expected: else what is easy would always win."""
    return float(success) * (1 - expected)


def pool_of(inputs: Mapping[str, Any]) -> Rows:
    """The candidates that might have been on the card."""
    return [one for one in inputs["candidates"] if one["inPool"]]


def decisions_of(
    learner: int, inputs: Mapping[str, Any], size: int, activity_id: str, success: bool
) -> Mapping[str, Decision] | None:
    """A surprise as a draw, for each way asked about; None where its probability is not known.

    The register keeps with which probability each candidate came on the card. That is the probability of the surprise
    times the card's size, where every card that might have been drawn has the same size.
    """
    pool = pool_of(inputs)
    chances = np.array([one["propensity"] for one in pool])
    ids = [one["activityId"] for one in pool]
    if activity_id not in ids or abs(chances.sum() - size) > SAME_SIZE or chances[ids.index(activity_id)] <= 0:
        return None
    taken, chances = ids.index(activity_id), chances / size
    features = np.array([_features(one) for one in pool])
    brought = reward(success, pool[taken]["expected"])
    return {
        name: Decision(learner, features, chances, asked(pool, chances), taken, brought)
        for name, asked in ASKED.items()
    }


def _features(candidate: Mapping[str, Any]) -> list[float]:
    named = candidate["features"]
    return [candidate["expected"], *(named.get(name, 0.0) for name in NAMES)]
