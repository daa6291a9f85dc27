"""From attempts to a model, shard by shard: bounded memory, and a fit that was killed goes on where it was.

    progress = start(n_goals, n_items)
    while progress.turn < TURNS:
        for shard in shards:                     # whole learners, the same numbers in every turn, any order
            progress = add_shard(progress, shard)    # pure: keep `progress.progress_bytes` after any of them
        progress = end_turn(progress)
    population = finish(progress)

Each turn goes through everything once: abilities given eases, then better eases given abilities. Constants and
read-out are fitted on whole learners drawn by the seed; more would change little.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import sparse

from recommend_service.model import difficulties, drawing, searching, second, solving, sums
from recommend_service.model.attempts import Attempts, joined
from recommend_service.model.compiled import Floats, Ints
from recommend_service.model.difficulties import Eases
from recommend_service.model.population import Population, day_one_population, predict
from recommend_service.model.readout import silent
from recommend_service.model.remembered import TASKS

__all__ = ["TURNS", "Progress", "add_shard", "day_one_population", "end_turn", "finish", "fit", "predict", "start"]

TURNS: Final = 6
SAMPLE_IN, SEARCH_AFTER = 1, 2
CONSTANTS_FROM: Final = 60_000
READ_OUT_FROM: Final = 300_000
MODELS: Final = drawing.FOLDS + 1


@dataclass(frozen=True, slots=True)
class Progress:
    """A fit between two shards. `eases[k]` are of all learners but those of fold k; the last of all."""

    turn: int
    seed: int
    prior: Population
    constants: Floats
    eases: tuple[Eases, ...]
    spreads: tuple[tuple[float, ...], ...]
    tasks_said: Floats
    goals_said: Floats
    pairs: Ints
    """task × (goals + 1) + goal, sorted; `shares` is how often each pair was met, by parts of attempts."""
    shares: Floats
    sample: Attempts
    seen: int = 0
    """Attempts counted in the first turn."""
    shards: int = 0
    """Shards added in this turn."""

    @property
    def n_goals(self) -> int:
        return len(self.eases[-1].goals) - 1


def start(n_goals: int, n_items: int, *, prior: Population | None = None, seed: int = 2026) -> Progress:
    """A fit of so many goals and tasks, numbered from 0; the prior's goals and tasks have the same numbers.

    The prior (a previous version, or what boards share) is what everything is pulled to; day one if there is none.
    """
    prior = prior or day_one_population()
    centre = resized(prior.eases, n_goals, n_items)
    said = np.zeros((n_items + 1, MODELS, 4)), np.zeros((n_goals + 1, MODELS, 2))
    none, never = np.empty(0, np.int64), np.empty(0)
    nobody = Attempts(none, none, never, never, np.zeros(1, np.int64), none)
    return Progress(
        0, seed, replace(prior, eases=centre), prior.constants, (centre,) * MODELS, (difficulties.SPREADS,) * MODELS,
        *said, np.empty(0, np.int64), np.empty(0), nobody,
    )  # fmt: skip


def resized(eases: Eases, n_goals: int, n_items: int) -> Eases:
    """The same eases with room for so many goals and tasks; what is new has none."""

    def room(values: Floats, n: int) -> Floats:
        return np.append(np.append(values[:-1], np.zeros(n))[:n], 0.0)

    return Eases(
        eases.overall, room(eases.goals, n_goals), room(eases.items, n_items), eases.retry,
        room(eases.retries, n_items), room(eases.goals_firm, n_goals), room(eases.items_firm, n_items),
    )  # fmt: skip


def add_shard(progress: Progress, attempts: Attempts) -> Progress:
    """What these attempts (whole learners) say in this turn, added to what others said."""
    p, a = progress, attempts
    tasks_said, goals_said = p.tasks_said.copy(), p.goals_said.copy()
    goals, by_model = np.minimum(a.goals, p.n_goals), np.array([[one.overall, one.retry] for one in p.eases])
    sums.add_up(
        a.learner, a.item, a.at, a.y, a.weights, a.offsets, a.start, goals, drawing.folds(a.learner),
        p.constants, TASKS, by_model[:, 0].copy(), by_model[:, 1].copy(), columns([one.goals for one in p.eases]),
        columns([one.items for one in p.eases]), columns([one.retries for one in p.eases]), tasks_said, goals_said,
    )  # fmt: skip
    p = replace(p, tasks_said=tasks_said, goals_said=goals_said, shards=p.shards + 1)
    if p.turn == 0:
        pairs, shares = counted(p, a)
        p = replace(p, pairs=pairs, shares=shares, seen=p.seen + len(a))
    if p.turn == SAMPLE_IN:
        p = replace(p, sample=joined(p.sample, drawn(a, p.seed, READ_OUT_FROM / max(p.seen, 1))))
    return p


def columns(of_models: list[Floats]) -> Floats:
    return np.ascontiguousarray(np.stack(of_models, axis=1))


def drawn(attempts: Attempts, seed: int, share: float) -> Attempts:
    """Whole learners, about such a share of the attempts."""
    return attempts if share >= 1 else attempts.of(drawing.draws(attempts.learner, seed) < share)


def counted(progress: Progress, attempts: Attempts) -> tuple[Ints, Floats]:
    """Which goals a task has: as often as it was met with each."""
    width = progress.n_goals + 1
    item = attempts.item[attempts.tag_rows]
    here = (item >= 0) & (item < len(progress.tasks_said) - 1)
    found = item[here] * width + np.minimum(attempts.goals, progress.n_goals)[here]
    keys, where = np.unique(np.append(progress.pairs, found), return_inverse=True)
    return keys, np.bincount(where, np.append(progress.shares, attempts.shares[here]), len(keys)).astype(np.float64)


def end_turn(progress: Progress) -> Progress:
    """Better eases from what all shards said; after a few turns also constants.

    The overall ease stays from then on: constants hold a mean too, and the two would drift against each other.
    """
    p = progress
    pull = solving.OVERALL_PULL if p.turn < SEARCH_AFTER else solving.STILL
    shares, moved = task_shares(p), []
    for k in range(MODELS):
        said = solving.Said(p.tasks_said[:, k], p.goals_said[:-1, k], shares)
        moved.append(solving.moved(p.eases[k], p.prior.eases, said, p.spreads[k], pull))
    p = replace(
        p, turn=p.turn + 1, shards=0, eases=tuple(one for one, _ in moved), spreads=tuple(one for _, one in moved),
        tasks_said=np.zeros_like(p.tasks_said), goals_said=np.zeros_like(p.goals_said),
    )  # fmt: skip
    if p.turn != SEARCH_AFTER or len(p.sample) == 0:
        return p
    some = drawn(p.sample, p.seed + 2, CONSTANTS_FROM / len(p.sample))
    first, later = crossed(p, some)
    return replace(p, constants=searching.search(some, first + some.again() * later, p.prior.constants, p.n_goals))


def task_shares(progress: Progress) -> sparse.csr_matrix:
    """Tasks × goals."""
    p, width = progress, progress.n_goals + 1
    task, goal = p.pairs // width, p.pairs % width
    total = np.bincount(task, p.shares, len(p.tasks_said)).clip(1e-9)
    whole = sparse.csr_matrix((p.shares / total[task], (task, goal)), shape=(len(p.tasks_said), width))
    return whole[:, :-1]


def crossed(progress: Progress, attempts: Attempts) -> tuple[Floats, Floats]:
    """First-try ease and what later tries add, for each attempt, from other learners only: none sees its own answer."""
    fold = drawing.folds(attempts.learner)
    each = progress.eases[: drawing.FOLDS]
    first = np.choose(fold, [one.first(attempts) for one in each])
    return first, np.choose(fold, [one.later(attempts) for one in each])


def finish(progress: Progress) -> Population:
    """The model; which layer speaks is decided by learners that it was not fitted on."""
    p = progress
    first = Population(p.constants, p.eases[-1], silent(p.n_goals), 0.0, p.seen)
    if len(p.sample) == 0:
        return replace(first, readout=p.prior.readout, mix=p.prior.mix, trees=p.prior.trees)
    said = second.fit(first, p.prior, p.sample, crossed(p, p.sample), drawing.folds(p.sample.learner))
    return replace(first, readout=said[0], mix=said[1], trees=said[2])


def fit(
    attempts: Attempts, n_goals: int, n_items: int, *, prior: Population | None = None, seed: int = 2026
) -> Population:
    """A model of attempts that are at hand all together."""
    progress = start(n_goals, n_items, prior=prior, seed=seed)
    if len(attempts) == 0:
        return finish(progress)
    while progress.turn < TURNS:
        progress = end_turn(add_shard(progress, attempts))
    return finish(progress)
