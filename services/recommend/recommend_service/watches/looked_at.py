"""Which signs one learner shows on a day, and what follows for its watches. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from recommend_service.cards.picture import Picture
from recommend_service.catalogue.model import Catalogue
from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.mastery.rules import Belief, Estimate
from recommend_service.watches.rules import Done, Kind, Sign, alone, at_goal, ceiling, comfort, is_moving, silent

LEFT_ALONE_AFTER = timedelta(days=28)
"""Nobody spins at a goal that was not tried for so long."""
Spot = tuple[Kind, UUID | None]


@dataclass(frozen=True)
class Learning:
    """A learner on a day. `quiet` counts school days since anything was heard, `school_days` all there were."""

    catalogue: Catalogue
    grades: frozenset[str]
    general: Belief
    estimates: Mapping[UUID, Estimate]
    tries: tuple[Done, ...]
    chosen: frozenset[UUID]
    sequence: int
    quiet: int
    school_days: int
    model: KnownModel = DAY_ONE

    @cached_property
    def picture(self) -> Picture:
        return Picture(self.catalogue, self.grades, self.general, self.estimates, model=self.model)


def signs(one: Learning) -> dict[Spot, Sign]:
    """Everything but being stuck, which is seen at once (`looking`)."""
    found = [silent(one.quiet, one.school_days), *_of_all(one), *_ceilings(one)]
    return {(sign.kind, sign.goal_id): sign for sign in found if sign is not None}


def is_still(one: Learning, spot: Spot, found: Mapping[Spot, Sign], now: datetime) -> bool:
    """Is the pattern of an open watch there still?"""
    kind, goal_id = spot
    if kind != "stuck" or goal_id is None:
        return spot in found
    estimate = one.estimates.get(goal_id)
    if estimate is None or estimate.attempts == 0:  # what it stood on was corrected
        return False
    if now - estimate.practised_at > LEFT_ALONE_AFTER:
        return False
    return not is_moving(goal_id, one.tries, estimate, one.picture.probability(goal_id))


def _of_all(one: Learning) -> list[Sign | None]:
    apart = alone(one.tries, one.catalogue.company, one.sequence)
    easy = comfort(one.tries, one.chosen, one.sequence)
    return [
        apart if apart and _offers_company(one) else None,
        easy if easy and _offers_more(one) else None,
    ]


def _offers_company(one: Learning) -> bool:
    return any(
        activity.company != "solo" and one.picture.may_be_done(activity) for activity in one.catalogue.activities
    )


def _offers_more(one: Learning) -> bool:
    """Is there a goal that is not mastered, and something to do for it?"""
    return any(
        goal_id in one.catalogue.practicable and not ((known := one.estimates.get(goal_id)) and known.mastered)
        for goal_id in one.picture.frontier
    )


def _ceilings(one: Learning) -> list[Sign | None]:
    lately = {goal_id for done in one.tries for goal_id in done.goal_ids if at_goal(one.tries, goal_id, 4)[3:]}
    found = []
    for goal_id in sorted(lately & one.estimates.keys()):
        hardest = one.catalogue.hardest.get(goal_id)
        if hardest is not None:
            found.append(ceiling(goal_id, one.tries, one.estimates[goal_id], hardest))
    return found
