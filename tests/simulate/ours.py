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
from recommend_service.mastery.folding import Fold
from recommend_service.mastery.known import DAY_ONE
from recommend_service.mastery.rules import Attempt, Belief
from recommend_service.reviews.rules import Memory, remembered, when
from tests.simulate.curriculum import Curriculum, Task, goal_id

LEARNER = UUID(int=7)


class _Known(Picture):
    """The same picture; here a goal's tasks of one level are alike, so that what is known of one is reckoned once."""

    @cached_property
    def _abilities(self) -> dict[UUID, Belief]:
        return {}

    @cached_property
    def _at_levels(self) -> dict[tuple[UUID, int], float]:
        return {}

    def ability(self, activity: Activity) -> Belief:
        goal = activity.goal_ids[0]
        if goal not in self._abilities:
            self._abilities[goal] = super().ability(activity)
        return self._abilities[goal]

    def expected(self, activity: Activity) -> float:
        key = activity.goal_ids[0], activity.level
        if key not in self._at_levels:
            self._at_levels[key] = super().expected(activity)
        return self._at_levels[key]


class _Estimating:
    """A learner's estimates, kept as the worker keeps them."""

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        self.curriculum, self.rng = curriculum, rng
        self.fold = Fold(DAY_ONE)
        self.past: deque[Past] = deque(maxlen=RECENT)
        self.memories: dict[UUID, Memory] = {}
        self.count = 0

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self.count += 1
        activity = self.curriculum.catalogue.activities[task.number]
        goal = goal_id(task.goal)
        attempt = Attempt(task.level, activity.kind, activity.form, success, float(success), now, now)
        self.fold.sees([goal], activity.activity_id, attempt)
        self.past.append(Past(activity.activity_id, activity.form))
        if self.fold.estimates[goal].mastered and (memory := remembered(self.memories.get(goal), attempt)):
            self.memories[goal] = memory

    def picture(self, now: datetime) -> Picture:
        resting = frozenset({self.past[-1].activity_id}) if self.past else frozenset()
        return _Known(
            catalogue=self.curriculum.catalogue,
            grades=frozenset(),
            general=self.fold.general,
            estimates=self.fold.estimates,
            at=now,
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
