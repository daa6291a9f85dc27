"""Figures of one model on some folds, as one line."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

Row = Sequence[str]
COLUMNS: Row = ("AUC", "log-loss", "RMSE", "ECE", "AUC first 5", "µs/attempt", "bytes", "causal", "fit s")


def printed(name: str, row: Row) -> str:
    return f"{name:16s}" + "".join(f"{cell:>13s}" for cell in row)


def measured(evaluate: ModuleType, name: str, folds: Sequence[tuple[int, Any, Any]]) -> Row:
    """Means over folds; cost, memory and the causality check on the first."""
    figures, cost, size, causal = [], None, None, True
    for number, (_, train, test) in enumerate(folds):
        model, started = evaluate.get_model(name), evaluate.time.time()
        model.fit(train)
        fitted = evaluate.time.time() - started
        chance = evaluate.run_stream(model, test)
        if number == 0:
            causal = evaluate.causality(model, test, chance)[0] == 0.0
            cost, size = evaluate.event_cost(model, test), evaluate.state_bytes(model, test)
        early = evaluate.event_no(test) < 5
        one = evaluate.metrics(test.y, chance)
        first = evaluate.metrics(test.y[early], chance[early])["auc"]
        figures.append((one["auc"], one["ll"], one["rmse"], one["ece"], first, fitted))
    auc, loss, rmse, ece, first, seconds = np.mean(figures, axis=0)
    said = [f"{figure:.4f}" for figure in (auc, loss, rmse, ece, first)]
    rest = [f"{cost:.1f}" if cost is not None else "–", str(size) if size is not None else "–"]
    return [*said, *rest, "yes" if causal else "NO", f"{seconds:.0f}"]
