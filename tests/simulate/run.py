"""One simulated learner under one policy: sessions, leaving, choosing, a rest afterwards, and what came of it."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from tests.simulate.curriculum import FORMS, MINUTES, Curriculum, Task, make_curriculum
from tests.simulate.ours import GreedySuccess, Ours
from tests.simulate.policies import AtRandom, FixedOrder, MasterySequence, Policy, Zpdes
from tests.simulate.watching import Opened, Watched
from tests.simulate.worlds import WORLDS, Pupil, World, reached

ATTEMPTS, PER_SESSION, REST = 400, 20, 30
AGENCY = 1.15
"""How much an own choice is assumed to help learning; a switch turns it off."""
FRUSTRATED, BORED = 0.4, 0.9
LEAVES = 0.05
"""Chance to stop for the day after a task that is too hard or too easy."""
ZONE = (0.60, 0.85)
FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
NAMES = ("random", "fixed order", "mastery sequence", "ZPDES", "greedy success", "ours, no choice", "ours", "oracle")
"""The last two give a choice of up to three."""


@dataclass(frozen=True, slots=True)
class Result:
    """Goals reached more than at the start, after the last session and after the rest; the rest are shares and hours.

    `start` is the mean skill with which the learner came; `variety` the entropy of the forms done, 1 if all alike;
    `opened` are the watches that would have been opened about it, where our own policy was met.
    """

    goals: float
    kept: float
    hours: float
    in_zone: float
    variety: float
    start: float
    opened: tuple[Opened, ...] = ()


@dataclass(frozen=True, slots=True)
class Taste:
    """What a learner likes: an interest in each form of work, and a preferred chance of success."""

    interest: Sequence[float]
    success: float


def simulate(world_name: str, policy_name: str, seed: int, *, agency: bool = True) -> Result:
    """The same world, policy and seed give the same result; learner and curriculum hang on the seed alone."""
    made = _POLICIES[policy_name]
    return attend(world_name, policy_name, seed, made, agency=agency).result()


@dataclass(frozen=True)
class Start:
    """All that a policy may be made from; only those that may see the truth look at `pupil` and `world`."""

    curriculum: Curriculum
    rng: Random
    pupil: Pupil
    world: World


def attend(
    world_name: str, policy_name: str, seed: int, make: Callable[[Start], Policy], *, agency: bool = True
) -> "Attending":
    """A learner who has not begun yet, with the policy that will be met."""
    world = WORLDS[world_name]
    made = Random(f"{world_name} {seed}")
    curriculum = make_curriculum(made, world.wrong_edges)
    pupil = world.born(made)
    taste = Taste([made.random() for _ in FORMS], made.uniform(0.55, 0.85))
    rng = Random(f"{world_name} {policy_name} {seed}")
    return Attending(world, pupil, taste, make(Start(curriculum, rng, pupil, world)), rng, agency)


class Oracle:
    """Sees the truth: the three tasks of different form that teach most right now. No policy can know this."""

    def __init__(self, curriculum: Curriculum, pupil: Pupil, world: World) -> None:
        self._tasks, self._pupil, self._world = curriculum.tasks, pupil, world

    def offer(self, now: datetime) -> Sequence[Task]:
        best = max(self._tasks, key=lambda task: (self._world.gain(self._pupil, task, 0), -task.number))
        return [one for one in self._tasks if (one.goal, one.level) == (best.goal, best.level)]

    def see(self, task: Task, success: bool, now: datetime) -> None:
        """Has nothing to learn."""


class Attending:
    """One learner's days under one policy."""

    def __init__(self, world: World, pupil: Pupil, taste: Taste, policy: Policy, rng: Random, agency: bool) -> None:
        self._world, self._pupil, self._taste, self._policy = world, pupil, taste, policy
        self._rng, self._agency = rng, agency
        self.policy = policy
        self._forms: Counter[int] = Counter()
        self._in_zone = self._done = 0

    def result(self) -> Result:
        start, before = sum(self._pupil.start) / len(self._pupil.start), sum(reached(self._world, self._pupil))
        self.go_on(ATTEMPTS // PER_SESSION)
        after = sum(reached(self._world, self._pupil))
        for _ in range(REST):
            self._world.night(self._pupil)
        kept = sum(reached(self._world, self._pupil))
        shares = [count / self._done for count in self._forms.values()]
        return Result(
            goals=after - before,
            kept=kept - before,
            hours=self._done * MINUTES / 60,
            in_zone=self._in_zone / self._done,
            variety=-sum(one * math.log(one) for one in shares) / math.log(len(FORMS)),
            start=start,
            opened=tuple(self.policy.opened) if isinstance(self.policy, Watched) else (),
        )

    def go_on(self, days: int) -> None:
        """So many sessions from the first day on, each with the night after it."""
        for day in range(days):
            self._session(day)
            self._world.night(self._pupil)

    def _session(self, day: int) -> None:
        for tired in range(PER_SESSION):
            now = FIRST_DAY + timedelta(days=day, minutes=MINUTES * tired)
            options = self._policy.offer(now)
            task = self._chosen(options, tired)
            chance = self._world.chance(self._pupil, task, tired)
            success = self._rng.random() < chance
            boost = AGENCY if self._agency and len(options) > 1 else 1.0
            self._world.learn(self._pupil, task, boost, day, tired, self._rng)
            self._policy.see(task, success, now)
            self._forms[task.kind] += 1
            self._in_zone += ZONE[0] <= chance <= ZONE[1]
            self._done += 1
            if not FRUSTRATED <= chance <= BORED and self._rng.random() < LEAVES:
                return

    def _chosen(self, options: Sequence[Task], tired: int) -> Task:
        """What the learner likes best: interest, a fitting chance of success, and a whim."""
        if len(options) == 1:
            return options[0]

        def liking(task: Task) -> float:
            far = abs(self._world.chance(self._pupil, task, tired) - self._taste.success)
            whim = -math.log(-math.log(max(self._rng.random(), 1e-12)))
            return 0.6 * self._taste.interest[task.kind] - 3 * far + whim

        return max(options, key=liking)


_POLICIES: Mapping[str, Callable[[Start], Policy]] = {
    "random": lambda one: AtRandom(one.curriculum, one.rng),
    "fixed order": lambda one: FixedOrder(one.curriculum, one.rng, ATTEMPTS),
    "mastery sequence": lambda one: MasterySequence(one.curriculum, one.rng),
    "ZPDES": lambda one: Zpdes(one.curriculum, one.rng),
    "greedy success": lambda one: GreedySuccess(one.curriculum, one.rng),
    "ours, no choice": lambda one: Ours(one.curriculum, one.rng, alone=True),
    "ours": lambda one: Watched(one.curriculum, one.rng),
    "oracle": lambda one: Oracle(one.curriculum, one.pupil, one.world),
}
