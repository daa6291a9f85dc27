"""`python -m tests.simulate.alarms`: of how much a class's educator is alarmed on a day, in the simulated worlds.

A class of simulated learners, each with the service's own cards and estimates, looked at with the service's own rules:
stuck after every try, the rest in the evening. Every watch is answered the day after it was found, whether or not there
was room to tell of it: so patterns come back as often as they can, and the load is rather too high than too low.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from recommend_service.mastery.known import DAY_ONE
from recommend_service.watches.alarms import A_DAY, Pending, alarms_now
from recommend_service.watches.looked_at import Learning, Spot, signs
from recommend_service.watches.rules import REMEMBERED, Done, Sign, may_open, stuck
from tests.simulate import run
from tests.simulate.curriculum import FORMS, Curriculum, Task, goal_id, make_curriculum
from tests.simulate.ours import Ours
from tests.simulate.worlds import WORLDS

LEARNERS = 25
EDUCATOR = UUID(int=1)


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that somebody could be told of from then on."""

    learner: int
    sign: Sign
    at: datetime


class Watched(Ours):
    """A learner offered our cards, and looked at meanwhile."""

    def __init__(self, curriculum: Curriculum, rng: Random, number: int) -> None:
        super().__init__(curriculum, rng)
        self.number, self.found = number, list[Found]()
        self._tries: list[Done] = []
        self._chosen: set[UUID] = set()
        self._open: dict[Spot, Found] = {}
        self._used: dict[Spot, int] = {}
        self._day: datetime | None = None

    def see(self, task: Task, success: bool, now: datetime) -> None:
        if self._day is not None and now.date() > self._day.date():
            self.evening(self._day)
        self._day = now
        goal, activity = goal_id(task.goal), self.curriculum.catalogue.activities[task.number]
        known = (before := self.fold.estimates.get(goal)) is not None and before.mastered
        super().see(task, success, now)
        self._chosen.add(activity.activity_id)
        fact = UUID(int=len(self._tries) + 1)
        done = Done(fact, activity.activity_id, (goal,), task.level, activity.form, activity.kind, success, known, now)
        self._tries.append(done)
        if not success:
            self._look_whether_stuck(goal, now)

    def _look_whether_stuck(self, goal: UUID, now: datetime) -> None:
        estimate, used = self.fold.estimates[goal], self._used.get(("stuck", goal))
        likely = DAY_ONE.chance(self.fold.general, goal, estimate)
        sign = stuck(goal, self._tries[-REMEMBERED:], estimate, likely, used or 0)
        if sign is not None:
            self._note(sign, now)

    def evening(self, now: datetime) -> None:
        """What is answered first, then what the day shows; the school is open every day, so nobody falls silent."""
        for spot, one in list(self._open.items()):
            if one.at.date() < now.date():
                self._used[spot] = len(self._tries) if spot[1] is None else self.fold.estimates[spot[1]].attempts
                del self._open[spot]
        for sign in signs(self._learning()).values():
            self._note(sign, now)

    def _note(self, sign: Sign, now: datetime) -> None:
        spot = sign.kind, sign.goal_id
        if spot not in self._open and may_open(sign.kind, sign.counter, self._used.get(spot)):
            self._open[spot] = Found(self.number, sign, now)
            self.found.append(self._open[spot])

    def _learning(self) -> Learning:
        tries = tuple(self._tries[-REMEMBERED:])
        estimates, chosen = self.fold.estimates, frozenset(self._chosen)
        general, catalogue = self.fold.general, self.curriculum.catalogue
        return Learning(catalogue, frozenset(), general, estimates, tries, chosen, len(self._tries), 0, 0)


def watched(world_name: str, seed: int) -> list[Found]:
    """The patterns of one learner, by the same world and learner as `simulate`."""
    world, made = WORLDS[world_name], Random(f"{world_name} {seed}")
    curriculum = make_curriculum(made, world.wrong_edges)
    pupil = world.born(made)
    taste = run.Taste([made.random() for _ in FORMS], made.uniform(0.55, 0.85))
    rng = Random(f"{world_name} watched {seed}")
    policy = Watched(curriculum, rng, seed)
    run._Run(world, pupil, taste, policy, rng, True).result()
    return policy.found


@dataclass(frozen=True, slots=True)
class Days:
    """By school day; `waited` are days from found to told, of those that were told."""

    found: Sequence[int]
    told: Sequence[int]
    waited: Sequence[int]
    never_told: int


def days_of(found: Sequence[Found], days: int) -> Days:
    """One educator, told as the service tells: three new ones a day, the most urgent first, the others wait."""
    first = run.FIRST_DAY.date()
    waiting: dict[UUID, Found] = {}
    numbered = [(UUID(int=number + 1), one) for number, one in enumerate(sorted(found, key=lambda one: one.at))]
    counts, told, waited = [], [], []
    for day in (first + timedelta(days=number) for number in range(days)):
        fresh = {name: one for name, one in numbered if one.at.date() == day}
        waiting |= fresh
        now = alarms_now([_pending(name, one) for name, one in waiting.items()], {})
        waited += [_days(waiting.pop(one.watch_id).at.date(), day) for one in now]
        counts.append(len(fresh))
        told.append(len(now))
    return Days(counts, told, waited, len(waiting))


def _pending(name: UUID, one: Found) -> Pending:
    return Pending(EDUCATOR, name, UUID(int=one.learner), one.sign.urgency, one.at)


def _days(earlier: date, later: date) -> int:
    return (later - earlier).days


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--worlds", default="ABD", help="such as AB")
    asked.add_argument("--learners", type=int, default=LEARNERS, help="in the class")
    given = asked.parse_args()
    days = run.ATTEMPTS // run.PER_SESSION
    for world in given.worlds:
        found = [one for seed in range(given.learners) for one in watched(world, seed)]
        seen, kinds = days_of(found, days), Counter(one.sign.kind for one in found)
        print(  # noqa: T201 - what this is for
            f"{world}: {given.learners} learners, {days} days; found {sum(seen.found) / days:.1f} a day"
            f" (most {max(seen.found)}); told {sum(seen.told) / days:.1f} a day (most {max(seen.told)} of {A_DAY});"
            f" told the day it was found {sum(one == 0 for one in seen.waited)} of {len(found)},"
            f" never {seen.never_told}; {dict(kinds)}"
        )


if __name__ == "__main__":
    main()
