"""From what attempts said about eases to better eases: one Newton step of the whole tree at once.

A task's ease is integrated out before its goals move, and found again after (block elimination): so what all tasks of
a goal share goes to the goal at once, which in turns would take hundreds of passes over the data.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve

from recommend_service.model.compiled import Floats
from recommend_service.model.difficulties import SPREADS, Eases, spread

ROUNDS: Final = 6
FARTHEST: Final = 1.5
"""The most that an ease moves at once, in logits: the curve is no parabola far away."""
OVERALL_PULL, STILL, RETRY_PULL = 0.1, 1e12, 5.0


@dataclass(frozen=True, slots=True)
class Said:
    """About each task (gradient and curvature, first and later tries), and about goals by attempts without a task.

    `shares` is tasks × goals: how much of each goal is in a task.
    """

    tasks: Floats
    goals: Floats
    shares: sparse.csr_matrix


def moved(
    old: Eases, centre: Eases, said: Said, spreads: tuple[float, ...], overall_pull: float = OVERALL_PULL
) -> tuple[Eases, tuple[float, ...]]:
    """Better eases, pulled to `centre` by `spreads`; and better spreads."""
    g1, h1, g2, h2 = said.tasks.T
    shift, new = np.zeros(len(g1)), old
    for _ in range(ROUNDS):
        new, total = tree(old, centre, said, (g1 + g2 - h2 * shift, h1 + h2), spreads, overall_pull)
        new, shift = later(old, new, (g2 - h2 * total, h2), spreads[2])
        spreads = (
            spread(new.goals[:-1] - centre.goals[:-1], new.goals_firm[:-1], spreads[0], SPREADS[0]),
            spread(new.items - centre.items, new.items_firm, spreads[1], SPREADS[1]),
            spread(new.retries, h2, spreads[2], SPREADS[2]),
        )
    return new, spreads


def tree(
    old: Eases, centre: Eases, said: Said, slopes: tuple[Floats, Floats], spreads: tuple[float, ...],
    overall_pull: float,
) -> tuple[Eases, Floats]:  # fmt: skip
    """Overall, goals and tasks together; also how much each task became easier in all."""
    (g, h), away = slopes, old.items - centre.items
    pulled, pull = (g + h * away) / (1 + spreads[1] * h), h / (1 + spreads[1] * h)
    design = sparse.hstack([np.ones((len(g), 1)), said.shares]).tocsr()
    bare = sparse.hstack([np.ones((len(said.goals), 1)), sparse.eye(len(said.goals))]).tocsr()
    firm = design.T @ sparse.diags(pull) @ design + bare.T @ sparse.diags(said.goals[:, 1]) @ bare
    prior = np.full(len(said.goals) + 1, 1 / spreads[0])
    prior[0] = overall_pull
    wanted = design.T @ pulled + bare.T @ said.goals[:, 0]
    wanted[1:] -= (old.goals[:-1] - centre.goals[:-1]) / spreads[0]
    step = np.clip(np.atleast_1d(spsolve((firm + sparse.diags(prior)).tocsc(), wanted)), -FARTHEST, FARTHEST)
    if overall_pull == STILL:
        step[1:] -= step[1:].mean() if len(step) > 1 else 0.0
    shared = design @ step
    own = np.clip((g - h * shared - away / spreads[1]) / (h + 1 / spreads[1]), -FARTHEST, FARTHEST)
    new = Eases(
        old.overall + float(step[0]), old.goals + np.append(step[1:], 0.0), old.items + own, old.retry, old.retries,
        np.append(firm.diagonal()[1:], 0.0), h,
    )  # fmt: skip
    return new, shared + own


def later(old: Eases, new: Eases, slopes: tuple[Floats, Floats], spread_of: float) -> tuple[Eases, Floats]:
    """The same for what second and later tries add; also how much that became more."""
    g, h = slopes
    pulled, pull = (g + h * old.retries) / (1 + spread_of * h), h / (1 + spread_of * h)
    step = float(pulled.sum() / (pull.sum() + RETRY_PULL))
    own = np.clip((g - h * step - old.retries / spread_of) / (h + 1 / spread_of), -FARTHEST, FARTHEST)
    retry, retries = old.retry + step, old.retries + own
    return replace(new, retry=retry, retries=retries), step + own
