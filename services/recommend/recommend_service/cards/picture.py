"""A learner as a card sees it, and how it stands with each goal. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from eigenwijs_shared.assignments import NOTHING_DECIDED, Decided
from eigenwijs_shared.wishes import NO_WISHES, Wishes
from recommend_service.card_settings.rules import USUAL, CardSettings
from recommend_service.cards.past import Past as Past
from recommend_service.cards.past import on_its_own, worn_form
from recommend_service.catalogue.fit import fits, is_practised, lies_below
from recommend_service.catalogue.model import Activity, Catalogue, Goal
from recommend_service.mastery.foresight import Foresight
from recommend_service.mastery.gates import State, is_ready, state_of
from recommend_service.mastery.known import DAY_ONE, KnownModel
from recommend_service.mastery.rules import Belief, Estimate, ability_at, chance, chance_with

PRESUMED_UNTIL = 3
"""Attempts at a goal of earlier grades after which the evidence speaks, and no longer the grade."""
STUCK_AFTER = 5
"""Failures in a row after which more of the same does not help (Wang, Kai & Baker 2020: seen after 3–9 tries)."""


@dataclass(frozen=True)
class Picture:
    """What is known when a card is made; `resting` goals and activities were just chosen, skipped or set aside.

    `wishes` are what the learner needs and says to like; nothing about likes is ever read from what was done.
    `decided` is what educators assigned or left out; `due` and `lapsed` are mastered goals that are due for review, or
    that had slipped when they were seen last. `promised` are activities of this week's signed contract that are still
    to be done; `chosen` are those that were chosen since the last of `past`, and not done yet; `aims` are goals that
    the learner set itself. `at` is when it is taken (None: as the last fact left it); `foresight` is there where the
    model sees more than abilities and ease.
    """

    catalogue: Catalogue
    grades: frozenset[str]
    general: Belief
    estimates: Mapping[UUID, Estimate]
    past: tuple[Past, ...] = ()
    resting_goals: frozenset[UUID] = frozenset()
    resting_activities: frozenset[UUID] = frozenset()
    wishes: Wishes = NO_WISHES
    decided: Decided = NOTHING_DECIDED
    due: frozenset[UUID] = frozenset()
    lapsed: frozenset[UUID] = frozenset()
    settings: CardSettings = USUAL
    promised: frozenset[UUID] = frozenset()
    chosen: tuple[Past, ...] = ()
    aims: frozenset[UUID] = frozenset()
    model: KnownModel = DAY_ONE
    at: datetime | None = None
    foresight: Foresight | None = None

    def belief(self, goal_id: UUID) -> Belief:
        """What the goal adds to general ability, at its own level, faded since it was last practised."""
        held = self._beliefs.get(goal_id)
        if held is None:
            held = self._beliefs[goal_id] = self.model.at_goal(goal_id, self.estimates.get(goal_id), self.at)
        return held

    def probability(self, goal_id: UUID) -> float:
        """Of success at the goal's own level."""
        if goal_id not in self._chances:
            self._chances[goal_id] = chance(self.general + self.belief(goal_id))
        return self._chances[goal_id]

    @cached_property
    def _chances(self) -> dict[UUID, float]:
        """Reckoned once: a card asks for those of a goal at each of its activities."""
        return {}

    def expected(self, activity: Activity) -> float:
        """The probability that this learner succeeds at this activity."""
        held = self._expected.get(activity.activity_id)
        if held is None:
            held = self._expected[activity.activity_id] = self._foreseen(activity)
        return held

    def _foreseen(self, activity: Activity) -> float:
        if self.foresight is not None:
            return self.foresight.chance(activity)
        return chance_with(self.ability(activity), self.model.task_ease(activity.activity_id, activity.level))

    def ability(self, activity: Activity) -> Belief:
        return ability_at(self.general, [self.belief(goal_id) for goal_id in activity.goal_ids])

    def state(self, goal_id: UUID) -> State:
        return state_of(self.estimates.get(goal_id), self.probability(goal_id))

    def is_stuck(self, goal_id: UUID) -> bool:
        estimate = self.estimates.get(goal_id)
        # Who failed less often in all did not fail so often in a row: what is remembered need not be read for that.
        return (
            estimate is not None
            and estimate.attempts - estimate.successes >= STUCK_AFTER
            and estimate.failures_in_a_row >= STUCK_AFTER
        )

    def is_satisfied(self, goal_id: UUID) -> bool:
        """As a prerequisite: mastered, probable enough, or not something that is practised here.

        What belongs to earlier grades alone counts as met while there is little evidence: a learner of fifteen does
        not begin with the goals of a nine-year-old because nobody has written down that they were reached.
        """
        goal = self.catalogue.goals.get(goal_id)
        if goal is None or not is_practised(goal):
            return True
        estimate = self.estimates.get(goal_id)
        if (estimate is None or estimate.attempts < PRESUMED_UNTIL) and lies_below(goal, self.grades):
            return True
        return is_ready(estimate, self.probability(goal_id))

    def unmet(self, goal: Goal) -> list[UUID]:
        return [goal_id for goal_id in goal.prerequisite_ids if goal_id not in self._satisfied]

    @cached_property
    def _satisfied(self) -> frozenset[UUID]:
        """Of all that comes before something: each looked at once, however many goals it comes before."""
        return frozenset(filter(self.is_satisfied, self.catalogue.prerequisites))

    def may_be_done(self, activity: Activity) -> bool:
        """Not left out, and nothing missing for any of its goals; what was agreed on may be of another grade."""
        if activity.activity_id in self.decided.excluded:
            return False
        if self.frontier.issuperset(activity.goal_ids):
            return True
        agreed = activity.activity_id in self.decided.wanted or activity.activity_id in self.promised
        return agreed and all(map(self._is_open, activity.goal_ids))

    def _is_open(self, goal_id: UUID) -> bool:
        goal = self.catalogue.goals.get(goal_id)
        return goal is not None and is_practised(goal) and not self.unmet(goal)

    @cached_property
    def worn(self) -> str | None:
        """The form that the last cards' worth of work all had, so that another leads now."""
        return worn_form(self.past, self.chosen)

    @cached_property
    def on_its_own(self) -> float:
        """How much (0..1) doing something together is wanting."""
        return on_its_own(self.past, self.chosen, self.catalogue.company)

    @cached_property
    def done_lately(self) -> frozenset[UUID]:
        return frozenset(one.activity_id for one in self.past)

    @cached_property
    def _beliefs(self) -> dict[UUID, Belief]:
        return {}

    @cached_property
    def _expected(self) -> dict[UUID, float]:
        return {}

    @cached_property
    def own_goals(self) -> frozenset[UUID]:
        """Those of the learner's grades, those it has worked at, and whatever comes before, however early taught."""
        goals = self.catalogue.goals
        found = {
            goal.goal_id
            for goal in goals.values()
            if is_practised(goal)
            and (fits(goal, self.grades) or goal.goal_id in self.estimates or goal.goal_id in self.aims)
        }
        return self._with_what_comes_before(found)

    @cached_property
    def toward(self) -> frozenset[UUID]:
        """What the learner aims for and has not reached, and all that is still missing before it."""
        goals = self.catalogue.goals
        open_ = (one for one in self.aims if one in goals and is_practised(goals[one]))
        return self._with_what_comes_before({one for one in open_ if self.state(one) != "mastered"})

    def _with_what_comes_before(self, found: set[UUID]) -> frozenset[UUID]:
        goals, to_follow = self.catalogue.goals, list(found)
        while to_follow:
            before = [one for one in self.unmet(goals[to_follow.pop()]) if one not in found]
            found.update(before)
            to_follow.extend(before)
        return frozenset(found)

    @cached_property
    def frontier(self) -> frozenset[UUID]:
        """Those of the own goals for which nothing is missing."""
        return frozenset(one for one in self.own_goals if not self.unmet(self.catalogue.goals[one]))

    @cached_property
    def foundations(self) -> frozenset[UUID]:
        """What lies under a goal at which the learner is stuck."""
        return frozenset(before for stuck in self._stuck for before in self.catalogue.goals[stuck].prerequisite_ids)

    @property
    def _stuck(self) -> Iterable[UUID]:
        return (one for one in self.own_goals if self.is_stuck(one))
