"""Simulated attempts: `python -m demo.simulator OUT.jsonl --seed 2026 --start 2026-11-02` for the demo's own learners.

For a benchmark, make a `World`, let a policy choose, and use `attempt_at` for what happens; the world keeps the truth.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from pathlib import Path
from random import Random
from uuid import UUID, uuid5

from demo.case import NAMESPACE, own_id
from demo.files import ACTIVITIES, Json, as_json_lines, read_json_lines
from demo.leerlijnen import read_goals
from demo.people import learners as demo_learners
from demo.world import GRADES, SimulatedActivity, SimulatedGoal, SimulatedLearner, World

# In UTC, and inside Dutch school hours in winter (9-14) and in summer (10-15): no time zone database needed.
SCHOOL_STARTS, SCHOOL_ENDS = time(8, tzinfo=UTC), time(13, tzinfo=UTC)
ATTEMPTS_A_DAY = 3.3  # by a learner of usual diligence, when the day is long enough
AT_SCHOOL = 0.96
LONGEST = 1.4  # times the minutes an activity is meant to take
ON_FOCUS = 0.8  # the rest is review, or something else that was fun


@dataclass
class Week:
    """What one learner aims at this week, in every subject, and what was done before."""

    focus: dict[str, str] = field(default_factory=dict)  # subject: goal_id
    done: Counter[str] = field(default_factory=Counter)  # activity_id: times, over all weeks


def simulate(
    learners: Sequence[SimulatedLearner],
    activities: Sequence[SimulatedActivity],
    goals: Sequence[SimulatedGoal],
    start: date,
    days: int,
    seed: int,
) -> Iterator[Json]:
    """Bodies of POST /v1/attempts, in order of time; the same arguments give the same attempts."""
    yield from run(World({goal.goal_id: goal for goal in goals}, seed), learners, activities, start, days)


def run(
    world: World,
    learners: Sequence[SimulatedLearner],
    activities: Sequence[SimulatedActivity],
    start: date,
    days: int,
) -> Iterator[Json]:
    """As `simulate`, in a world that can be asked afterwards what became of its learners."""
    by_goal: dict[str, list[SimulatedActivity]] = defaultdict(list)
    for activity in activities:
        for goal_id in activity.goal_ids:
            by_goal[goal_id].append(activity)
    weeks = {learner.key: Week() for learner in learners}
    chances = {learner.key: _random(world.seed, learner.key) for learner in learners}
    for day in (start + timedelta(days=past) for past in range(days)):
        attempts: list[Json] = []
        for learner in learners:
            if day.weekday() < 5:
                week, rng = weeks[learner.key], chances[learner.key]
                if day.weekday() == 0 or not week.focus:
                    week.focus = _focus(world, learner, by_goal, rng)
                attempts += _school_day(world, learner, week, by_goal, day, rng)
            world.sleep(learner)
        yield from sorted(attempts, key=lambda attempt: (attempt["occurredAt"], attempt["attemptId"]))


def attempt_at(
    world: World, learner: SimulatedLearner, activity: SimulatedActivity, started: datetime, number: int, rng: Random
) -> Json:
    """What happens when this learner does this activity now; `number` counts the learner's attempts in this world."""
    chance = world.chance(learner, activity)
    success = rng.random() < chance
    completion = success or rng.random() < 0.9
    score = rng.triangular(0.6, 1, 0.6 + 0.4 * chance) if success else rng.triangular(0, 0.55, 0.55 * chance)
    seconds = duration_seconds(activity, completion=completion, rng=rng)
    world.practise(learner, activity)
    return {
        "attemptId": str(uuid5(learner.learner_id, f"{world.seed}/{number}")),
        "learnerId": str(learner.learner_id),
        "activityId": activity.activity_id,
        "result": {
            "scoreScaled": round(score if completion else score / 2, 2),
            "success": success,
            "completion": completion,
            "durationSeconds": seconds,
        },
        "occurredAt": _rfc3339(started + timedelta(seconds=seconds)),
    }


def duration_seconds(activity: SimulatedActivity, *, completion: bool, rng: Random) -> int:
    whole = activity.minutes * 60 * min(LONGEST, exp(rng.gauss(-0.1, 0.25)))
    return round(whole if completion else whole * rng.uniform(0.2, 0.7))


def _school_day(
    world: World,
    learner: SimulatedLearner,
    week: Week,
    by_goal: dict[str, list[SimulatedActivity]],
    day: date,
    rng: Random,
) -> Iterator[Json]:
    if rng.random() > AT_SCHOOL:
        return
    clock = datetime.combine(day, SCHOOL_STARTS) + timedelta(minutes=rng.uniform(0, 45))
    bell = datetime.combine(day, SCHOOL_ENDS)
    for _ in range(_how_many(ATTEMPTS_A_DAY * world.character(learner).diligence, rng)):
        activity = _choose(world, learner, week, by_goal, rng)
        if clock + timedelta(minutes=activity.minutes * LONGEST) > bell:
            return
        attempt = attempt_at(world, learner, activity, clock, week.done.total(), rng)
        week.done[activity.activity_id] += 1
        yield attempt
        clock += timedelta(seconds=attempt["result"]["durationSeconds"], minutes=rng.uniform(2, 20))


def _focus(
    world: World, learner: SimulatedLearner, by_goal: dict[str, list[SimulatedActivity]], rng: Random
) -> dict[str, str]:
    """One goal a subject: of the learner's year, likelier when ready for it and not yet good at it."""
    wanted: dict[str, dict[str, float]] = defaultdict(dict)
    for goal in world.goals.values():
        if learner.grade in goal.levels and by_goal[goal.goal_id]:
            learnt = 0.2 if world.ability(learner, goal.goal_id) > 1.5 else 1.0
            wanted[goal.subject][goal.goal_id] = 0.05 + world.readiness(learner, goal.goal_id) * learnt
    return {subject: _weighted(weights, rng) for subject, weights in wanted.items()}


def _choose(
    world: World, learner: SimulatedLearner, week: Week, by_goal: dict[str, list[SimulatedActivity]], rng: Random
) -> SimulatedActivity:
    goal_id = rng.choice(sorted(week.focus.values()))
    if rng.random() > ON_FOCUS:
        subject, years = world.goals[goal_id].subject, _this_year_or_last(learner.grade)
        nearby = [g.goal_id for g in world.goals.values() if g.subject == subject and years & set(g.levels)]
        goal_id = rng.choice([other for other in nearby if by_goal[other]])
    liking = {
        activity.key: exp(-3 * abs(world.chance(learner, activity) - 0.7)) * 0.4 ** week.done[activity.activity_id]
        for activity in by_goal[goal_id]
    }
    chosen = _weighted(liking, rng)
    return next(activity for activity in by_goal[goal_id] if activity.key == chosen)


def _this_year_or_last(grade: str) -> set[str]:
    year = GRADES.index(grade)
    return set(GRADES[max(0, year - 1) : year + 1])


def _weighted(weights: dict[str, float], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _how_many(mean: float, rng: Random) -> int:
    """Poisson, after Knuth."""
    limit, product, count = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        count += 1
    return count


def _random(seed: int, key: str) -> Random:
    return Random(f"{seed}/behaviour/{key}")


def _rfc3339(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def demo_goals() -> list[SimulatedGoal]:
    return [
        SimulatedGoal(goal.goal_id, goal.subject, goal.levels, tuple(own_id("goal", key) for key in goal.after))
        for goal in read_goals()
    ]


def demo_activities(ids: dict[str, str] | None = None) -> list[SimulatedActivity]:
    """The demo's activities under the ids of an installation, or under their keys' own UUIDs."""
    return [
        SimulatedActivity(
            activity_id=own_id("activity", body["activityKey"]) if ids is None else ids[body["activityKey"]],
            key=body["activityKey"],
            goal_ids=tuple(body["goalIds"]),
            level=body["level"],
            minutes=body["minutes"],
        )
        for body in read_json_lines(ACTIVITIES)
        if "parallelToKey" not in body  # a B form is for whoever did not pass the A form
    ]


def demo_class(seed: int, ids: dict[str, UUID] | None = None) -> list[SimulatedLearner]:
    """The demo's learners under the ids of an installation (by sourcedId), or under UUIDs of their own."""
    return [
        SimulatedLearner(
            key=learner.sourced_id,
            learner_id=uuid5(NAMESPACE, learner.sourced_id) if ids is None else ids[learner.sourced_id],
            grade=learner.group.grade,
        )
        for learner in demo_learners(seed)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Write simulated attempts of the demo's learners as JSON lines.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--start", type=date.fromisoformat, default=date(2026, 11, 2))
    parser.add_argument("--days", type=int, default=21)
    chosen = parser.parse_args()
    attempts = simulate(
        demo_class(chosen.seed), demo_activities(), demo_goals(), chosen.start, chosen.days, chosen.seed
    )
    chosen.out.write_text(as_json_lines(list(attempts)), encoding="utf-8")


if __name__ == "__main__":
    main()
