"""The service's own model under the interface of the benchmark's harness, so that anybody can run it on any set."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats
from recommend_service.model.fit import day_one_population, fit, predict
from recommend_service.model.learner import Learner, Predictor
from recommend_service.model.saved import packed


def attempts_of(data: Any) -> Attempts:
    """The harness's rows as attempts. Where a set has no tasks, none is remembered."""
    count = np.diff(data.ss_ptr)[data.ss]
    start = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    inside = np.arange(start[-1]) - np.repeat(start[:-1], count)
    goals = data.ss_idx[np.repeat(data.ss_ptr[data.ss], count) + inside].astype(np.int64)
    item = data.item.astype(np.int64) if data.n_items else np.full(len(data.y), -1)
    return Attempts(
        data.user.astype(np.int64), item, data.ts.astype(np.float64), data.y.astype(np.float64), start, goals
    )


class Model:
    """Fit on some learners, then meet others one attempt at a time. What it knows of everybody stays frozen then."""

    def __init__(self) -> None:
        self.has_items = True
        self.predictor = Predictor(day_one_population())

    def fit(self, train: Any) -> None:
        self.has_items = bool(train.n_items)
        self.predictor = Predictor(fit(attempts_of(train), int(train.n_skills), int(train.n_items)))

    def new_learner(self) -> Learner:
        return self.predictor.new_learner()

    def predict_update(self, state: Learner, event: Any) -> float:
        goals = np.asarray(event.skills, dtype=np.int64)
        item = int(event.item) if self.has_items else -1
        return self.predictor.predict_update(state, item, goals, float(event.ts), float(event.y))

    def predict_stream(self, test: Any) -> Floats:
        self.has_items = bool(test.n_items)
        return predict(self.predictor.population, attempts_of(test), int(test.n_skills))

    def events(self, test: Any) -> Floats:
        """One attempt at a time, for all learners in turn."""
        return np.array([chance for chance, _ in self.met(attempts_of(test))])

    def met(self, a: Attempts) -> Iterator[tuple[float, Learner]]:
        """Each chance, and the learner after the answer."""
        state = self.new_learner()
        for i in range(len(a)):
            if i > 0 and a.learner[i] != a.learner[i - 1]:
                state = self.new_learner()
            goals = a.goals[a.start[i] : a.start[i + 1]]
            yield self.predictor.predict_update(state, int(a.item[i]), goals, float(a.at[i]), float(a.y[i])), state

    def info(self) -> dict[str, Any]:
        p = self.predictor.population
        return {"constants": [round(float(c), 5) for c in p.constants], "mix": p.mix, "attempts": p.seen}

    def state_bytes(self, test: Any) -> int:
        """What is kept of a learner after all attempts, mean over learners."""
        states = {id(state): state for _, state in self.met(attempts_of(test))}
        return int(np.mean([len(packed(state)) for state in states.values()]))


class Live(Model):
    """The same with difficulties that move on: learners met later profit from those met before.

    The harness's causality check compares whole streams, so it sees (rightly) that one learner's answers reach others.
    """

    def __init__(self) -> None:
        super().__init__()
        self.predictor = Predictor(day_one_population(), live=True)

    def fit(self, train: Any) -> None:
        super().fit(train)
        self.predictor = Predictor(self.predictor.population, live=True)

    def predict_stream(self, test: Any) -> Floats:
        self.has_items = bool(test.n_items)
        self.predictor = Predictor(self.predictor.population, live=True)
        return self.events(test)
