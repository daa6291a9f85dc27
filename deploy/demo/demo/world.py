"""A made-up world in which learners learn: what a simulated learner truly can, and how that changes.

Units: ability and difficulty are logits, chances are 0..1, a rate is logits per attempt. The forms are those of the
literature (an item response model after Rasch 1960; guess and slip after Corbett and Anderson 1995; most is learnt
where success is likely but not certain); the constants are ours, chosen to look like a classroom and fitted to no
real one.
"""

from dataclasses import dataclass, field
from math import exp
from random import Random
from uuid import UUID

GUESS, SLIP = 0.10, 0.05
CEILING = 2.5  # logits: nobody learns past it by doing more of the same
GRADES = tuple(f"groep-{year}" for year in range(1, 9)) + tuple(f"vo-{year}" for year in range(1, 7))


@dataclass(frozen=True)
class SimulatedLearner:
    key: str  # what the randomness hangs on: the same key behaves the same under any learner_id
    learner_id: UUID
    grade: str


@dataclass(frozen=True)
class SimulatedGoal:
    goal_id: str
    subject: str
    levels: tuple[str, ...]
    after: tuple[str, ...]  # goal_ids of the prerequisites


@dataclass(frozen=True)
class SimulatedActivity:
    activity_id: str
    key: str
    goal_ids: tuple[str, ...]
    level: int
    minutes: int


@dataclass(frozen=True)
class Character:
    """What stays the same about a learner."""

    general: float  # logits
    rate: float  # logits gained per attempt under the best conditions
    diligence: float  # times the usual number of attempts


@dataclass
class Skill:
    """One learner at one goal: it started somewhere, moves by practice and sinks back a little every night."""

    start: float
    now: float
    practised_days: int = 0


@dataclass
class World:
    """The hidden truth. Ask it with `ability`, `readiness` and `chance`; change it with `practise` and `sleep`."""

    goals: dict[str, SimulatedGoal]
    seed: int
    _characters: dict[str, Character] = field(default_factory=dict)
    _skills: dict[str, dict[str, Skill]] = field(default_factory=dict)
    _touched_today: dict[str, set[str]] = field(default_factory=dict)

    def character(self, learner: SimulatedLearner) -> Character:
        if learner.key not in self._characters:
            rng = self._random("character", learner.key)
            self._characters[learner.key] = Character(
                general=rng.gauss(0, 1),
                rate=0.12 * exp(rng.gauss(0, 0.35)),
                diligence=min(2.0, max(0.4, exp(rng.gauss(0, 0.35)))),
            )
        return self._characters[learner.key]

    def ability(self, learner: SimulatedLearner, goal_id: str) -> float:
        return self._skill(learner, goal_id).now

    def readiness(self, learner: SimulatedLearner, goal_id: str) -> float:
        """0..1: near 0 while a prerequisite is far from mastered; 1 without prerequisites."""
        ready = 1.0
        for prerequisite in self.goals[goal_id].after:
            ready *= _logistic(2.5 * (self.ability(learner, prerequisite) - 0.3))
        return ready

    def difficulty(self, activity: SimulatedActivity) -> float:
        return 0.55 * (activity.level - 3) + self._random("difficulty", activity.key).gauss(0, 0.3)

    def chance(self, learner: SimulatedLearner, activity: SimulatedActivity) -> float:
        """The true probability of success."""
        ability = sum(self.ability(learner, goal) for goal in activity.goal_ids) / len(activity.goal_ids)
        return GUESS + (1 - GUESS - SLIP) * _logistic(ability - self.difficulty(activity))

    def practise(self, learner: SimulatedLearner, activity: SimulatedActivity) -> None:
        """Learn from one attempt: best when ready and neither bored nor lost, less the more one can already."""
        rate, chance = self.character(learner).rate, self.chance(learner, activity)
        fitting = 0.15 + 0.85 * exp(-(((chance - 0.65) / 0.22) ** 2) / 2)
        for goal_id in activity.goal_ids:
            skill = self._skill(learner, goal_id)
            room = max(0.0, CEILING - skill.now) / 1.5
            skill.now += rate * (0.1 + 0.9 * self.readiness(learner, goal_id)) * fitting * room
            self._touched_today.setdefault(learner.key, set()).add(goal_id)

    def sleep(self, learner: SimulatedLearner) -> None:
        """One night: what was gained fades, more slowly for what was practised on more days."""
        touched = self._touched_today.pop(learner.key, set())
        for goal_id, skill in self._skills.get(learner.key, {}).items():
            skill.practised_days += goal_id in touched
            skill.now -= 0.06 * (skill.now - skill.start) / (1 + 0.5 * skill.practised_days)

    def _skill(self, learner: SimulatedLearner, goal_id: str) -> Skill:
        skills = self._skills.setdefault(learner.key, {})
        if goal_id not in skills:
            start = self._start(learner, self.goals[goal_id])
            skills[goal_id] = Skill(start=start, now=start)
        return skills[goal_id]

    def _start(self, learner: SimulatedLearner, goal: SimulatedGoal) -> float:
        at = [GRADES.index(level) for level in goal.levels]
        years_past = GRADES.index(learner.grade) - sum(at) / len(at)
        own = self._random("start", learner.key, goal.goal_id).gauss(0, 0.5)
        return 0.2 + 0.8 * self.character(learner).general + 0.8 * years_past + own

    def _random(self, *words: str) -> Random:
        # One generator per fact, not one for all: a learner or activity more does not change the others.
        return Random("/".join((str(self.seed), *words)))


def _logistic(z: float) -> float:
    return 1 / (1 + exp(-z))
