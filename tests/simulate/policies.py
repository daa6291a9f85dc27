"""Ways to offer work. Each is met task by task: what would you offer, and here is how it went."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Protocol

from tests.simulate.curriculum import GOALS, LEVELS, Curriculum, Task

IN_A_ROW = 3


class Policy(Protocol):
    """For one learner; knows the curriculum as shown, and what it saw of this learner."""

    def offer(self, now: datetime) -> Sequence[Task]:
        """One task or several to choose from."""
        ...

    def see(self, task: Task, success: bool, now: datetime) -> None: ...


def tasks_by_place(curriculum: Curriculum) -> dict[tuple[int, int], list[Task]]:
    """The tasks of each goal and level."""
    found: dict[tuple[int, int], list[Task]] = {}
    for task in curriculum.tasks:
        found.setdefault((task.goal, task.level), []).append(task)
    return found


class AtRandom:
    """Any task."""

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        self._tasks, self._rng = curriculum.tasks, rng

    def offer(self, now: datetime) -> Sequence[Task]:
        return [self._rng.choice(self._tasks)]

    def see(self, task: Task, success: bool, now: datetime) -> None:
        """Learns nothing."""


class FixedOrder:
    """Goal after goal as in a book, the same number of tasks each, easy to hard; then from the front."""

    def __init__(self, curriculum: Curriculum, rng: Random, attempts: int) -> None:
        self._places, self._rng = tasks_by_place(curriculum), rng
        self._each = max(attempts // GOALS, len(LEVELS))
        self._done = 0

    def offer(self, now: datetime) -> Sequence[Task]:
        goal, step = divmod(self._done, self._each)
        level = LEVELS[min(step * len(LEVELS) // self._each, len(LEVELS) - 1)]
        return [self._rng.choice(self._places[goal % GOALS, level])]

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self._done += 1


class MasterySequence:
    """Goal after goal at its own level; the next one after three successes in a row (or the last, for ever)."""

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        self._places, self._rng = tasks_by_place(curriculum), rng
        self._goal = self._streak = 0

    def offer(self, now: datetime) -> Sequence[Task]:
        return [self._rng.choice(self._places[self._goal, 3])]

    def see(self, task: Task, success: bool, now: datetime) -> None:
        self._streak = self._streak + 1 if success else 0
        if self._streak == IN_A_ROW:
            self._goal, self._streak = (self._goal + 1) % GOALS, 0


class Zpdes:
    """Our own reading of ZPDES (Clement, Roy, Oudeyer & Lopes 2015, JEDM 7(2)), gated by prerequisites.

    Each goal at each level is an arm. Its reward is how much success rose lately (the mean of the newer half of its
    last `WINDOW` outcomes, less that of the older half), its weight follows that with memory, and arms of the zone
    are drawn by weight, a share of the time all alike. Success above `UP` over a few tries leaves an arm behind, and
    opens the next level, or after the last level the goals of which all that comes before is done.
    """

    WINDOW, MEMORY, GAIN, EXPLORE = 8, 0.7, 0.6, 0.2
    UP, TRIES, START = 0.75, 4, 0.3

    def __init__(self, curriculum: Curriculum, rng: Random) -> None:
        self._curriculum, self._rng = curriculum, rng
        self._places = tasks_by_place(curriculum)
        self._weights: dict[tuple[int, int], float] = {}
        self._seen: dict[tuple[int, int], deque[bool]] = {}
        self._done: set[int] = set()
        self._open()

    def offer(self, now: datetime) -> Sequence[Task]:
        arms = sorted(self._weights) or [(goal, LEVELS[-1]) for goal in range(GOALS)]
        weights = [max(self._weights.get(arm, self.START), 0.0) for arm in arms]
        total = sum(weights)
        shares = [
            (1 - self.EXPLORE) * (weight / total if total else 1 / len(arms)) + self.EXPLORE / len(arms)
            for weight in weights
        ]
        return [self._rng.choice(self._places[self._rng.choices(arms, shares)[0]])]

    def see(self, task: Task, success: bool, now: datetime) -> None:
        arm = (task.goal, task.level)
        if arm not in self._weights:
            return
        seen = self._seen[arm]
        seen.append(success)
        self._weights[arm] = self.MEMORY * self._weights[arm] + self.GAIN * self._progress(seen)
        lately = list(seen)[-self.TRIES :]
        if len(lately) == self.TRIES and sum(lately) / self.TRIES >= self.UP:
            self._leave(task)

    def _progress(self, seen: Sequence[bool]) -> float:
        outcomes = list(seen)
        half = len(outcomes) // 2
        if not half:
            return self.START * float(outcomes[-1])
        return sum(outcomes[half:]) / (len(outcomes) - half) - sum(outcomes[:half]) / half

    def _leave(self, task: Task) -> None:
        del self._weights[task.goal, task.level]
        following = LEVELS.index(task.level) + 1
        if following < len(LEVELS):
            self._start((task.goal, LEVELS[following]))
        else:
            self._done.add(task.goal)
            self._open()

    def _open(self) -> None:
        for goal, before in enumerate(self._curriculum.shown):
            if (goal, LEVELS[0]) not in self._seen and self._done.issuperset(before):
                self._start((goal, LEVELS[0]))

    def _start(self, arm: tuple[int, int]) -> None:
        best = max(self._weights.values(), default=0.0)
        self._weights[arm], self._seen[arm] = max(best, self.START), deque(maxlen=self.WINDOW)
