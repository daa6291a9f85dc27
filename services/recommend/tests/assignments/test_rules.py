"""What an educator decided, on a card: by values and by generated catalogues."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.recommend.tests.make import START, activity, catalogue, goal

from eigenwijs_shared.agency import Dial
from eigenwijs_shared.assignments import Assignment, Decided, decided
from eigenwijs_shared.contracts.catalogue import FORMS
from eigenwijs_shared.wishes import Wishes
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.nothing import LEFT_OUT, what_is_missing
from recommend_service.cards.picture import Picture
from recommend_service.cards.reasons import reason
from recommend_service.cards.rules import make_card
from recommend_service.catalogue.model import Activity, Goal
from recommend_service.mastery.rules import GENERAL_PRIOR

GOAL = goal()
FIRST = UUID("01900000-0000-7000-8000-000000000001")


def dial(subject: str | None = None, **dimensions: Any) -> Dial:
    return Dial("group", uuid4(), subject, dimensions, 4, "educator", START)


def on(one: Activity, kind: Any = "pin", **values: Any) -> Assignment:
    usual: dict[str, Any] = {
        "assignment_id": uuid4(), "version": 1, "scope": "learner", "ground": "once-more",
        "until": date(2026, 12, 12), "made_at": START, "met": False,
    }  # fmt: skip
    return Assignment(kind=kind, activity_id=one.activity_id, **{**usual, **values})


def picture(goals: list[Goal], shelf: list[Activity], *standing: Assignment, **values: Any) -> Picture:
    usual: dict[str, Any] = {"general": GENERAL_PRIOR, "estimates": {}, "grades": frozenset({"groep-6"})}
    return Picture(catalogue=catalogue(goals, shelf), decided=decided(standing), **{**usual, **values})


def made(of: Picture, *dials: Dial, card_id: UUID = FIRST, asked: str | None = None) -> OfferedCard:
    card = make_card(of, dials, card_id=card_id, learner_id=UUID(int=1), asked=asked, basis="", now=START)
    assert card is not None
    return card


def ids(card: OfferedCard) -> list[UUID]:
    return [option.activity_id for option in card.options]


SHELF = [
    activity(GOAL, form=form, topic=topic, company=company)
    for form, topic, company in zip(FORMS[:9], "abcabcabc", ("solo", "pair", "team") * 3, strict=True)
]


@pytest.mark.parametrize("number", range(9))
def test_what_is_pinned_is_the_first_of_several_options(number: int) -> None:
    card = made(picture([GOAL], SHELF, on(SHELF[number])), card_id=UUID(int=number))
    assert ids(card)[0] == SHELF[number].activity_id
    assert len(card.options) == 3
    assert card.options[0].propensity == 1
    assert [option.assigned is not None for option in card.options] == [True, False, False]


def test_several_have_a_place_in_their_order_but_never_the_last() -> None:
    late, soon = date(2026, 12, 20), date(2026, 12, 1)
    standing = [
        on(SHELF[0], "assign", until=late), on(SHELF[1], "assign", until=soon),
        on(SHELF[2], "pin", until=late), on(SHELF[3], "assign", until=soon, scope="group"),
    ]  # fmt: skip
    card = made(picture([GOAL], SHELF, *standing))
    assert ids(card)[:2] == [SHELF[2].activity_id, SHELF[1].activity_id]
    assert len(card.options) == 3
    assert len({option.form for option in card.options}) == 3


def test_what_is_left_out_never_appears_whatever_else_was_decided() -> None:
    standing = [on(SHELF[0], "exclude", scope="group"), on(SHELF[0], "pin"), on(SHELF[1], "assign")]
    cards = [made(picture([GOAL], SHELF, *standing), card_id=UUID(int=number)) for number in range(30)]
    assert not [card for card in cards if SHELF[0].activity_id in ids(card)]
    assert {ids(card)[0] for card in cards} == {SHELF[1].activity_id}


def test_when_everything_is_left_out_the_reason_says_so() -> None:
    of = picture([GOAL], SHELF, *(on(one, "exclude") for one in SHELF))
    assert make_card(of, [], card_id=FIRST, learner_id=FIRST, asked=None, basis="", now=START) is None
    assert what_is_missing(of, None) == LEFT_OUT


def test_a_prerequisite_that_is_not_met_keeps_it_off_the_card() -> None:
    later = goal(prerequisite_ids=(GOAL.goal_id,))
    hard = activity(later)
    card = made(picture([GOAL, later], [*SHELF, hard], on(hard)))
    assert hard.activity_id not in ids(card)
    assert len(card.options) == 3


def test_what_is_assigned_may_be_of_another_grade_or_far_from_the_zone() -> None:
    other = goal(levels=frozenset({"groep-8"}))
    far, beside = activity(other, level=5), activity(other, form="game")
    card = made(picture([GOAL, other], [*SHELF, far, beside], on(far)))
    assert ids(card)[0] == far.activity_id
    # Only that very activity: the other one of that goal is not for this grade.
    assert beside.activity_id not in ids(card)


@pytest.mark.parametrize("dimension", ["form", "topic", "company"])
def test_what_the_teacher_holds_is_alike_also_beside_what_is_assigned(dimension: str) -> None:
    twice = [*SHELF, *(activity(GOAL, form=one.form, topic=one.topic, company="class") for one in SHELF)]
    card = made(picture([GOAL], twice, on(SHELF[4]), on(SHELF[5])), dial(**{dimension: "teacher"}))
    assert len({getattr(option, dimension) for option in card.options}) == 1
    assert len(card.options) >= 2


def test_alone_in_what_the_teacher_holds_it_waits_rather_than_leave_no_choice() -> None:
    alone = activity(GOAL, form="drama")
    pair = [activity(GOAL, form="music", topic=topic) for topic in "ab"]
    held = dial(form="teacher")
    card = made(picture([GOAL], [alone, *pair], on(alone)), held)
    assert {option.form for option in card.options} == {"music"}
    only = made(picture([GOAL], [alone, pair[0]], on(alone)), held)
    assert ids(only) == [alone.activity_id]


def test_where_the_teacher_holds_all_the_pinned_one_is_the_one_option() -> None:
    held = dial(form="teacher", topic="teacher", company="teacher")
    assert ids(made(picture([GOAL], SHELF, on(SHELF[7])), held)) == [SHELF[7].activity_id]


def test_a_need_keeps_off_what_it_forbids_while_there_is_a_choice_without_it() -> None:
    wishes = Wishes(frozenset({"no-large-groups"}))
    team = next(one for one in SHELF if one.company == "team")
    card = made(picture([GOAL], SHELF, on(team), wishes=wishes))
    assert team.activity_id not in ids(card)
    assert "no-large-groups" not in card.unmet_needs


def test_it_is_on_the_card_of_its_own_subject_alone() -> None:
    words = goal(subject="nederlands")
    shelf = [*SHELF, *(activity(words, form=form) for form in FORMS[:3])]
    of = picture([GOAL, words], shelf, on(shelf[-1]))
    assert ids(made(of, asked="nederlands"))[0] == ids(made(of))[0] == shelf[-1].activity_id
    assert shelf[-1].activity_id not in ids(made(of, asked="rekenen"))


def test_what_was_assigned_and_just_chosen_rests_and_what_is_pinned_stays() -> None:
    resting = frozenset({SHELF[0].activity_id})
    assert SHELF[0].activity_id not in ids(made(picture([GOAL], SHELF, on(SHELF[0], "assign"),
                                                        resting_activities=resting)))  # fmt: skip
    assert ids(made(picture([GOAL], SHELF, on(SHELF[0]), resting_activities=resting)))[0] == SHELF[0].activity_id


def test_what_was_met_needs_no_place_any_more_but_a_pin_stays() -> None:
    assert decided([on(SHELF[0], "assign", met=True)]).wanted == {}
    assert list(decided([on(SHELF[0], "pin", met=True)]).wanted) == [SHELF[0].activity_id]


def test_everybody_reads_why_in_words_of_its_own() -> None:
    card = made(picture([GOAL], SHELF, on(SHELF[0], "pin", ground="deeper", scope="group")))
    told = reason(card, card.options[0], "nl", numbers=False)
    assert told.learner.startswith(
        "Je leraar houdt dit voor jullie groep op de kaart. Hiermee kun je de diepte in. Je werkt aan ‘Breuken’."
    )
    assert told.educator.startswith("Vastgezet voor de groep t/m 12 december 2026: verdieping.")
    assert told.parent.startswith(
        "De leraar houdt dit voor uw kind op de kaart, tot en met 12 december 2026. Hiermee kan uw kind de diepte in."
    )
    english = reason(card, card.options[0], "en", numbers=False)
    assert english.learner.startswith(
        "Your teacher keeps this on the cards of your group. With this you can go deeper."
    )


def test_with_assignments_propensities_are_still_the_frequencies() -> None:
    of = picture([GOAL], SHELF, on(SHELF[2]), on(SHELF[3], "exclude"))
    cards = [made(of, card_id=uuid4()) for _ in range(600)]
    expected = {one["activityId"]: one["propensity"] for one in cards[0].inputs["candidates"]}
    seen = {key: sum(key in map(str, ids(card)) for card in cards) / len(cards) for key in expected}
    assert seen == pytest.approx(expected, abs=0.08)
    assert str(SHELF[3].activity_id) not in expected


def test_the_order_in_which_decisions_are_given_does_not_matter() -> None:
    standing = [on(SHELF[place], kind, until=date(2026, 12, 1) + timedelta(days=place % 3), scope=scope)
                for place, (kind, scope) in enumerate([("pin", "group"), ("assign", "learner"), ("assign", "group"),
                                                       ("exclude", "learner"), ("pin", "learner")])]  # fmt: skip
    assert list(decided(standing).wanted) == list(decided(standing[::-1]).wanted)
    assert decided(standing).basis == decided(standing[::-1]).basis


activities = st.lists(
    st.tuples(st.sampled_from(FORMS[:3]), st.sampled_from(["solo", "pair", "team"]), st.sampled_from("ab"),
              st.integers(1, 5), st.integers(0, 3)),
    min_size=1, max_size=20,
)  # fmt: skip
positions = st.sampled_from(["teacher", "shared", "learner"])
kinds = st.sampled_from(["assign", "pin", "exclude"])


@given(
    activities,
    st.tuples(positions, positions, positions),
    st.lists(st.tuples(st.integers(0, 19), kinds, st.booleans()), max_size=8),
    st.sampled_from([frozenset(), frozenset({"no-large-groups"})]),
    st.uuids(),
)
def test_whatever_is_decided_no_card_breaks_dial_prerequisite_or_exclusion(
    rows: list[tuple[Any, Any, str, int, int]],
    stand: tuple[Any, Any, Any],
    decisions: list[tuple[int, Any, bool]],
    held_needs: frozenset[str],
    card_id: UUID,
) -> None:
    first = goal()
    goals = [first, goal(), goal(subject="nederlands"), goal(prerequisite_ids=(first.goal_id,))]
    shelf = [activity(goals[g], form=f, company=c, topic=t, level=level) for f, c, t, level, g in rows]
    standing = [
        on(shelf[place % len(shelf)], kind, scope=("learner", "group")[of_group], made_at=START + timedelta(number))
        for number, (place, kind, of_group) in enumerate(decisions)
    ]
    names = ("form", "topic", "company")
    held = dial(**dict(zip(names, stand, strict=True)))
    excluded = decided(standing).excluded
    allowed = [one for one in shelf if one.activity_id not in excluded and goals[3].goal_id not in one.goal_ids]
    wishes = Wishes(held_needs)
    card = make_card(picture(goals, shelf, *standing, wishes=wishes), [held], card_id=card_id, learner_id=FIRST,
                     asked=None, basis="", now=START)  # fmt: skip
    without = make_card(picture(goals, allowed, wishes=wishes), [held], card_id=card_id, learner_id=FIRST,
                        asked=None, basis="", now=START)  # fmt: skip
    assert (card is None) == (without is None) == (not allowed)
    options = card.options if card else []
    fixed = [name for name, position in zip(names, stand, strict=True) if position == "teacher"]
    assert {option.activity_id for option in options} <= {one.activity_id for one in allowed}
    assert len({tuple(getattr(option, name) for name in fixed) for option in options}) <= 1
    assert len(options) >= min(len(without.options) if without else 0, 2)
    assert len(options) == len({option.activity_id for option in options}) <= 4
    assert all(0 < option.propensity <= 1 for option in options)


def test_nothing_decided_changes_nothing() -> None:
    plain = Picture(catalogue=catalogue([GOAL], SHELF), general=GENERAL_PRIOR, estimates={},
                    grades=frozenset({"groep-6"}))  # fmt: skip
    assert plain.decided == Decided()
    assert ids(made(plain)) == ids(made(picture([GOAL], SHELF)))
