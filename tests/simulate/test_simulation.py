"""The simulator itself: repeatable, true to what its worlds say, and with policies that keep to their own rules."""

from collections.abc import Sequence
from random import Random

import pytest

from tests.simulate.curriculum import GOALS, Task, make_curriculum
from tests.simulate.policies import MasterySequence, Zpdes
from tests.simulate.report import figure, gap
from tests.simulate.run import FIRST_DAY, NAMES, Result, simulate
from tests.simulate.worlds import WORLDS, reached


@pytest.mark.parametrize("policy", [name for name in NAMES if name not in {"ours", "greedy success"}])
def test_the_same_world_policy_and_seed_give_the_same_result(policy: str) -> None:
    assert simulate("B", policy, 3) == simulate("B", policy, 3)


def test_an_oracle_reaches_more_than_chance_does() -> None:
    assert simulate("A", "oracle", 1).goals > simulate("A", "random", 1).goals


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_a_rest_never_adds_skill(name: str) -> None:
    world, rng = WORLDS[name], Random(5)
    pupil = world.born(rng)
    task = Task(0, 0, 3, 0, ())
    world.learn(pupil, task, 1.0, 0, 0, rng)
    before = list(pupil.skills)
    world.night(pupil)
    assert all(after <= earlier for after, earlier in zip(pupil.skills, before, strict=True))


def test_where_skill_jumps_nothing_is_learnt_before_its_prerequisites() -> None:
    world = WORLDS["B"]
    pupil = world.born(Random(1))
    assert world.gain(pupil, Task(0, 5, 3, 0, (1,)), 0) == 0
    pupil.skills[1] = 1.0
    assert world.gain(pupil, Task(0, 5, 3, 0, (1,)), 0) > 0


def test_what_is_reached_is_seen_by_a_task_at_the_goals_own_level() -> None:
    world = WORLDS["B"]
    pupil = world.born(Random(1))
    pupil.skills[4] = 1.0
    assert [goal for goal, done in enumerate(reached(world, pupil)) if done] == [4]


def test_a_third_of_the_order_shown_is_wrong_where_the_world_says_so() -> None:
    made = [make_curriculum(Random(seed), WORLDS["C"].wrong_edges) for seed in range(40)]
    shown = [edges for one in made for edges in zip(one.shown, _true(one.tasks), strict=True)]
    wrong = sum(len(set(seen) - set(true)) for seen, true in shown) / sum(len(true) for _, true in shown)
    assert 0.2 < wrong < 0.4


def _true(tasks: Sequence[Task]) -> list[tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {task.goal: task.true_before for task in tasks}
    return [found[goal] for goal in range(GOALS)]


def test_the_mastery_sequence_goes_on_after_three_in_a_row() -> None:
    policy = MasterySequence(make_curriculum(Random(1), 0.0), Random(1))
    first = policy.offer(FIRST_DAY)[0]
    policy.see(first, True, FIRST_DAY)
    policy.see(first, True, FIRST_DAY)
    assert policy.offer(FIRST_DAY)[0].goal == 0
    policy.see(first, True, FIRST_DAY)
    assert policy.offer(FIRST_DAY)[0].goal == 1


def test_zpdes_opens_a_goal_only_after_what_comes_before_it() -> None:
    curriculum = make_curriculum(Random(1), 0.0)
    policy = Zpdes(curriculum, Random(1))
    offered = {policy.offer(FIRST_DAY)[0].goal for _ in range(200)}
    assert all(not curriculum.shown[goal] for goal in offered)


def test_figures_and_the_gap_between_starts_are_reckoned_over_learners() -> None:
    made = [Result(goals=float(n), kept=0, hours=10, in_zone=0, variety=0, start=float(n)) for n in range(4)]
    assert figure([one.goals for one in made]).middle == 1.5
    assert gap(made) == 2
