"""Layer 2 on whole learners that were drawn: its weights, and how far it is believed beside layer 1."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from recommend_service.model import passes, readout, trees
from recommend_service.model.attempts import Attempts
from recommend_service.model.compiled import Floats, Ints, Singles
from recommend_service.model.features import WIDTH
from recommend_service.model.population import Population
from recommend_service.model.readout import ReadOut
from recommend_service.model.remembered import TASKS
from recommend_service.model.trees import Trees

RIDGES: Final = ((300.0, 1000.0), (30.0, 100.0), (3.0, 10.0))
MIXES: Final = (0.0, 0.25, 0.5, 0.75, 0.9, 1.0)


def fit(
    layer_one: Population, prior: Population, attempts: Attempts, eases: tuple[Floats, Floats], fold: Ints
) -> tuple[ReadOut, float, Trees]:
    """`eases` of first and later tries come from learners of other folds."""
    x, goals = table(layer_one, attempts, eases)
    n_goals, anchor = len(layer_one.eases.goals) - 1, prior.readout if prior.mix > 0 else None
    ridge, mix, said = chosen(x, attempts, goals, fold, n_goals, anchor)
    grown = trees.fit(x, said, attempts.y, attempts.weights, fold)
    if mix == 0.0:
        return readout.silent(n_goals), mix, grown
    return readout.fit(x, attempts, goals, n_goals, ridge, anchor), mix, grown


def table(layer_one: Population, attempts: Attempts, eases: tuple[Floats, Floats]) -> tuple[Singles, Ints]:
    """The features before each attempt, uncapped."""
    a, n_goals = attempts, len(layer_one.eases.goals) - 1
    x, goals = np.zeros((len(a), WIDTH), dtype=np.float32), np.minimum(attempts.goals, n_goals)
    passes.tabulate(
        a.learner, a.item, a.at, a.y, a.weights, a.start, goals, *eases, layer_one.constants, n_goals + 1, TASKS,
        readout.no_caps(), x,
    )  # fmt: skip
    return x, goals


def chosen(
    x: Singles, attempts: Attempts, goals: Ints, fold: Ints, n_goals: int, anchor: ReadOut | None
) -> tuple[tuple[float, float], float, Floats]:
    """Ridge and mixing weight of least log-loss over learners of the folds in turn; layer 1 where nothing beats it.

    Also the logits then: of each attempt by a read-out that does not know the learner.
    """
    alone, speaking = x[:, 1].astype(np.float64), np.empty(len(attempts))
    least, best = log_loss(attempts, alone), (RIDGES[0], 0.0, alone)
    before: dict[int, ReadOut] = {}
    if len(np.unique(fold)) < 2:
        return best
    for ridge in RIDGES:
        for k in np.unique(fold).tolist():
            learnt, asked = fold != k, fold == k
            train, test = attempts.of(learnt), attempts.of(asked)
            out = readout.fit(
                x[learnt], train, goals_of(goals, attempts, learnt), n_goals, ridge, anchor, before.get(k)
            )
            before[k] = out
            speaking[asked] = readout.logits(
                x[asked], test.start, goals_of(goals, attempts, asked), out.weights, out.own, out.caps, out.reach
            )
        for mix in MIXES[1:]:
            said = mix * speaking + (1 - mix) * alone
            loss = log_loss(attempts, said)
            if loss < least - 1e-5:
                least, best = loss, (ridge, mix, said)
    return best


def goals_of(goals: Ints, attempts: Attempts, wanted: NDArray[np.bool_]) -> Ints:
    return goals[np.repeat(wanted, np.diff(attempts.start))]


def log_loss(attempts: Attempts, logits: Floats) -> float:
    a = attempts
    each = np.logaddexp(0.0, logits) - a.y * logits
    return float((a.weights * each).sum() / a.weights.sum())
