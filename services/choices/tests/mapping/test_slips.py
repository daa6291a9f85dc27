"""What one slip of the keyboard makes of a word."""

from hypothesis import given
from hypothesis import strategies as st

from choices_service.mapping.bilingual import dutch_for
from choices_service.mapping.slips import SHORTEST, slips_of

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.text(LETTERS, min_size=SHORTEST, max_size=20)


@given(WORDS, st.data())
def test_two_letters_that_changed_places_can_be_put_back(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 2))
    typed = f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"
    assert word in slips_of(typed) | {typed}


@given(WORDS, st.sampled_from(LETTERS), st.data())
def test_a_letter_too_many_or_another_one_can_be_mended(word: str, letter: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    assert word in slips_of(word[:at] + letter + word[at:])
    assert word in slips_of(word[:at] + letter + word[at + 1 :]) | {word}


@given(WORDS, st.sampled_from(LETTERS), st.data())
def test_a_letter_that_is_missing_is_found(word: str, letter: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word)))
    assert word[:at] + letter + word[at:] in slips_of(word)


@given(WORDS)
def test_the_first_letter_is_believed(word: str) -> None:
    assert {one[0] for one in slips_of(word)} == {word[0]}


def test_short_words_and_what_is_no_word_have_no_slips() -> None:
    assert not slips_of("boek")
    assert not slips_of("covid19")


def test_an_english_word_is_known_in_every_form_and_a_dutch_one_is_left_alone() -> None:
    assert dutch_for("fractions") == dutch_for("fraction") == {"breuk"}
    assert not dutch_for("breuken")
