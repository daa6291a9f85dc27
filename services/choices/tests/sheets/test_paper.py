"""What is on paper: all that may be chosen, nothing that may not, and no text outside its place."""

from dataclasses import replace
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from choices_service.sheets import drawing
from choices_service.sheets.drawing import draw_sheet
from choices_service.sheets.rules import Check, Face, Option, Row, in_order
from choices_service.sheets.text import REGULAR, load_fonts, wrapped
from eigenwijs_shared.contracts.catalogue import FORMS, Company
from eigenwijs_shared.errors import Sentence

load_fonts()


def option(letter: str, **more: Any) -> Option:
    said: dict[str, Any] = {
        "option_id": UUID(int=ord(letter)), "activity_id": UUID(int=1), "title": f"Taak {letter}",
        "description": "Speel winkeltje en reken elkaars boodschappen uit.", "form": "game", "company": "pair",
        "medium": "offline", "minutes": 20,
    }  # fmt: skip
    return Option(letter, **{**said, **more})


FACE = Face(
    card_id=UUID(int=7), subject="rekenen-en-wiskunde", goals=["Breuken vergelijken"],
    options=[option("A"), option("B"), option("C")], surprise=True, own_idea=True, skipping=True, opt_out=False,
    check=Check(UUID(int=8), "Breukentoets", 8), chosen=None,
)  # fmt: skip
ROW = Row(UUID(int=5), "K7PX", None, FACE)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is drawn, in order."""
    texts: list[str] = []

    class Recording(Canvas):  # type: ignore[misc]  # the library has no types
        def drawString(self, x: float, y: float, text: str, **more: Any) -> None:  # noqa: N802 - the library's name
            texts.append(text)
            super().drawString(x, y, text, **more)

        def drawCentredString(self, x: float, y: float, text: str, **more: Any) -> None:  # noqa: N802 - the same
            texts.append(text)
            super().drawCentredString(x, y, text, **more)

        def drawRightString(self, x: float, y: float, text: str, **more: Any) -> None:  # noqa: N802 - the same
            texts.append(text)
            super().drawRightString(x, y, text, **more)

    monkeypatch.setattr(drawing, "Canvas", Recording)
    return texts


def pages(document: bytes) -> int:
    return document.count(b"/Type /Page\n")


def test_a_card_says_what_there_is_to_choose_with_its_letters(said: list[str]) -> None:
    document = draw_sheet([ROW], "Groep 5a", "nl")
    assert document.startswith(b"%PDF")
    expected = {"Kies maar!", "K7PX", "Naam:", "Groep 5a", "Taak A", "A", "B", "C", "spel", "samen", "20 min"}
    expected |= {"Verras me!", "Mijn eigen idee", "Dit kan ik al", "toetsje (8 min): Breukentoets"}
    assert expected <= set(said)
    assert pages(document) == 2


def test_with_a_name_there_is_no_line_to_write_it_on(said: list[str]) -> None:
    draw_sheet([replace(ROW, name="Şeyma Yılmaz")], None, "nl")
    assert said.count("Şeyma Yılmaz") == 2
    assert "Naam:" not in said


def test_what_the_dial_leaves_to_the_teacher_is_not_printed(said: list[str]) -> None:
    held = replace(FACE, options=FACE.options[:1], surprise=False, own_idea=False, skipping=False)
    draw_sheet([replace(ROW, face=held)], None, "nl")
    assert not {"Verras me!", "Mijn eigen idee", "Dit kan ik al"} & set(said)


def test_who_may_skip_reads_so_and_not_of_a_check(said: list[str]) -> None:
    draw_sheet([replace(ROW, face=replace(FACE, opt_out=True))], None, "nl")
    assert "ik sla het over" in said


def test_it_is_in_english_too(said: list[str]) -> None:
    draw_sheet([ROW], None, "en")
    assert {"Your choice!", "Who chooses what?", "Surprise me!"} <= set(said)


def test_who_has_no_card_is_on_the_list_with_the_reason(said: list[str]) -> None:
    why: Sentence = {"nl": "Er zijn te weinig activiteiten.", "en": "There are too few activities."}
    document = draw_sheet([replace(ROW, face=None, why=why)], None, "nl")
    assert "nog geen kaart – Er zijn te weinig activiteiten." in said
    assert pages(document) == 1


def test_a_class_takes_one_list_and_half_as_many_pages_as_cards() -> None:
    assert pages(draw_sheet([ROW] * 31, None, "nl")) == 1 + 16


def test_the_same_cards_are_the_same_document() -> None:
    assert draw_sheet([ROW] * 2, "5a", "nl") == draw_sheet([ROW] * 2, "5a", "nl")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_its_picture(form: Any) -> None:
    assert draw_sheet([replace(ROW, face=replace(FACE, options=[option("A", form=form)]))], None, "nl")


@pytest.mark.parametrize("company", get_args(Company))
def test_every_company_has_its_picture(company: Any) -> None:
    assert draw_sheet([replace(ROW, face=replace(FACE, options=[option("A", company=company)]))], None, "nl")


@given(st.text(max_size=300), st.integers(1, 5))
def test_no_line_is_wider_than_its_place_nor_are_there_too_many(text: str, most: int) -> None:
    lines = wrapped(text, REGULAR, 9, 100, most)
    assert len(lines) <= most
    assert all(stringWidth(line, REGULAR, 9) <= 100 for line in lines)


@given(st.text(max_size=120), st.text(max_size=400))
def test_any_text_can_be_printed(title: str, description: str) -> None:
    odd = replace(FACE, options=[option("A", title=title, description=description)], goals=[title], subject=None)
    assert draw_sheet([replace(ROW, face=odd, name=title[:30] or None)], title, "nl").startswith(b"%PDF")


def test_names_are_in_order_whatever_their_accents_and_else_codes() -> None:
    named = [replace(ROW, name=name) for name in ("Tess", "Şeyma", "sem", "Zoë")]
    assert [row.name for row in in_order(named)] == ["sem", "Şeyma", "Tess", "Zoë"]
    assert [row.code for row in in_order([replace(ROW, code=code) for code in ("X", "A")])] == ["A", "X"]
