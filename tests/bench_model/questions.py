"""What a table of averages hides: small schools, day one, and goals nobody was fitted on."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np

from recommend_service.mastery.harness import Live, Model
from tests.bench_model.table import printed

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


def hidden(evaluate: ModuleType, train: Any, test: Any) -> list[str]:
    """Attempts at a fifth of the goals are kept from the fit; figures on those alone."""
    away = np.random.default_rng(6).random(train.n_skills) < HIDDEN
    sets = np.array([away[train.ss_idx[a:b]].any() for a, b in zip(train.ss_ptr[:-1], train.ss_ptr[1:], strict=True)])
    model = Live()
    model.fit(train.sub(~sets[train.ss]))
    return figures(evaluate, model, test, sets[test.ss])
