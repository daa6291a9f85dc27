"""What is believed of a learner, as numbers with a width. Pure.

Logit scale. A learner has a general ability g, and per goal k a deviation s_k. For an attempt at an activity with
goals K and level l: `z = g + mean_k s_k − b(l)`, v its variance, and `P(success) = σ(z / √(1 + π v / 8))`
(MacKay 1992, The evidence framework applied to classification networks, eq. 31). How facts move it is in
`recommend_service.model`; `mastery.folding` tells it the facts.

Other evidence of weight w is an attempt whose log-likelihood counts w times (a power likelihood; for a Gaussian the
same as a measurement variance divided by w): its gradient and its curvature are both multiplied by w. At w = 1 that
is an attempt; below 1 it moves little and leaves uncertain, at most 3 is as firm as three attempts alike. What an
attempt itself changes in a learner (practice, drift) is never more than once, so it counts min(w, 1) times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp, pi, sqrt

from eigenwijs_shared.contracts.catalogue import Proof
from recommend_service.model.constants import DAY_ONE

GENERAL_VARIANCE, GOAL_VARIANCE = DAY_ONE[1], DAY_ONE[3]
GOAL_LEVEL = 3
"""The activity level that stands for the goal itself."""
LEVEL_STEP = 0.7
SCORE_WEIGHT = 0.2
"""How much of an outcome is its score; the rest is whether it succeeded. Many activities score only 0 or 1."""
HARD_LEVEL = 3
PROOF_LEVEL = 4
REMEMBERED = 6
EIGHTY_PERCENT = 1.2816


@dataclass(frozen=True, slots=True)
class Belief:
    """A normal distribution on the logit scale."""

    mean: float
    variance: float

    def __add__(self, other: "Belief") -> "Belief":
        return Belief(self.mean + other.mean, self.variance + other.variance)


GENERAL_PRIOR = Belief(DAY_ONE[0], GENERAL_VARIANCE)
GOAL_PRIOR = Belief(0.0, GOAL_VARIANCE)
"""Before anything is fitted; a board's own model may begin elsewhere (`mastery.known`)."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt or other evidence says about ability; times are its own, never the clock's.

    `weight` above 0, 1 for an attempt. `witnessed` is not so for what learners say of themselves or of each other:
    that is believed by its weight, but stands for nothing when a goal is to be called mastered or left. `observed` is
    what an educator saw in ordinary work.
    """

    level: int
    kind: str
    form: str
    success: bool
    score: float
    occurred_at: datetime
    recorded_at: datetime
    weight: float = 1.0
    witnessed: bool = True
    observed: bool = False


@dataclass(frozen=True, slots=True)
class Try:
    """One remembered attempt at a goal."""

    form: str
    level: int
    success: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One remembered success at a goal: in what it was seen, how hard it was, and when."""

    proof: Proof
    level: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Estimate:
    """A learner at a goal. `proofs` are successes at a check or beyond the goal; `streak` is of hard successes.

    `shown` are the newest successes that somebody saw, up to five of each kind and level. `traces` is the model's own
    row of this goal (`model.attempt`), of which `belief` is the beginning; empty where the model did not make it.
    """

    belief: Belief
    attempts: int
    successes: int
    hard_successes: int
    proofs: int
    streak: int
    recent: Sequence[Try]
    mastered: bool
    practised_at: datetime
    updated_at: datetime
    shown: Sequence[Shown] = ()
    traces: bytes = b""

    @property
    def failures_in_a_row(self) -> int:
        """Counted over what is remembered, newest first."""
        count = 0
        for one in reversed(self.recent):
            if one.success:
                break
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class Range:
    """A probability with the 80% range it lies in."""

    probability: float
    low: float
    high: float


def sigmoid(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit >= 0 else 1 - 1 / (1 + exp(logit))


def difficulty(level: int) -> float:
    """Logits above (or below) an activity at the goal itself."""
    return (level - GOAL_LEVEL) * LEVEL_STEP


def chance(ability: Belief, level: int = GOAL_LEVEL) -> float:
    """The probability of success at that level, averaged over what we do not know."""
    return chance_with(ability, -difficulty(level))


def chance_with(ability: Belief, ease: float) -> float:
    """The same at a task so many logits easier than its goals."""
    return sigmoid((ability.mean + ease) / sqrt(1 + pi * ability.variance / 8))


def outcome(attempt: Attempt) -> float:
    """0..1: mostly whether it succeeded, a little how well."""
    return (1 - SCORE_WEIGHT) * attempt.success + SCORE_WEIGHT * attempt.score


def chance_range(ability: Belief) -> Range:
    """The probability of success at the goal's own level, with its 80% range."""
    middle, reach = chance(ability), EIGHTY_PERCENT * sqrt(ability.variance)
    low, high = sigmoid(ability.mean - reach), sigmoid(ability.mean + reach)
    return Range(middle, min(low, middle), max(high, middle))


def ability_at(general: Belief, goals: Sequence[Belief]) -> Belief:
    """The belief about an activity of these goals: their mean deviation on top of the general ability."""
    share = len(goals)
    mean = sum(goal.mean for goal in goals) / share
    return general + Belief(mean, sum(goal.variance for goal in goals) / share**2)
