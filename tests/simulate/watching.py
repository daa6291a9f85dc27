"""What the service's watches would say of a simulated learner, by their own rules, and what an educator would hear."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from statistics import mean
from uuid import UUID

from recommend_service.mastery.known import DAY_ONE
from recommend_service.watches.alarms import Pending, alarms_now
from recommend_service.watches.looked_at import Learning, Spot, is_still, signs
from recommend_service.watches.rules import REMEMBERED, Done, Sign, is_moving, may_open, stuck
from tests.simulate.curriculum import Curriculum, Task, goal_id
from tests.simulate.ours import Ours

EDUCATOR = UUID(int=9)


@dataclass(slots=True)
class Opened:
    """A watch: its kind, its rank, and the days on which it was found and went away by itself (None: never)."""

    kind: str
    urgency: int
    found: datetime
    used: int = 0
    closed: datetime | None = None


class Watched(Ours):
    """Our policy, and beside it the watches: stuck after every try, the others once a day."""

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        super().__init__(curriculum, rng)
        self.opened: list[Opened] = []
        self._latest: dict[Spot, Opened] = {}
        self._tries: list[Done] = []
        self._days: list[datetime] = []

    def see(self, task: Task, success: bool, now: datetime) -> None:
        if self._days and self._days[-1].date() != now.date():
            self._look(now)
        if not self._days or self._days[-1].date() != now.date():
            self._days.append(now)
        goal, activity = goal_id(task.goal), self.curriculum.catalogue.activities[task.number]
        known = (before := self.fold.estimates.get(goal)) is not None and before.mastered
        super().see(task, success, now)
        fact = UUID(int=self.count)
        done = Done(fact, activity.activity_id, (goal,), task.level, activity.form, activity.kind, success, known, now)
        self._tries = [*self._tries, done][-REMEMBERED:]
        self._look_at(goal, now)

    def _look_at(self, goal: UUID, now: datetime) -> None:
        spot: Spot = ("stuck", goal)
        estimate, life = self.fold.estimates[goal], self._latest.get(spot)
        likely = DAY_ONE.chance(self.fold.general, goal, estimate)
        if life is not None and life.closed is None:
            if is_moving(goal, self._tries, estimate, likely):
                life.closed, life.used = now, estimate.attempts
            return
        sign = stuck(goal, self._tries, estimate, likely, life.used if life else 0)
        if sign is not None:
            self._open(spot, sign, now)

    def _look(self, now: datetime) -> None:
        """The daily round. In the simulation nobody is silent: each learner comes every day."""
        learning = Learning(
            catalogue=self.curriculum.catalogue,
            grades=frozenset(),
            general=self.fold.general,
            estimates=self.fold.estimates,
            tries=tuple(self._tries),
            chosen=frozenset(one.activity_id for one in self._tries if one.activity_id),
            sequence=self.count,
            quiet=0,
            school_days=len(self._days),
        )
        found = signs(learning)
        for spot, life in self._latest.items():
            if life.closed is None and not is_still(learning, spot, found, now):
                kind, goal = spot
                counts = kind in {"stuck", "ceiling"} and goal is not None
                life.closed, life.used = now, self.fold.estimates[goal].attempts if counts and goal else self.count
        for spot, sign in found.items():
            self._open(spot, sign, now)

    def _open(self, spot: Spot, sign: Sign, now: datetime) -> None:
        life = self._latest.get(spot)
        if life is not None and (life.closed is None or not may_open(sign.kind, sign.counter, life.used)):
            return
        self._latest[spot] = Opened(sign.kind, sign.urgency, now)
        self.opened.append(self._latest[spot])


@dataclass(frozen=True)
class Heard:
    """By an educator, per school day: watches found, alarms given, and what waited at the end of the day."""

    found: Sequence[int]
    given: Sequence[int]
    waiting: Sequence[int]
    kinds: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        kinds = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items())) or "none"
        return (
            f"found {mean(self.found):.1f} a day, alarms {mean(self.given):.1f} a day (most {max(self.given)}), "
            f"waiting at night {mean(self.waiting):.1f} (most {max(self.waiting)}); {kinds}"
        )


def heard(learners: Sequence[Sequence[Opened]], days: Sequence[datetime]) -> Heard:
    """What one educator of these learners hears, who only reads: nothing is resolved or snoozed by hand."""
    pending = {
        Pending(EDUCATOR, UUID(int=place), UUID(int=learner), one.urgency, one.found): one
        for place, (learner, one) in enumerate((n, one) for n, opened in enumerate(learners) for one in opened)
    }
    told: set[UUID] = set()
    found, given, waiting = [], [], []
    for day in days:
        there = [
            key
            for key, one in pending.items()
            if one.found <= day and (one.closed is None or one.closed > day) and key.watch_id not in told
        ]
        now = alarms_now(there, {})
        told |= {one.watch_id for one in now}
        found.append(sum(one.found.date() == day.date() for one in pending.values()))
        given.append(len(now))
        waiting.append(len(there) - len(now))
    return Heard(found, given, waiting, Counter(one.kind for one in pending.values()))
