"""What goes on a card, by values and by generated catalogues."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.board import make_shelf
from services.recommend.tests.make import START, activity, attempt, catalogue, goal

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.contracts.catalogue import FORMS
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.picture import Past, Picture
from recommend_service.cards.rules import make_card
from recommend_service.catalogue.model import Activity, Goal
from recommend_service.mastery.gates import counted
from recommend_service.mastery.rules import GENERAL_PRIOR, Belief, Estimate

SHELF = make_shelf()
CARD_ID = UUID("01900000-0000-7000-8000-000000000001")


def dial(**dimensions: Any) -> Dial:
    return Dial("group", uuid4(), None, dimensions, 4, "educator", START)


def picture(goals: Sequence[Goal] = (), activities: Sequence[Activity] = (), **values: Any) -> Picture:
    """A learner of groep 6 of whom nothing is known, before the shelf unless told otherwise."""
    shelf = catalogue(goals or SHELF.goals, activities or SHELF.activities)
    usual: dict[str, Any] = {"general": GENERAL_PRIOR, "estimates": {}, "grades": frozenset({"groep-6"})}
    return Picture(catalogue=shelf, **{**usual, **values})


def made(of: Picture, *dials: Dial, asked: str | None = None, card_id: UUID = CARD_ID) -> OfferedCard:
    card = make_card(of, dials, card_id=card_id, learner_id=UUID(int=1), asked=asked, basis="", now=START)
    assert card is not None
    return card


def estimate(*tries: tuple[bool, int], form: str = "exercise", mean: float = 0.0) -> Estimate:
    found: Estimate | None = None
    for success, level in tries:
        found = counted(found, Belief(mean, 0.1), GENERAL_PRIOR, attempt(success, level=level, form=form))
    assert found is not None
    return found


def mastered() -> Estimate:
    return estimate(*[(True, 4)] * 6, mean=3.0)


def test_a_new_learner_starts_at_the_first_goal_in_the_zone() -> None:
    card = made(picture())
    assert [one.goal_id for one in card.goals] == [SHELF.goals[0].goal_id]
    assert 2 <= len(card.options) <= 4
    assert all(0.6 <= option.expected_success <= 0.85 for option in card.options)


def test_the_same_inputs_and_seed_give_the_same_card() -> None:
    same = picture()
    assert made(same) == made(same)


def test_another_seed_may_give_another_order() -> None:
    same = picture()
    firsts = {made(same, card_id=UUID(int=number)).options[0].activity_id for number in range(30)}
    assert len(firsts) > 1


def test_propensities_are_the_frequencies_with_which_activities_get_on_cards() -> None:
    many = [
        activity(SHELF.goals[0], form=form, topic=topic, level=2)
        for form, topic in zip(FORMS[:8], "abcdefgh", strict=True)
    ]
    same = picture([SHELF.goals[0]], many)
    cards = [made(same, card_id=uuid4()) for _ in range(600)]
    watched = {
        one["activityId"]: one["propensity"] for one in cards[0].inputs["candidates"] if 0.05 < one["propensity"] < 0.95
    }
    seen = {
        key: sum(key in {str(option.activity_id) for option in card.options} for card in cards) / len(cards)
        for key in watched
    }
    assert watched
    assert seen == pytest.approx(watched, abs=0.08)


def test_a_prerequisite_that_is_not_met_forbids_its_dependents() -> None:
    card = made(picture([*SHELF.goals[:2]], [*SHELF.of(0)[:1], *SHELF.of(1)]))
    assert [option.goal_id for option in card.options] == [SHELF.goals[0].goal_id]


def test_a_prerequisite_of_an_earlier_grade_counts_as_met_until_the_evidence_says_otherwise() -> None:
    before = goal(levels=frozenset({"groep-4"}))
    after = goal(prerequisite_ids=(before.goal_id,))
    shelf = [before, after], [activity(before), activity(before, form="game"), activity(after), activity(after)]
    unknown = made(picture(*shelf))
    shaky = made(picture(*shelf, estimates={before.goal_id: estimate(*[(False, 2)] * 3, mean=-1.0)}))
    assert {option.goal_id for option in unknown.options} == {after.goal_id}
    assert {option.goal_id for option in shaky.options} == {before.goal_id}


def test_a_prerequisite_without_levels_or_of_the_same_grade_is_never_presumed() -> None:
    for levels in (frozenset[str](), frozenset({"groep-5", "groep-6"}), frozenset({"bovenbouw"})):
        before = goal(levels=levels)
        after = goal(prerequisite_ids=(before.goal_id,))
        card = made(picture([before, after], [activity(before), activity(before, form="game"), activity(after)]))
        assert {option.goal_id for option in card.options} == {before.goal_id}


def test_what_was_begun_stays_even_if_it_is_of_an_earlier_grade_and_no_longer_needed() -> None:
    before = goal(levels=frozenset({"groep-4"}))
    after = goal(prerequisite_ids=(before.goal_id,))
    begun = {before.goal_id: estimate((True, 2), (True, 2), mean=1.2)}
    card = made(picture([before, after], [activity(before, level=4), activity(after)], estimates=begun))
    assert before.goal_id in {option.goal_id for option in card.options}


def test_goals_of_other_grades_stay_away() -> None:
    mine, other = goal(), goal(levels=frozenset({"groep-8"}))
    card = made(picture([mine, other], [activity(mine), activity(other), activity(mine, other)]))
    assert [option.goal_ids for option in card.options] == [[mine.goal_id]]


def test_a_mastered_goal_opens_the_next_one() -> None:
    card = made(picture(estimates={SHELF.goals[0].goal_id: mastered()}))
    assert card.goals[0].goal_id == SHELF.goals[1].goal_id
    assert card.options[0].features["next"] == 1


def test_after_failures_come_easier_levels_and_other_forms() -> None:
    focus = SHELF.goals[0].goal_id
    failed = estimate((False, 2), (False, 2), form="drawing", mean=-0.6)
    card = made(picture(estimates={focus: failed}, past=(Past(SHELF.of(0)[2].activity_id, "drawing"),)))
    assert {option.level for option in card.options} == {1}
    assert "drawing" not in {option.form for option in card.options}


def test_a_corrective_helps_by_another_form_than_the_one_that_failed() -> None:
    one = SHELF.goals[0]
    shelf = [activity(one, form=form, kind="corrective", level=2) for form in ("drawing", "game")]
    failed = estimate((False, 2), form="drawing")
    card = made(picture([one], shelf, estimates={one.goal_id: failed}))
    told = {
        option.form: (option.features.get("corrective"), option.features.get("needless")) for option in card.options
    }
    assert told == {"drawing": (None, 1.0), "game": (1.0, None)}


def test_after_successes_come_harder_tasks() -> None:
    going_well = estimate((True, 2), (True, 2), (True, 2), mean=1.2)
    levels = {option.level for option in made(picture(estimates={SHELF.goals[0].goal_id: going_well})).options}
    assert 1 not in levels
    assert 4 in levels


def test_stuck_at_a_goal_the_card_turns_to_what_lies_beside_it() -> None:
    beside = goal(title="Meten")
    stuck = estimate(*[(False, 1)] * 6, mean=-2.0)
    same = picture([SHELF.goals[0], beside], [*SHELF.of(0), activity(beside, level=1), activity(beside, form="music")],
                   estimates={SHELF.goals[0].goal_id: stuck})  # fmt: skip
    assert made(same).goals[0].goal_id == beside.goal_id


def test_when_nothing_is_in_the_zone_the_nearest_are_offered() -> None:
    strong = Belief(5.0, 0.1)
    card = made(picture([SHELF.goals[0]], SHELF.of(0), general=strong))
    assert len(card.options) >= 2
    assert max(option.level for option in card.options) == 4


def test_when_everything_is_mastered_there_still_is_a_card() -> None:
    card = made(picture(estimates={one.goal_id: mastered() for one in SHELF.goals}))
    assert len(card.options) >= 2


def test_what_rests_comes_back_only_when_nothing_else_is_left() -> None:
    first, second = activity(SHELF.goals[0]), activity(SHELF.goals[0], form="game")
    third = activity(SHELF.goals[0], form="music")
    resting = frozenset({first.activity_id})
    three = made(picture([SHELF.goals[0]], [first, second, third], resting_activities=resting))
    assert first.activity_id not in {option.activity_id for option in three.options}
    one = made(picture([SHELF.goals[0]], [first], resting_activities=resting))
    assert [option.activity_id for option in one.options] == [first.activity_id]


@pytest.mark.parametrize("dimension", ["form", "topic", "company"])
def test_what_the_teacher_decides_is_alike_on_all_options(dimension: str) -> None:
    several_goals_open = picture(general=Belief(2.5, 0.3))
    card = made(several_goals_open, dial(**{dimension: "teacher"}))
    assert len(card.options) >= 2
    assert len({getattr(option, dimension) for option in card.options}) == 1


def test_with_all_three_decided_there_is_one_option_and_no_surprise() -> None:
    card = made(picture(), dial(form="teacher", topic="teacher", company="teacher"))
    assert len(card.options) == 1
    assert card.options[0].propensity == 1
    assert card.surprise_option_id is None


def test_the_zone_is_left_before_a_single_option_is_given() -> None:
    near, far = activity(SHELF.goals[0], level=2), activity(SHELF.goals[0], level=5, topic="sport")
    card = made(picture([SHELF.goals[0]], [near, far]), dial(form="teacher"))
    assert {option.activity_id for option in card.options} == {near.activity_id, far.activity_id}


def test_a_dial_left_to_the_learner_gives_one_option_more() -> None:
    many = [activity(SHELF.goals[0], form=form) for form in FORMS[:8]]
    assert len(made(picture([SHELF.goals[0]], many)).options) == 3
    assert len(made(picture([SHELF.goals[0]], many), dial(form="learner")).options) == 4


def test_without_a_subject_the_focus_decides_whose_dial_holds() -> None:
    maths, language = goal(), goal(subject="nederlands", levels=frozenset({"groep-8"}))
    held = Dial("board", uuid4(), "nederlands", {"form": "teacher"}, 1, "x", START)
    card = made(picture([maths, language], [activity(maths), activity(maths, form="game")]), held)
    assert card.subject == "rekenen"
    assert card.positions["form"] == "shared"


def test_another_subject_fills_up_only_under_the_same_dial() -> None:
    maths, language = goal(), goal(subject="nederlands")
    both = picture([maths, language], [activity(maths), activity(language, form="drama")])
    assert len(made(both).options) == 2
    assert made(both).subject is None
    held = Dial("board", uuid4(), made(both).goals[0].subject, {"whether": "teacher"}, 1, "x", START)
    assert len(made(both, held).options) == 1


def test_own_idea_hangs_on_topic_and_opting_out_on_whether() -> None:
    ready = {SHELF.goals[0].goal_id: estimate((True, 2), (True, 3), (True, 3), mean=1.2)}
    assert made(picture(estimates=ready)).opt_out_allowed
    assert made(picture(estimates=ready)).own_idea_allowed
    held = made(picture(estimates=ready), dial(topic="teacher", whether="teacher"))
    assert not held.own_idea_allowed
    assert not held.opt_out_allowed
    assert held.missing == []


def test_missing_evidence_is_named_per_goal() -> None:
    card = made(picture())
    assert [(one.goal_id, one.lack, one.number) for one in card.missing] == [(SHELF.goals[0].goal_id, "tries", 3)]


def test_the_surprise_is_one_of_the_options_with_a_known_propensity() -> None:
    card = made(picture())
    assert card.surprise_option_id in {option.option_id for option in card.options}
    assert card.surprise_propensity == pytest.approx(1 / len(card.options))


activities = st.lists(
    st.tuples(st.sampled_from(FORMS[:4]), st.sampled_from(["solo", "pair", "team"]), st.sampled_from("abc"),
              st.integers(1, 5), st.integers(0, 2)),
    min_size=1, max_size=25,
)  # fmt: skip
positions = st.sampled_from(["teacher", "shared", "learner"])
logits = st.floats(-3, 3)


@given(activities, st.tuples(positions, positions, positions), logits, st.uuids())
def test_a_card_obeys_the_dial_and_always_leaves_a_choice_where_there_is_one(
    rows: list[tuple[Any, Any, str, int, int]], stand: tuple[Any, Any, Any], ability: float, card_id: UUID
) -> None:
    goals = [goal(), goal(), goal(subject="nederlands")]
    shelf = [activity(goals[g], form=f, company=c, topic=t, level=level) for f, c, t, level, g in rows]
    names = ("form", "topic", "company")
    card = made(picture(goals, shelf, general=Belief(ability, 0.3)), dial(**dict(zip(names, stand, strict=True))),
                card_id=card_id)  # fmt: skip
    fixed = [name for name, position in zip(names, stand, strict=True) if position == "teacher"]
    alike = {tuple(getattr(option, name) for name in fixed) for option in card.options}
    together = [tuple(getattr(one, name) for name in fixed) for one in shelf]
    most_alike = max(together.count(traits) for traits in together)
    assert len(alike) == 1
    assert len({option.activity_id for option in card.options}) == len(card.options) <= 4
    assert len(card.options) >= (1 if len(fixed) == 3 else min(2, most_alike))
    assert all(0 < option.propensity <= 1 for option in card.options)


@given(activities, st.uuids())
def test_three_options_or_more_really_differ(rows: list[tuple[Any, Any, str, int, int]], card_id: UUID) -> None:
    goals = [goal(), goal(), goal()]
    shelf = [activity(goals[g], form=f, company=c, topic=t, level=level) for f, c, t, level, g in rows]
    card = made(picture(goals, shelf), card_id=card_id)
    traits = {(option.form, option.topic, option.company) for option in card.options}
    possible = len({(one.form, one.topic, one.company) for one in shelf})
    assert len(traits) == len(card.options) or (possible == 1 and len(card.options) == 2)


def test_a_form_that_was_rare_lately_is_preferred() -> None:
    drawing, game = (activity(SHELF.goals[0], form=form, topic="x") for form in ("drawing", "game"))
    past = tuple(Past(uuid4(), "game") for _ in range(10))
    card = made(picture([SHELF.goals[0]], [drawing, game], past=past))
    scores = {option.form: option.score for option in card.options}
    assert scores["drawing"] > scores["game"]


def test_time_alone_changes_nothing_on_a_card() -> None:
    same = picture()
    later = make_card(same, [], card_id=CARD_ID, learner_id=UUID(int=1), asked=None, basis="", now=START + timedelta(9))
    assert later is not None
    assert later.options == made(same).options


def test_an_activity_of_two_subjects_stays_away_where_the_dial_differs_between_them() -> None:
    sums, words = goal(), goal(subject="nederlands")
    both = activity(sums, words, form="game", level=1)
    shelf = [sums, words], [both, activity(sums), activity(sums, form="drawing")]
    of_words = Dial("learner", uuid4(), "nederlands", {"topic": "teacher"}, 1, "educator", START)
    agreeing, differing = made(picture(*shelf)), made(picture(*shelf), of_words, asked="rekenen")
    assert both.activity_id in {option.activity_id for option in agreeing.options}
    assert both.activity_id not in {option.activity_id for option in differing.options}
