"""What makes a goal fit a question, by values."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.choices.tests.mapping.curriculum import gathered

from choices_service.mapping.rules import (
    PLACES,
    Candidate,
    Document,
    Place,
    Scored,
    bits_of,
    places_of,
    ranked,
    score,
    spread,
    wanted_of,
)

ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)
LEVELS = ["groep-5"]


def found(question: str, *documents: Document) -> dict[UUID, Scored]:
    postings = gathered({UUID(int=number): document for number, document in enumerate(documents, 1)})
    return score(wanted_of({"title": question}), postings, max(len(documents), 10))


def goal(*texts: str) -> Document:
    return Document(goal=texts, activity=(), around=())


def candidate(goal_id: UUID, title: str = "-", levels: list[str] | None = None, *, practised: bool = True) -> Candidate:
    return Candidate(goal_id, goal_id.int, title, levels or [], practised)


def test_a_goal_that_has_a_word_is_found_with_that_word_as_it_was_typed() -> None:
    [match] = found("Hoe reken je met Breuken?", goal("Een breuk begrijpen"), goal("Kansen"))[ONE].matches
    assert (match.said, match.places) == ("breuken", frozenset({"goal"}))


def test_a_word_in_the_goal_counts_more_than_in_an_activity_and_that_more_than_around_it() -> None:
    documents = [goal("vulkaan"), Document([], ["vulkaan"], []), Document([], [], ["vulkaan"])]
    scored = found("vulkanen", *documents)
    assert scored[ONE].score > scored[TWO].score > scored[THREE].score


def test_a_rare_word_counts_more_than_one_that_many_goals_have() -> None:
    scored = found("vulkaan tekenen", goal("vulkaan"), goal("tekenen"), goal("tekenen"), goal("tekenen"))
    assert scored[ONE].score > scored[TWO].score


def test_a_compound_that_nobody_has_stands_for_its_parts() -> None:
    assert found("kansberekening", goal("Kansen"), goal("berekening"))[TWO].matches[0].said == "kansberekening"


def test_a_shorter_word_finds_longer_ones_only_for_want_of_itself() -> None:
    assert TWO in found("zoek", goal("iets"), goal("zoekmachine"))
    assert TWO not in found("zoek", goal("zoeken"), goal("zoekmachine"))


@pytest.mark.parametrize("typed", ["brueken", "breuuken", "brueken!", "beruken", "breukken"])
def test_a_misspelt_word_finds_what_was_meant_and_shows_what_was_typed(typed: str) -> None:
    [match] = found(typed, goal("Een breuk begrijpen"), goal("Kansen"))[ONE].matches
    assert match.said == typed.strip("!")


def test_a_word_that_the_curriculum_has_is_never_taken_for_a_slip() -> None:
    assert found("breuken", goal("breuk"), goal("bruek")).keys() == {ONE}


def test_what_may_have_been_meant_goes_before_parts_alone() -> None:
    assert found("grafeiken", goal("grafiek"), goal("graf")).keys() == {ONE}


def test_an_english_word_finds_the_dutch_one_and_only_for_want_of_itself() -> None:
    assert found("fractions", goal("Een breuk begrijpen"))[ONE].matches[0].said == "fractions"
    assert found("fractions", goal("Een breuk begrijpen"), goal("Fractions")).keys() == {TWO}


def test_a_goal_right_before_or_after_is_found_along_the_graph_and_says_along_which() -> None:
    scored = found("vulkaan", goal("vulkaan"), goal("gesteente"))
    after = spread(scored, {ONE: {TWO}, TWO: {ONE}})
    assert after[TWO].via == ONE
    assert after[ONE].score > after[TWO].score > 0
    assert after[ONE].via is None


def test_goals_in_the_same_words_are_shown_once() -> None:
    scored = found("vulkaan", goal("vulkaan"), goal("vulkaan"))
    shown = ranked(scored, [candidate(ONE, "Een vulkaan."), candidate(TWO, "een vulkaan")], LEVELS, 5)
    assert [one.goal_id for one in shown] == [ONE]


def test_goals_for_the_own_year_and_those_with_activities_come_first() -> None:
    scored = found("vulkaan", goal("vulkaan"), goal("vulkaan"), goal("vulkaan"))
    far, near = candidate(ONE, "a", ["vo-3"]), candidate(TWO, "b", ["groep-6"])
    shown = ranked(scored, [far, near, candidate(THREE, "c", ["groep-5"], practised=False)], LEVELS, 5)
    assert shown[0].goal_id == TWO


def test_a_question_without_words_finds_nothing() -> None:
    assert wanted_of({"title": "Hoe kan dat?", "why": None, "make": ""}) == []


@given(st.sets(st.sampled_from(PLACES)))
def test_places_survive_as_a_number(places: set[Place]) -> None:
    assert places_of(bits_of(places)) == places


WORDS = st.lists(st.sampled_from(["vulkaan", "breuk", "kans", "tekenen", "gesprek", "robot"]), min_size=1, max_size=6)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_words_and_goals_changes_nothing(asked: list[str], goals: list[list[str]], random: object) -> None:
    documents = [goal(" ".join(words)) for words in goals]
    turned = list(asked)
    random.shuffle(turned)  # type: ignore[attr-defined]
    one, other = found(" ".join(asked), *documents), found(" ".join(turned), *documents)
    assert {key: round(value.score, 9) for key, value in one.items()} == {
        key: round(value.score, 9) for key, value in other.items()
    }


@given(WORDS, st.lists(WORDS, min_size=1, max_size=8))
def test_every_goal_that_is_found_has_a_word_of_the_question(asked: list[str], goals: list[list[str]]) -> None:
    scored = found(" ".join(asked), *(goal(" ".join(words)) for words in goals)).values()
    assert all({match.said for match in one.matches} <= set(asked) for one in scored)
    assert all(one.score > 0 for one in scored)


def test_neighbours_without_a_match_nearby_stay_away() -> None:
    assert spread({}, {ONE: {TWO}}) == {}
    assert uuid4() not in spread(found("vulkaan", goal("vulkaan")), {})
