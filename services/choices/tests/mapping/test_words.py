"""Words are compared without case, accents and endings, and without those that say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from choices_service.mapping.words import parts_of, stems_in, stems_of, words_of


def test_words_that_stand_in_every_question_say_nothing() -> None:
    assert list(words_of("Hoe kan ik weten of een vulkaan uitbarst?")) == ["vulkaan", "uitbarst"]
    assert list(words_of("What would I like to know about volcanoes?")) == ["volcanoes"]


def test_accents_case_and_possessives_do_not_matter() -> None:
    assert list(words_of("ENQUÊTE over foto’s in groep 8")) == ["enquete", "foto", "groep"]


@pytest.mark.parametrize(("one", "other"), [("breuken", "breuk"), ("kansen", "kans"), ("bomen", "boom")])
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert stems_of(one) & stems_of(other)


def test_a_question_may_be_dutch_or_english() -> None:
    assert stems_of("fractions") >= stems_in("fractions", "en")
    assert stems_of("breuken") >= stems_in("breuken", "nl")


def test_a_compound_has_its_parts() -> None:
    assert {"telefoon", "bundel"} <= set(parts_of("telefoonbundel"))


@given(st.text(max_size=60))
def test_any_text_has_words_without_white_space(text: str) -> None:
    assert all(word and not word.isspace() and " " not in word for word in words_of(text))
