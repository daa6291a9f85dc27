"""When a version may be promoted, and whether one in use still does what it did. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Final, Literal

from recommend_service.mastery.known import DAY_ONE_VERSION
from recommend_service.models.tally import NORMAL_95, Tally

DAY_ONE: Final = DAY_ONE_VERSION
"""Nothing fitted: always there, stored nowhere, and never blocked."""
EVERYBODY: Final = ""
LEAST_LEARNERS: Final = 10
"""Of fewer, too little can be said."""
LEAST_SEEN: Final = 100
WATCH_LOSS: Final = 0.02
DRIFT_LOSS: Final = 0.05

Status = Literal["fitted", "shadow", "in_use", "retired"]
Kind = Literal["auc", "calibration"]
Word = Literal["ok", "watch", "drifting"]
Evidence = Literal["fit", "live"]
"""On learners left out of the fit, or on what was observed since."""
Verdict = Literal["fine", "too-few", "breach"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a subgroup may lie from the rest: area under the curve, and mean predicted − observed."""

    auc: float
    calibration: float


@dataclass(frozen=True, slots=True)
class Gap:
    """How a subgroup does beside the rest (everybody: beside nothing), with its 95 % range."""

    subgroup: str
    evidence: Evidence
    kind: Kind
    learners: int
    size: float | None
    low: float | None
    high: float | None
    limit: float
    verdict: Verdict


def gaps(everybody: Tally, of: Mapping[str, Tally], limits: Limits, evidence: Evidence) -> Iterator[Gap]:
    """Everybody's calibration, then both gaps of each subgroup."""
    if everybody.n == 0:
        return
    yield _judged(EVERYBODY, evidence, "calibration", everybody.learners, everybody.gap, everybody.gap_error, limits)
    for key, mine in sorted(of.items()):
        yield from _of_subgroup(key, evidence, mine, everybody - mine, limits)


def _of_subgroup(key: str, evidence: Evidence, mine: Tally, rest: Tally, limits: Limits) -> Iterator[Gap]:
    learners = min(mine.learners, rest.learners)
    if learners < LEAST_LEARNERS or mine.n == 0 or rest.n == 0:
        for kind in ("auc", "calibration"):
            yield Gap(key, evidence, kind, mine.learners, None, None, None, getattr(limits, kind), "too-few")
        return
    here, there = mine.auc, rest.auc
    if here is not None and there is not None:
        error = hypot(mine.auc_error, rest.auc_error)
        yield _judged(key, evidence, "auc", mine.learners, here - there, error, limits)
    error = hypot(mine.gap_error, rest.gap_error)
    yield _judged(key, evidence, "calibration", mine.learners, mine.gap - rest.gap, error, limits)


def _judged(key: str, evidence: Evidence, kind: Kind, learners: int, size: float, error: float, limits: Limits) -> Gap:
    """A breach lies beyond the limit, and is more than chance gives."""
    low, high, limit = size - NORMAL_95 * error, size + NORMAL_95 * error, float(getattr(limits, kind))
    if learners < LEAST_LEARNERS:
        return Gap(key, evidence, kind, learners, None, None, None, limit, "too-few")
    beyond = abs(size) > limit and not low <= 0.0 <= high
    return Gap(key, evidence, kind, learners, size, low, high, limit, "breach" if beyond else "fine")


def drift_of(at_fit: float | None, lately: Tally, limit: float) -> Word | None:
    """Whether the last days are as the fit was; None: too little was seen to say."""
    if lately.n < LEAST_SEEN or lately.learners < LEAST_LEARNERS:
        return None
    worse = lately.log_loss - at_fit if at_fit is not None else 0.0
    sure = abs(lately.gap) > NORMAL_95 * lately.gap_error
    if worse > DRIFT_LOSS or (sure and abs(lately.gap) > limit):
        return "drifting"
    if worse > WATCH_LOSS or (sure and abs(lately.gap) > limit / 2):
        return "watch"
    return "ok"


def unmeasured(named: Sequence[str], measured: Mapping[str, object]) -> list[str]:
    """Subgroups that were named after the fit."""
    return [key for key in named if key not in measured]
