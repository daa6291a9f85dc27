"""What a table of averages hides: small schools, day one, and goals nobody was fitted on."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from recommend_service.mastery.harness import Live, Model, attempts_of
from recommend_service.model.attempts import Attempts
from tests.bench_model.table import printed

NEXT = 5
SCHOOLS = (25, 100, 400)
HIDDEN = 0.2


def figures(evaluate: ModuleType, model: Any, test: Any, rows: Any = None) -> list[str]:
    chance, y = evaluate.run_stream(model, test), test.y
    one = evaluate.metrics(y, chance) if rows is None else evaluate.metrics(y[rows], chance[rows])
    return [f"{one[name]:.4f}" for name in ("auc", "ll", "rmse", "ece")]


def ask(evaluate: ModuleType, train: Any, test: Any, ours: str) -> Iterator[str]:
    """Lines of the table, as they are measured."""
    yield printed("day one", figures(evaluate, Model(), test))
    yield printed("day one, live", figures(evaluate, Live(), test))
    learners = np.random.default_rng(5).permutation(np.unique(train.user))
    for size in SCHOOLS:
        some = train.sub(np.isin(train.user, learners[:size]))
        for label, name in (
            ("elo live", "elo:live=1"),
            ("bestlr", "bestlr"),
            ("ours", ours),
            ("ours live", f"{ours[:-5]}Live"),
        ):
            model = evaluate.get_model(name)
            model.fit(some)
            yield printed(f"{label}, {size}", figures(evaluate, model, test))
    yield printed("hidden, live", hidden(evaluate, train, test))
    yield f"inside the stated 80 % range: {inside(train, test):.3f} of the means of the next {NEXT} attempts at a goal"


def hidden(evaluate: ModuleType, train: Any, test: Any) -> list[str]:
    """Attempts at a fifth of the goals are kept from the fit; figures on those alone."""
    away = np.random.default_rng(6).random(train.n_skills) < HIDDEN
    sets = np.array([away[train.ss_idx[a:b]].any() for a, b in zip(train.ss_ptr[:-1], train.ss_ptr[1:], strict=True)])
    model = Live()
    model.fit(train.sub(~sets[train.ss]))
    return figures(evaluate, model, test, sets[test.ss])


def inside(train: Any, test: Any) -> float:
    """How often what follows lies in what was stated: the mean outcome of the next attempts at a goal.

    The stated range is of the chance; what follows has the noise of a few attempts besides, so both are drawn.
    """
    model, rng, held = Model(), np.random.default_rng(3), []
    model.fit(train)
    a = attempts_of(test)
    streams = np.split(np.arange(len(a)), np.flatnonzero(np.diff(a.learner)) + 1)
    for stream in streams[:400]:
        held += [one for one in stated(model, a, stream, rng) if one is not None]
    return float(np.mean(held))


def stated(model: Model, a: Attempts, stream: Any, rng: np.random.Generator) -> Iterator[bool | None]:
    """One goal of each learner, asked half-way of its attempts."""
    learner, p, first = model.new_learner(), model.predictor, a.goals[a.start[stream]]
    goals, counts = np.unique(first, return_counts=True)
    goal = int(goals[counts.argmax()])
    when = stream[first == goal]
    if len(when) < 2 * NEXT:
        return
    asked = when[len(when) // 2]
    for i in stream[stream < asked]:
        p.predict_update(learner, int(a.item[i]), a.goals[a.start[i] : a.start[i + 1]], float(a.at[i]), float(a.y[i]))
    follows = when[when >= asked][:NEXT]
    means, variances = p.at_goals(learner, np.array([goal]), float(a.at[asked]))
    items = np.array([p.ease(int(a.item[i]), [goal]) - p.ease(-1, [goal]) for i in follows])
    drawn = means[0] + np.sqrt(variances[0]) * rng.standard_normal(2000)
    wins = (rng.random((2000, len(follows))) < 1 / (1 + np.exp(-(drawn[:, None] + items)))).mean(axis=1)
    low, high = np.quantile(wins, [0.1, 0.9])
    yield bool(low <= a.y[follows].mean() <= high)
