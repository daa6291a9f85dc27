"""Off-policy estimates against the truth: our cards' surprises as a log, other ways of drawing asked about.

In a simulation the chance of success at everything that might have been drawn is known, so the true value of any way of
drawing is too, in the very situations that the log was made in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from recommend_service.cards.card import OfferedCard
from recommend_service.offpolicy.estimates import Value, doubly_robust, ips, snips
from recommend_service.offpolicy.logged import Decision, Floats, Log, log_of
from recommend_service.offpolicy.ways import ASKED, decisions_of, pool_of, reward
from tests.simulate.curriculum import Task
from tests.simulate.ours import Ours
from tests.simulate.run import Start, attend


@dataclass(frozen=True, slots=True)
class Drawn:
    """A log for each way asked about, the true value there, and the share of draws that could be used."""

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
        self._true = self._brings(self._card) if self._card else np.zeros(0)
        return self._card

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self.cards += 1
        card = self._card
        if card is not None and card.surprise_option_id is not None:
            self._note(card, task, success)
        super().see(task, success, now)

    def _note(self, card: OfferedCard, task: Task, success: bool) -> None:
        taken = str(self.curriculum.catalogue.activities[task.number].activity_id)
        made = decisions_of(self._learner, card.inputs, len(card.options), taken, success)
        for name, decision in (made or {}).items():
            self.decisions[name].append(decision)
            self.truths[name].append(float(decision.wanted @ self._true))

    def _brings(self, card: OfferedCard) -> Floats:
        world, pupil, pool = self._start.world, self._start.pupil, pool_of(card.inputs)
        chances = [world.chance(pupil, self.curriculum.of(UUID(one["activityId"])), 0) for one in pool]
        return np.array([chance * reward(True, one["expected"]) for chance, one in zip(chances, pool, strict=True)])


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
