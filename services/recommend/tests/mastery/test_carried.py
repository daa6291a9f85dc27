"""What was shown of a goal counts for the goal that renews it, and nothing that was mastered is taken away."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import START, goal, goal_changed

from recommend_service.mastery.carried import carried_over, combined, renewed
from recommend_service.mastery.rules import GOAL_PRIOR, Belief, Estimate, Try

OLD, NEWER, NEWEST, OTHER = (UUID(int=number) for number in range(1, 5))


def estimate(mean: float = 0.5, variance: float = 0.2, attempts: int = 4, *, mastered: bool = False) -> Estimate:
    tries = (Try("exercise", 3, True),) * min(attempts, 6)
    return Estimate(Belief(mean, variance), attempts, attempts, 1, 1, 1, tries, mastered, START, START)


BELIEF = st.builds(Belief, st.floats(-3, 3), st.floats(0.02, 0.6))
ESTIMATE = st.builds(
    Estimate,
    belief=BELIEF, attempts=st.integers(0, 50), successes=st.integers(0, 50), hard_successes=st.integers(0, 50),
    proofs=st.integers(0, 9), streak=st.integers(0, 9), recent=st.just(()), mastered=st.booleans(),
    practised_at=st.integers(0, 99).map(lambda days: START + timedelta(days=days)),
    updated_at=st.just(START),
)  # fmt: skip
GOALS = [UUID(int=number) for number in range(7)]
RENEWALS = st.dictionaries(st.sampled_from(GOALS), st.lists(st.sampled_from(GOALS), max_size=3, unique=True))


def test_without_evidence_of_its_own_it_stands_where_the_old_goal_stood() -> None:
    carried = carried_over({OLD: estimate()}, {NEWER: [OLD]})
    assert carried.estimates[NEWER] == estimate()
    assert carried.sources == {NEWER: [OLD]}


def test_where_nothing_was_shown_nothing_is_carried() -> None:
    carried = carried_over({OTHER: estimate()}, {NEWER: [OLD]})
    assert (carried.estimates, carried.sources) == ({OTHER: estimate()}, {})


def test_a_goal_renewed_twice_carries_all_the_way() -> None:
    carried = carried_over({OLD: estimate(attempts=4), NEWER: estimate(attempts=3)}, {NEWEST: [NEWER], NEWER: [OLD]})
    assert carried.estimates[NEWEST].attempts == 7
    assert carried.estimates[NEWEST] == carried.estimates[NEWER]


def test_a_goal_made_of_two_is_mastered_when_both_were() -> None:
    done, begun = estimate(mastered=True), estimate(mastered=False)
    together = renewed(None, [done, done]), renewed(None, [done, begun]), renewed(None, [done, None])
    assert [one is not None and one.mastered for one in together] == [True, False, False]


def test_half_of_a_goal_is_half_way() -> None:
    half = renewed(None, [estimate(mean=1.0, variance=0.1), None])
    assert half is not None
    assert half.belief == Belief(0.5, (0.1 + GOAL_PRIOR.variance) / 2)
    assert (half.hard_successes, half.proofs) == (0, 0)


def test_two_looks_that_agree_are_surer_than_one() -> None:
    both = combined(Belief(1.0, 0.15), Belief(1.0, 0.15))
    assert both.variance < 0.15
    assert both.mean > 1.0  # each was held back by the prior; together they are so once


@given(BELIEF, BELIEF)
def test_the_order_does_not_matter_and_sureness_never_falls(one: Belief, other: Belief) -> None:
    both = combined(one, other)
    assert both.variance <= min(one.variance, other.variance) * 1.000001
    turned = combined(other, one)
    assert abs(both.mean - turned.mean) < 1e-9
    assert abs(both.variance - turned.variance) < 1e-9


@given(st.builds(Belief, st.floats(-3, 3), st.floats(0.02, GOAL_PRIOR.variance)))
def test_a_goal_of_which_nothing_is_known_adds_nothing(one: Belief) -> None:
    both = combined(one, GOAL_PRIOR)
    assert abs(both.mean - one.mean) < 1e-9
    assert abs(both.variance - one.variance) < 1e-9


@given(st.dictionaries(st.sampled_from(GOALS), ESTIMATE), RENEWALS)
def test_nothing_mastered_is_ever_taken_away_whatever_is_told(
    estimates: dict[UUID, Estimate], renewals: dict[UUID, Sequence[UUID]]
) -> None:
    carried = carried_over(estimates, renewals).estimates
    assert all(carried[one].mastered for one, found in estimates.items() if found.mastered)
    assert all(carried[one].attempts >= found.attempts for one, found in estimates.items())


@given(ESTIMATE, st.none() | ESTIMATE)
def test_whoever_mastered_the_old_goal_has_mastered_its_renewal(old: Estimate, own: Estimate | None) -> None:
    after = renewed(own, [replace(old, mastered=True)])
    assert after is not None
    assert after.mastered


async def test_evidence_is_carried_over_visibly(board: Board, shelf: Shelf) -> None:
    old = shelf.goals[0]
    new = goal(title="Breuken lezen en schrijven", replaces=(old.goal_id,))
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[4], *[True] * 8)
    before = (await board.mastery())[str(old.goal_id)]
    await board.hears(goal_changed(replace(old, active=False), version=2), goal_changed(new))
    items = await board.mastery()
    after = items[str(new.goal_id)]
    assert after["carriedFrom"] == [{"goalId": str(old.goal_id), "title": "Breuken lezen", "evidence": 8}]
    assert (after["state"], after["evidence"]) == ("mastered", 8)
    assert after["probability"] == before["probability"]
    assert items[str(old.goal_id)]["replacedBy"] == [str(new.goal_id)]


async def test_in_whatever_order_goals_and_attempts_are_told_the_numbers_are_the_same(
    board: Board, shelf: Shelf
) -> None:
    old = shelf.goals[0]
    new = goal(title="Nieuw", replaces=(old.goal_id,))
    later = replace(shelf.of(0)[3], goal_ids=(new.goal_id,))
    await board.tries(shelf.of(0)[3], True, False, True)
    await board.tries(later, True)
    await board.knows([*shelf.goals, new], shelf.activities)
    told_late = (await board.mastery())[str(new.goal_id)]
    await board.hears(goal_changed(replace(new, replaces=()), version=2))
    assert (await board.mastery())[str(new.goal_id)]["evidence"] == 1
    await board.hears(goal_changed(new, version=3))
    assert (await board.mastery())[str(new.goal_id)] == told_late
    assert told_late["evidence"] == 4


async def test_a_card_knows_what_was_carried_over(board: Board, shelf: Shelf) -> None:
    old, second = shelf.goals[0], shelf.goals[1]
    new = goal(title="Nieuw", replaces=(old.goal_id,))
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[4], *[True] * 8)
    await board.hears(
        goal_changed(replace(old, active=False), version=2),
        goal_changed(new),
        goal_changed(replace(second, prerequisite_ids=(new.goal_id,)), version=2),
    )
    card = await board.card()
    assert str(second.goal_id) in {one["goalId"] for one in card["goals"]}
