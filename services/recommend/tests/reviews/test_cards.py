"""Reviews on cards: they have a place, not the card; and what is said of them is what counted."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from services.recommend.tests.cards.test_card_rules import CARD_ID, estimate, made, mastered, picture
from services.recommend.tests.make import activity, goal

from recommend_service.cards.card import OfferedCard
from recommend_service.cards.picture import Picture
from recommend_service.cards.reasons import leading, reason
from recommend_service.cards.rules import candidates_for
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.catalogue.model import Activity

NEW = goal(title="Procenten")
KNOWN = [goal(title=f"Bekend {one}") for one in range(5)]
IDS = [one.goal_id for one in KNOWN]
FRESH = [activity(NEW, form=form, topic=form) for form in ("game", "drawing", "exercise", "research")]
OLD = [
    activity(one, form=form, topic=form, company="pair", level=3, kind=kind)
    for one in KNOWN
    for form, kind in (("music", "practice"), ("drama", "corrective"))
]


def after_mastery(due: Collection[UUID] = (), lapsed: Collection[UUID] = (), *more: Activity, **values: Any) -> Picture:
    estimates = {one.goal_id: mastered() for one in KNOWN}
    return picture(
        [NEW, *KNOWN],
        [*FRESH, *OLD, *more],
        estimates=estimates,
        due=frozenset(due),
        lapsed=frozenset(lapsed),
        **values,
    )


def reviews_on(card: OfferedCard) -> int:
    return sum(not one.features.keys().isdisjoint({"due", "lapse"}) for one in card.options)


def cards(of: Picture, number: int = 20) -> list[OfferedCard]:
    return [made(of, card_id=UUID(int=CARD_ID.int + one)) for one in range(number)]


def test_what_is_mastered_and_not_due_is_not_offered() -> None:
    assert {reviews_on(card) for card in cards(after_mastery())} == {0}


def test_what_is_due_comes_by_on_cards_beside_what_is_new() -> None:
    found = cards(after_mastery([KNOWN[0].goal_id]))
    assert any(reviews_on(card) for card in found)
    assert {card.inputs["focus"] for card in found} == {str(NEW.goal_id)}
    assert all(len(card.options) >= 2 for card in found)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(IDS)), st.sets(st.sampled_from(IDS)), st.integers(0, 10_000))
def test_reviews_never_take_more_than_two_places_and_never_the_card(due: Any, lapsed: Any, number: int) -> None:
    of = after_mastery(due, lapsed)
    card = made(of, card_id=UUID(int=CARD_ID.int + number))
    assert reviews_on(card) <= 2
    assert len(card.options) > reviews_on(card)


def test_where_all_is_mastered_reviews_may_fill_a_card() -> None:
    of = picture(KNOWN, OLD, estimates={one.goal_id: mastered() for one in KNOWN}, due=frozenset({KNOWN[0].goal_id}))
    card = made(of)
    assert reviews_on(card) >= 1
    assert len(card.options) >= 2


def test_a_due_goal_inside_other_work_counts() -> None:
    both = activity(NEW, KNOWN[0], form="game")
    without = _features(after_mastery((), (), both), both)
    woven = _features(after_mastery([KNOWN[0].goal_id], (), both), both)
    assert "woven" not in without[0]
    assert woven[0]["woven"] == 1.0
    assert woven[1] == pytest.approx(without[1] + WEIGHTS["woven"])


def test_a_lapse_opens_a_corrective_in_another_form_and_the_goal_stays_mastered() -> None:
    slipped = {KNOWN[0].goal_id: estimate(*[(True, 4)] * 6, (False, 3), form="music", mean=3.0)}
    of = after_mastery((), [KNOWN[0].goal_id])
    of = picture([NEW, *KNOWN], [*FRESH, *OLD], estimates={**of.estimates, **slipped}, lapsed=of.lapsed)
    corrective = next(one for one in OLD if one.goal_ids == (KNOWN[0].goal_id,) and one.kind == "corrective")
    same_form = next(one for one in OLD if one.goal_ids == (KNOWN[0].goal_id,) and one.kind == "practice")
    assert _features(of, corrective)[0]["lapse"] == 1.0
    assert "lapse" not in _features(of, same_form)[0]
    assert of.state(KNOWN[0].goal_id) in {"mastered", "review"}
    assert any(reviews_on(card) for card in cards(of))


def _features(of: Picture, one: Activity) -> tuple[dict[str, float], float]:
    found = next(item for item in candidates_for(of, None, ()) if item.activity is one)
    return dict(found.features), found.score


@pytest.mark.parametrize("name", ["due", "woven", "lapse"])
def test_a_review_that_is_named_counted_in_the_score(name: str) -> None:
    both = activity(NEW, KNOWN[0], form="drama")
    of = after_mastery([KNOWN[0].goal_id], [KNOWN[1].goal_id], both)
    named = [one for one in candidates_for(of, None, ()) if name in one.features]
    assert named
    assert all(
        sum(WEIGHTS[key] * value for key, value in one.features.items() if key != name) < one.score for one in named
    )


def test_a_review_says_so_in_three_wordings_and_two_languages() -> None:
    card = next(card for card in cards(after_mastery([KNOWN[0].goal_id])) if reviews_on(card))
    option = next(one for one in card.options if "due" in one.features)
    assert "due" in leading(option)
    dutch, english = (reason(card, option, language, numbers=False) for language in ("nl", "en"))
    assert ["onthouden" in dutch.learner, "herhaling" in dutch.educator, "onthouden" in dutch.parent] == [True] * 3
    assert ["recalling" in english.learner, "due" in english.educator, "recalling" in english.parent] == [True] * 3
