"""Forms take turns for everyone, one may always try one above, and what was promised or done alone counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from services.recommend.tests.cards.test_card_rules import dial, estimate, made, mastered, picture
from services.recommend.tests.make import START, activity, goal

from eigenwijs_shared.assignments import Assignment, Decided
from recommend_service.cards.card import KeptOption, OfferedCard
from recommend_service.cards.past import Past, not_done_yet, on_its_own, worn_form, worth
from recommend_service.cards.reasons import reason
from recommend_service.catalogue.model import Activity
from recommend_service.mastery.rules import Belief

GOAL = goal()
FORMS = ("exercise", "game", "drawing", "music")
SHELF = [activity(GOAL, form=form, topic=topic) for form, topic in zip(FORMS, "abcd", strict=True)]
EXERCISES = [activity(GOAL, form="exercise", topic=topic) for topic in "efghij"]
SEEDS = [UUID(int=number) for number in range(20)]


def did(*forms: str) -> tuple[Past, ...]:
    return tuple(Past(uuid4(), form) for form in forms)


def cards(shelf: Sequence[Activity], *dials: Any, **values: Any) -> list[OfferedCard]:
    same = picture([GOAL], shelf, **values)
    return [made(same, *dials, card_id=seed) for seed in SEEDS]


def pin(one: Activity) -> Assignment:
    return Assignment(uuid4(), 1, "pin", "learner", one.activity_id, "other", date(2999, 1, 1), START, met=False)


def of(card: OfferedCard, one: Activity) -> KeptOption | None:
    return next((option for option in card.options if option.activity_id == one.activity_id), None)


def test_after_three_of_one_form_another_leads_every_card_and_says_so() -> None:
    offered = cards([*SHELF, *EXERCISES], past=did("game", "exercise", "exercise", "exercise"))
    firsts = [card.options[0] for card in offered]
    assert all(first.form != "exercise" and first.features["coverage"] == 1 for first in firsts)
    assert all("coverage" in (first.grounds or []) for first in firsts)


def test_before_that_any_form_may_lead() -> None:
    offered = cards([*SHELF, *EXERCISES], past=did("exercise", "exercise", "game", "exercise"))
    assert "exercise" in {card.options[0].form for card in offered}
    assert not [option for card in offered for option in card.options if "coverage" in option.features]


def test_the_other_form_is_let_in_also_where_it_is_less_useful() -> None:
    other = activity(GOAL, form="music", level=3)
    offered = cards([*EXERCISES, other], past=did(*["exercise"] * 3), general=Belief(0.4, 0.3))
    assert {card.options[0].activity_id for card in offered} == {other.activity_id}


def test_far_outside_the_zone_it_does_not_lead() -> None:
    far = activity(GOAL, form="music", level=5)
    offered = cards([*EXERCISES, far], past=did(*["exercise"] * 3), estimates={})
    assert far.activity_id not in {card.options[0].activity_id for card in offered}


def test_where_the_teacher_fixed_the_form_the_card_is_of_another_than_the_last_ones() -> None:
    shelf = [*SHELF, *EXERCISES, *(activity(GOAL, form="game", topic=topic) for topic in "klm")]
    offered = cards(shelf, dial(form="teacher"), past=did(*["exercise"] * 3))
    assert {option.form for card in offered for option in card.options} == {"game"}


def test_what_an_educator_pinned_stays_first() -> None:
    pinned = EXERCISES[0]
    wanted = {pinned.activity_id: pin(pinned)}
    offered = cards([*SHELF, *EXERCISES], past=did(*["exercise"] * 3), decided=Decided(wanted, frozenset()))
    assert {card.options[0].activity_id for card in offered} == {pinned.activity_id}
    assert all(len(card.options) >= 2 for card in offered)


def test_several_tries_at_one_task_are_one_cards_worth() -> None:
    one, other = uuid4(), uuid4()
    past = [Past(one, "game"), Past(one, "game"), Past(one, "game"), Past(other, "game")]
    assert len(worth(past, ())) == 2
    assert worn_form(past, ()) is None
    assert worn_form(past, [Past(uuid4(), "game")]) == "game"


def test_what_was_chosen_and_not_done_yet_counts_and_what_is_gone_does_not() -> None:
    done, waiting, retired = uuid4(), uuid4(), uuid4()
    forms = {done: "game", waiting: "music"}
    assert not_done_yet([waiting, done], {done}, forms) == (Past(waiting, "music"),)
    assert not_done_yet([retired, waiting], {done}, forms) == (Past(waiting, "music"),)
    assert not_done_yet([done, waiting], {done}, forms) == ()


def test_one_above_is_on_the_card_once_the_last_three_went_well() -> None:
    above = activity(GOAL, level=3, form="drawing", topic="a")
    well = {GOAL.goal_id: estimate((True, 2), (True, 1), (True, 2))}
    offered = cards([*SHELF, *EXERCISES, above], estimates=well)
    assert all((option := of(card, above)) and "above" in (option.grounds or []) for card in offered)


def test_one_above_is_there_also_when_only_its_level_tells_it_from_others() -> None:
    above = activity(GOAL, level=3, form="exercise", topic="a")
    well = {GOAL.goal_id: estimate(*[(True, 2)] * 3)}
    assert all(of(card, above) for card in cards([*SHELF, above], estimates=well))
    assert all(of(card, above) for card in cards([*(activity(GOAL, topic="a") for _ in range(3)), above],
                                                 estimates=well))  # fmt: skip


@pytest.mark.parametrize("tries", [((True, 2), (True, 2)), ((True, 2), (False, 2), (True, 2))])
def test_before_that_nothing_is_one_above(tries: tuple[tuple[bool, int], ...]) -> None:
    shelf = [*SHELF, activity(GOAL, level=3)]
    offered = cards(shelf, estimates={GOAL.goal_id: estimate(*tries)})
    assert not [option for card in offered for option in card.options if "above" in option.features]


def test_who_did_much_alone_is_offered_more_to_do_together() -> None:
    alone = [activity(GOAL, form=form, topic="a") for form in FORMS]
    pair = activity(GOAL, form="game", topic="a", company="pair")
    past = tuple(Past(one.activity_id, one.form) for one in alone)
    others = [activity(GOAL, form="game", topic=topic) for topic in "abc"]
    found = [option for card in cards([*alone, *others, pair], past=past) if (option := of(card, pair))]
    assert found
    assert all(option.features["together"] == 1 and "together" in (option.grounds or []) for option in found)


def test_enough_done_together_or_too_little_known_asks_for_nothing() -> None:
    solo, pair = uuid4(), uuid4()
    company = {solo: "solo", pair: "pair"}
    every = [Past(one, "game") for one in (solo, pair, solo, pair, solo)]
    assert on_its_own(every, (), company) == 0
    assert on_its_own(every[:1], (), company) == 0
    assert on_its_own([Past(uuid4(), "game")] * 9, (), company) == 0


def test_a_promise_raises_a_task_until_it_was_tried() -> None:
    one = SHELF[2]
    fresh = cards(SHELF, promised=frozenset({one.activity_id}))
    tried = cards(SHELF, promised=frozenset({one.activity_id}), past=(Past(one.activity_id, one.form),))
    assert all((option := of(card, one)) and "contract" in (option.grounds or []) for card in fresh)
    assert not [option for card in tried for option in card.options if "contract" in option.features]


def test_a_promise_is_the_reason_that_is_told() -> None:
    card = cards(SHELF, promised=frozenset({SHELF[2].activity_id}))[0]
    option = of(card, SHELF[2])
    assert option is not None
    said = reason(card, option, "nl", numbers=False)
    assert "Dit staat in je weektaak." in said.learner
    assert "staat in de weektaak" in said.educator
    assert "Het staat in de weektaak van uw kind." in said.parent


def test_a_corrective_takes_another_form_than_the_one_that_failed_and_that_is_its_reason() -> None:
    shelf = [activity(GOAL, form=form, kind=kind, topic="a") for form in ("drawing", "game")
             for kind in ("corrective", "practice")]  # fmt: skip
    failed = {GOAL.goal_id: estimate((False, 2), form="drawing")}
    offered = [option for card in cards(shelf, estimates=failed) for option in card.options]
    helping = {option.form for option in offered if "corrective" in (option.grounds or [])}
    assert helping == {"game"}


def test_enrichment_goes_deeper_at_the_same_goal_and_not_further() -> None:
    after = goal(prerequisite_ids=(GOAL.goal_id,), levels=frozenset({"groep-7"}))
    deeper = activity(GOAL, kind="enrichment", level=4, form="research")
    shelf = [*SHELF, deeper, activity(after, kind="enrichment", level=4)]
    same = picture([GOAL, after], shelf, estimates={GOAL.goal_id: mastered()})
    offered = [option for seed in SEEDS for option in made(same, card_id=seed).options]
    assert {option.goal_id for option in offered if option.kind == "enrichment"} == {GOAL.goal_id}
    assert {option.activity_id for option in offered if "enrichment" in option.features} == {deeper.activity_id}
