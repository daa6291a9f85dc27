"""Off-policy estimates against the truth: our cards' surprises as a log, other ways of drawing asked about.

What a draw brings is `success × (1 − p)`, p the chance that we gave the learner at the goal's own level before it: a
success counts more where there was more to learn. In a simulation the chance of success at everything that might have
been drawn is known, so the true value of any way of drawing is too, in the very situations that the log was made in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import numpy as np

from recommend_service.cards.card import OfferedCard
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.offpolicy.estimates import Value, doubly_robust, ips, snips
from recommend_service.offpolicy.logged import Decision, Floats, Log, log_of
from tests.simulate.curriculum import Task, goal_id
from tests.simulate.ours import Ours
from tests.simulate.run import Start, attend

NAMES = tuple(WEIGHTS)
SAME_SIZE = 1e-3
Rows = Sequence[Mapping[str, Any]]


def _best_score(pool: Rows, _: Floats) -> Floats:
    scores = np.array([one["score"] for one in pool])
    return np.asarray((scores == scores.max()) / (scores == scores.max()).sum())


def _bolder(_: Rows, chances: Floats) -> Floats:
    return np.asarray(np.sqrt(chances) / np.sqrt(chances).sum())


def _harder(pool: Rows, chances: Floats) -> Floats:
    wanted = chances * np.exp(-5 * np.array([one["expected"] for one in pool]))
    return np.asarray(wanted / wanted.sum())


ASKED: Mapping[str, Callable[[Rows, Floats], Floats]] = {
    "always the best score": _best_score,
    "bolder": _bolder,
    "rather the harder": _harder,
}
"""Ways of drawing from the pool of a card that nobody used when the log was made.

They stay near it on purpose. About what was hardly ever drawn (all of the pool alike, say) a log can tell nothing: the
weights are so large that cutting them decides the answer, and the truth then lies outside one interval in four.
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A log for each way asked about, the true value there, and the share of draws that could be used.

    The register keeps with which probability each candidate came on the card. That is the probability of the surprise
    times the card's size, where every card that might have been drawn has the same size: others are left out.
    """

    logs: Mapping[str, Log]
    truths: Mapping[str, float]
    used: float


class _Drawing(Ours):
    """Hands out the surprise, and writes down each draw with what everything else would have brought."""

    def __init__(self, start: Start, learner: int) -> None:
        super().__init__(start.curriculum, start.rng, alone=True)
        self._start, self._learner = start, learner
        self._card: OfferedCard | None = None
        self._true: Floats = np.zeros(0)
        self.decisions: dict[str, list[Decision]] = {name: [] for name in ASKED}
        self.truths: dict[str, list[float]] = {name: [] for name in ASKED}
        self.cards = 0

    def card(self, now: datetime) -> OfferedCard | None:
        """And look, before anything is learnt from it, what each of the pool would bring."""
        self._card = super().card(now)
        self._true = self._brings(self._card, now) if self._card else np.zeros(0)
        return self._card

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self.cards += 1
        card = self._card
        room = 1 - self.picture(now).probability(goal_id(task.goal))
        if card is not None and card.surprise_option_id is not None:
            self._note(card, task, success * room, now)
        super().see(task, success, now)

    def _note(self, card: OfferedCard, task: Task, reward: float, now: datetime) -> None:
        pool = _pool(card)
        size, chances = len(card.options), np.array([one["propensity"] for one in pool])
        if abs(chances.sum() - size) > SAME_SIZE:
            return
        ids = [self.curriculum.of(UUID(one["activityId"])) for one in pool]
        taken, features = ids.index(task), np.array([_features(one) for one in pool])
        for name, asked in ASKED.items():
            wanted = asked(pool, chances / size)
            self.truths[name].append(float(wanted @ self._true))
            self.decisions[name].append(Decision(self._learner, features, chances / size, wanted, taken, reward))

    def _brings(self, card: OfferedCard, now: datetime) -> Floats:
        picture, world, pupil = self.picture(now), self._start.world, self._start.pupil
        tasks = [self.curriculum.of(UUID(one["activityId"])) for one in _pool(card)]
        rooms = np.array([1 - picture.probability(goal_id(one.goal)) for one in tasks])
        return np.asarray(rooms * np.array([world.chance(pupil, one, 0) for one in tasks]))


def _pool(card: OfferedCard) -> Rows:
    return [one for one in card.inputs["candidates"] if one["inPool"]]


def _features(candidate: Mapping[str, Any]) -> list[float]:
    named = candidate["features"]
    return [candidate["expected"], *(named.get(name, 0.0) for name in NAMES)]


def drawn(world: str, learners: Sequence[int], days: int) -> Drawn:
    """The log of these learners' first days."""
    seen = []
    for learner in learners:
        made: list[_Drawing] = []

        def make(start: Start, learner: int = learner, made: list[_Drawing] = made) -> _Drawing:
            made.append(_Drawing(start, learner))
            return made[-1]

        attend(world, "drawing", learner, make).go_on(days)
        seen += made
    return Drawn(
        logs={name: log_of([one for policy in seen for one in policy.decisions[name]]) for name in ASKED},
        truths={name: float(np.mean([one for policy in seen for one in policy.truths[name]])) for name in ASKED},
        used=sum(len(one.decisions["bolder"]) for one in seen) / sum(one.cards for one in seen),
    )


def estimates(log: Log) -> Sequence[Value]:
    return [ips(log), snips(log), doubly_robust(log)]
