"""Our own policy: the service's cards from the service's estimates, nothing made for the occasion."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from random import Random
from uuid import UUID

from recommend_service.cards.card import OfferedCard
from recommend_service.cards.picture import Past, Picture
from recommend_service.cards.rules import make_card
from recommend_service.catalogue.model import Activity
from recommend_service.mastery.actions import RECENT
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import GENERAL_PRIOR, GOAL_LEVEL, Attempt, Estimate, chance, learn
from recommend_service.reviews.rules import Memory, remembered, when
from tests.simulate.curriculum import Curriculum, Task, goal_id

LEARNER = UUID(int=7)


class _Known(Picture):
    """The same picture; what a card asks of it again and again is reckoned once. Here every goal has like tasks."""

    @cached_property
    def _chances(self) -> dict[tuple[UUID, int], float]:
        return {}

    def probability(self, goal_id: UUID) -> float:
        return self._chance(goal_id, GOAL_LEVEL)

    def expected(self, activity: Activity) -> float:
        return self._chance(activity.goal_ids[0], activity.level)

    def may_be_done(self, activity: Activity) -> bool:
        return activity.goal_ids[0] in self.frontier

    def _chance(self, goal_id: UUID, level: int) -> float:
        found = self._chances.get((goal_id, level))
        if found is None:
            found = self._chances[goal_id, level] = chance(self.general + self.belief(goal_id), level)
        return found


class _Estimating:
    """A learner's estimates, kept as the worker keeps them."""

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        self.curriculum, self.rng = curriculum, rng
        self.general = GENERAL_PRIOR
        self.estimates: dict[UUID, Estimate] = {}
        self.past: deque[Past] = deque(maxlen=RECENT)
        self.memories: dict[UUID, Memory] = {}
        self.count = 0

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self.count += 1
        activity = self.curriculum.catalogue.activities[task.number]
        goal = goal_id(task.goal)
        attempt = Attempt(task.level, activity.kind, activity.form, success, float(success), now, now)
        self.general, [belief] = learn(self.general, [self.estimates.get(goal)], attempt)
        self.estimates[goal] = counted(self.estimates.get(goal), belief, self.general, attempt)
        self.past.append(Past(activity.activity_id, activity.form))
        if self.estimates[goal].mastered and (memory := remembered(self.memories.get(goal), attempt)):
            self.memories[goal] = memory

    def picture(self, now: datetime) -> Picture:
        resting = frozenset({self.past[-1].activity_id}) if self.past else frozenset()
        return _Known(
            catalogue=self.curriculum.catalogue,
            grades=frozenset(),
            general=self.general,
            estimates=self.estimates,
            past=tuple(self.past),
            resting_activities=resting,
            due=frozenset(goal for goal, one in self.memories.items() if when(one, now) == "due"),
            lapsed=frozenset(goal for goal, one in self.memories.items() if one.lapsed),
        )


class Ours(_Estimating):
    """The card as it is, or with `alone` its surprise: one of its options, drawn by the card itself."""

    def __init__(self, curriculum: Curriculum, rng: Random, *, alone: bool = False) -> None:
        super().__init__(curriculum, rng)
        self._alone = alone

    def card(self, now: datetime) -> OfferedCard | None:
        seed = UUID(int=self.rng.getrandbits(128))
        return make_card(self.picture(now), (), card_id=seed, learner_id=LEARNER, asked=None, basis="", now=now)

    def offer(self, now: datetime) -> Sequence[Task]:
        card = self.card(now)
        if card is None:
            return [self.rng.choice(self.curriculum.tasks)]
        if self._alone and card.surprise_option_id is not None:
            options = [one for one in card.options if one.option_id == card.surprise_option_id]
        else:
            options = card.options
        return [self.curriculum.of(one.activity_id) for one in options]


class GreedySuccess(_Estimating):
    """Of what is open, that which most surely succeeds and is not mastered yet: an engine that likes to be right."""

    def offer(self, now: datetime) -> Sequence[Task]:
        picture = self.picture(now)
        found = [one for one in self.curriculum.catalogue.activities if picture.may_be_done(one)]
        new = [one for one in found if picture.state(one.goal_ids[0]) not in {"mastered", "review"}] or found
        best = max(new, key=lambda one: (picture.expected(one), one.activity_id))
        return [self.curriculum.of(best.activity_id)]
