"""Reading what was written gives the same again, whatever people write; and nothing in it is a formula."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from choices_service.transfers.rules import LISTS, from_cell, from_row, split, to_cell

said = some.text(min_size=1).filter(lambda text: text == text.strip())


@given(said)
def test_a_text_comes_back(text: str) -> None:
    assert from_cell("title", to_cell(text)) == text


@given(some.lists(said))
def test_a_list_comes_back(parts: list[str]) -> None:
    assert from_cell("materials", to_cell(parts)) == parts


@given(some.integers(-999, 999999))
def test_a_number_comes_back(number: int) -> None:
    assert from_cell("minutes", to_cell(number)) == number


@given(some.text())
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert to_cell(text)[:1] not in set("=+-@\t\r")


@given(some.text())
def test_any_cell_can_be_read(text: str) -> None:
    assert all(split(text))
    assert isinstance(from_cell(LISTS[0], text), list)


def test_what_is_empty_is_left_out() -> None:
    row: dict[str, Any] = from_row(["title", "minutes", "materials"], ["Spel", "", "a| |b\\|c"])
    assert row == {"title": "Spel", "materials": ["a", "b|c"]}


def test_a_number_that_is_none_stays_as_it_was_typed() -> None:
    assert [from_cell("minutes", cell) for cell in ("twintig", "1e3", "٣", "9" * 40)] == [
        "twintig",
        "1e3",
        "٣",
        "9" * 40,
    ]


def test_an_apostrophe_that_people_write_is_theirs() -> None:
    assert [from_cell("title", cell) for cell in ("'s Ochtends", "'=1+1")] == ["'s Ochtends", "=1+1"]
