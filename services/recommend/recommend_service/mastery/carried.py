"""What was shown of a goal counts for the goal that renews it. Pure.

Nothing is written: it is reckoned out at every reading from the estimates and the renewals as they are then, so a
rebuild gives the same numbers in whatever order goals and attempts are told again.

Both estimates are of a deviation with the same prior, so they combine as two independent looks at one thing: precisions
add, less the prior that both have in them. Of several older goals that became one, the new one is the mean, as an
activity of several goals is: what was never shown counts as the prior, and mastered is only what was so in all parts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from recommend_service.mastery.rules import GOAL_PRIOR, REMEMBERED, Belief, Estimate
from recommend_service.mastery.sufficiency import newest

Renewals = Mapping[UUID, Sequence[UUID]]
"""Each renewed goal with the older goals that it replaces."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Estimates with what was carried over, and for each goal where that came from: the older goals with evidence."""

    estimates: Mapping[UUID, Estimate]
    sources: Mapping[UUID, Sequence[UUID]]


def carried_over(estimates: Mapping[UUID, Estimate], renewals: Renewals) -> Carried:
    """Goals that renew nothing are as they were."""
    if not renewals:
        return Carried(estimates, {})
    walk = _Walk(estimates, renewals)
    found = dict(estimates)
    for goal_id in renewals:
        estimate = walk.of(goal_id)
        if estimate is not None:
            found[goal_id] = estimate
    return Carried(found, {one: walk.sources(one) for one in renewals if walk.sources(one)})


class _Walk:
    """Through renewals of renewals, each goal once; a circle, should one ever be told, ends where it began."""

    def __init__(self, estimates: Mapping[UUID, Estimate], renewals: Renewals) -> None:
        self._estimates, self._renewals = estimates, renewals
        self._known: dict[UUID, Estimate | None] = {}

    def of(self, goal_id: UUID) -> Estimate | None:
        if goal_id not in self._known:
            self._known[goal_id] = self._estimates.get(goal_id)
            older = [self.of(one) for one in self._renewals.get(goal_id, ())]
            self._known[goal_id] = renewed(self._estimates.get(goal_id), older)
        return self._known[goal_id]

    def sources(self, goal_id: UUID) -> list[UUID]:
        """The goals further back count with the one that renewed them."""
        return [one for one in self._renewals[goal_id] if self.of(one) is not None]


def renewed(own: Estimate | None, older: Sequence[Estimate | None]) -> Estimate | None:
    """The estimate of a goal with its own evidence (None: none yet) that replaces these, each with theirs."""
    shown = [one for one in older if one is not None]
    if not shown:
        return own
    brought = _of_parts(shown, len(older))
    return brought if own is None else _together(own, brought)


def _of_parts(shown: Sequence[Estimate], parts: int) -> Estimate:
    """Of all parts together, those of which nothing was shown included."""
    unseen = parts - len(shown)
    last = max(shown, key=lambda one: one.practised_at)
    return Estimate(
        belief=Belief(
            sum(one.belief.mean for one in shown) / parts,
            # The mean of a whole is as uncertain as its parts are on average: they are no looks at the same thing.
            (sum(one.belief.variance for one in shown) + unseen * GOAL_PRIOR.variance) / parts,
        ),
        attempts=sum(one.attempts for one in shown),
        successes=sum(one.successes for one in shown),
        hard_successes=0 if unseen else min(one.hard_successes for one in shown),
        proofs=0 if unseen else min(one.proofs for one in shown),
        streak=0 if unseen else min(one.streak for one in shown),
        recent=last.recent,
        # As with hard successes: what was not shown of every part says nothing of the whole.
        shown=() if unseen else newest(min(shown, key=lambda one: len(one.shown)).shown),
        mastered=not unseen and all(one.mastered for one in shown),
        practised_at=last.practised_at,
        updated_at=max(one.updated_at for one in shown),
    )


def _together(own: Estimate, brought: Estimate) -> Estimate:
    first, second = sorted((brought, own), key=lambda one: one.practised_at)
    return Estimate(
        belief=combined(own.belief, brought.belief),
        attempts=own.attempts + brought.attempts,
        successes=own.successes + brought.successes,
        hard_successes=own.hard_successes + brought.hard_successes,
        proofs=own.proofs + brought.proofs,
        streak=own.streak,
        recent=(*first.recent, *second.recent)[-REMEMBERED:],
        shown=newest((*own.shown, *brought.shown)),
        mastered=own.mastered or brought.mastered,
        practised_at=second.practised_at,
        updated_at=max(own.updated_at, brought.updated_at),
    )


def combined(one: Belief, other: Belief) -> Belief:
    """Two looks at the same deviation, from the same prior (of mean 0): never less sure than the surer of the two."""
    precisions = 1 / one.variance, 1 / other.variance
    precision = max(sum(precisions) - 1 / GOAL_PRIOR.variance, *precisions)
    return Belief((one.mean * precisions[0] + other.mean * precisions[1]) / precision, 1 / precision)
