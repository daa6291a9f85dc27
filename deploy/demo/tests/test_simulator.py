from collections import Counter
from datetime import date, datetime
from statistics import correlation, mean
from typing import Any
from uuid import uuid4

import pytest

from demo.simulator import demo_activities, demo_class, demo_goals, run, simulate
from demo.world import SimulatedActivity, SimulatedGoal, SimulatedLearner, World

SEED, START, DAYS = 2026, date(2026, 11, 2), 21


@pytest.fixture(scope="module")
def attempts() -> list[dict[str, Any]]:
    return list(simulate(demo_class(SEED), demo_activities(), demo_goals(), START, DAYS, SEED))


def small_world(seed: int = 1) -> tuple[World, SimulatedLearner, SimulatedActivity]:
    first = SimulatedGoal("first", "rekenen", ("groep-5",), ())
    second = SimulatedGoal("second", "rekenen", ("groep-6",), ("first",))
    world = World({"first": first, "second": second}, seed)
    return world, SimulatedLearner("noor", uuid4(), "groep-5"), SimulatedActivity("a", "a", ("first",), 3, 20)


def test_the_same_arguments_give_the_same_attempts(attempts: list[dict[str, Any]]) -> None:
    assert list(simulate(demo_class(SEED), demo_activities(), demo_goals(), START, DAYS, SEED)) == attempts


def test_another_seed_gives_other_attempts(attempts: list[dict[str, Any]]) -> None:
    other = simulate(demo_class(SEED), demo_activities(), demo_goals(), START, DAYS, SEED + 1)

    assert next(other)["attemptId"] not in {attempt["attemptId"] for attempt in attempts}


def test_other_ids_change_nothing_else(attempts: list[dict[str, Any]]) -> None:
    renamed = {activity.key: str(uuid4()) for activity in demo_activities()}
    again = list(simulate(demo_class(SEED), demo_activities(renamed), demo_goals(), START, DAYS, SEED))

    assert sorted(str(a["result"]) for a in again) == sorted(str(a["result"]) for a in attempts)


def test_three_weeks_are_about_eight_thousand_attempts_of_everybody(attempts: list[dict[str, Any]]) -> None:
    assert 7_500 < len(attempts) < 8_500
    assert len({attempt["learnerId"] for attempt in attempts}) == 180
    assert len({attempt["attemptId"] for attempt in attempts}) == len(attempts)


def test_attempts_are_on_school_days_in_school_hours_and_in_order(attempts: list[dict[str, Any]]) -> None:
    times = [datetime.fromisoformat(attempt["occurredAt"]) for attempt in attempts]

    assert times == sorted(times)
    assert {time.weekday() for time in times} == {0, 1, 2, 3, 4}
    assert all(8 <= time.hour < 13 for time in times)


def test_results_are_what_the_api_takes(attempts: list[dict[str, Any]]) -> None:
    results = [attempt["result"] for attempt in attempts]

    assert all(0 <= result["scoreScaled"] <= 1 for result in results)
    assert all(result["durationSeconds"] > 0 for result in results)
    assert all(result["completion"] for result in results if result["success"])


def test_learners_succeed_often_but_not_always_and_differ(attempts: list[dict[str, Any]]) -> None:
    own: dict[str, list[bool]] = {}
    for attempt in attempts:
        own.setdefault(attempt["learnerId"], []).append(attempt["result"]["success"])
    shares = sorted(mean(successes) for successes in own.values())

    assert 0.55 < mean(attempt["result"]["success"] for attempt in attempts) < 0.8
    assert shares[18] < 0.55
    assert shares[-18] > 0.75


def test_diligence_differs_between_learners(attempts: list[dict[str, Any]]) -> None:
    counts = sorted(Counter(attempt["learnerId"] for attempt in attempts).values())

    assert counts[-18] > 1.8 * counts[18]


def test_the_hidden_truth_shows_in_the_results() -> None:
    world = World({goal.goal_id: goal for goal in demo_goals()}, SEED)
    people = demo_class(SEED)
    outcomes: dict[str, list[bool]] = {}
    for attempt in run(world, people, demo_activities(), START, DAYS):
        outcomes.setdefault(attempt["learnerId"], []).append(attempt["result"]["success"])

    truth = [world.character(learner).general for learner in people]
    assert correlation(truth, [mean(outcomes[str(learner.learner_id)]) for learner in people]) > 0.6


def test_practice_raises_ability_and_a_night_takes_part_of_it_back() -> None:
    world, learner, activity = small_world()
    before = world.ability(learner, "first")
    world.practise(learner, activity)
    learnt = world.ability(learner, "first")
    world.sleep(learner)

    assert before < world.ability(learner, "first") < learnt


def test_little_is_learnt_while_the_prerequisite_is_far_away() -> None:
    world, learner, _ = small_world()
    activity = SimulatedActivity("b", "b", ("second",), 3, 20)
    free = World({**world.goals, "second": SimulatedGoal("second", "rekenen", ("groep-6",), ())}, 1)
    starts = [one.ability(learner, "second") for one in (world, free)]
    world.practise(learner, activity)
    free.practise(learner, activity)

    gains = [one.ability(learner, "second") - start for one, start in zip((world, free), starts, strict=True)]
    assert gains[0] < gains[1]


def test_a_harder_level_is_harder() -> None:
    world, learner, _ = small_world()
    chances = [world.chance(learner, SimulatedActivity("x", "same", ("first",), level, 10)) for level in range(1, 6)]

    assert chances == sorted(chances, reverse=True)
    assert 0.1 <= chances[-1] < chances[0] <= 0.95
