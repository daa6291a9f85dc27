"""The value of a policy from draws of another one: IPS, self-normalised IPS, doubly robust. Pure.

Horvitz & Thompson (1952); Swaminathan & Joachims (2015); Dudík, Langford & Li (2011), cross-fitted as Chernozhukov et
al. (2018) do. Draws of one learner hang together, so errors are reckoned over learners (a sandwich with the small
sample factor G / (G − 1)), and intervals take Student's t with G − 1 degrees of freedom.

Weights above `clip` are cut, which trades variance for bias; how many were cut, and how much weight went, is told with
every estimate, as is what the log could not have shown at all.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from recommend_service.offpolicy.logged import BadLog, Floats, Ints, Log
from recommend_service.offpolicy.reward import expected_rewards

CLIP = 20.0
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Value:
    """Of a policy, per draw. `effective`: as many draws of the policy itself would tell about as much.

    `clipped` is the share of draws of which the weight was cut, `lost` how much of all weight went by that, and
    `uncovered` the share of what the policy would do that could not have been drawn: about that the log says nothing.
    """

    method: str
    value: float
    error: float
    low: float
    high: float
    draws: int
    learners: int
    effective: float
    clipped: float
    lost: float
    uncovered: float


def ips(log: Log, clip: float = CLIP) -> Value:
    """Each reward counts as often as the policy asked about would have earned it. Unbiased while nothing is cut."""
    return _value("ips", log, clip, _cut(log, clip) * log.rewards)


def snips(log: Log, clip: float = CLIP) -> Value:
    """The same, divided by the weights themselves: a little biased, and much less noisy."""
    weights = _cut(log, clip)
    total = weights.mean()
    if not total > 0:
        raise BadLog("nothing of what is asked about was ever drawn")
    middle = float((weights * log.rewards).mean() / total)
    return _value("snips", log, clip, middle + weights * (log.rewards - middle) / total)


def doubly_robust(log: Log, clip: float = CLIP, *, ridge: float = 1.0) -> Value:
    """What a model of the reward expects, corrected by what the draws show of its errors.

    Right if either the propensities or the model are. No learner's reward is expected by a model that saw that learner.
    """
    expected = expected_rewards(log, ridge)
    corrected = _cut(log, clip) * (log.rewards - expected[log.taken])
    return _value("doubly robust", log, clip, log.mean_by_draw(expected) + corrected)


def directly(log: Log) -> Value:
    """As if every draw had been the policy's own: what was earned. The truth, on a log of the policy itself."""
    return _value("direct", log, np.inf, log.rewards)


def _cut(log: Log, clip: float) -> Floats:
    return np.minimum(log.weights, clip)


def _value(method: str, log: Log, clip: float, each: Floats) -> Value:
    middle, (error, learners) = float(each.mean()), clustered_error(each, log.learners)
    reach = float(stats.t.ppf((1 + LEVEL) / 2, learners - 1)) * error
    weights, squares = log.weights.sum(), (log.weights**2).sum()
    return Value(
        method=method,
        value=middle,
        error=error,
        low=middle - reach,
        high=middle + reach,
        draws=len(log),
        learners=learners,
        effective=float(weights**2 / squares) if squares > 0 else 0.0,
        clipped=float((log.weights > clip).mean()),
        lost=float((log.weights - _cut(log, clip)).sum() / weights) if weights > 0 else 0.0,
        uncovered=float(log.uncovered.mean()),
    )


def clustered_error(each: Floats, learners: Ints) -> tuple[float, int]:
    """(standard error of the mean, number of learners): who is asked twice does not count as two people."""
    _, of = np.unique(learners, return_inverse=True)
    sums = np.bincount(of, weights=each - each.mean())
    count = len(sums)
    if count < 2:
        raise BadLog("at least two learners are needed for an error")
    return float(np.sqrt((sums**2).sum() * count / (count - 1)) / len(each)), count
