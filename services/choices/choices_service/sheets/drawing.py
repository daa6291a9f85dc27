"""The cards of a group as a PDF: first who chooses what, for the wall; then two cards a page, to cut apart."""

from collections.abc import Sequence
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from choices_service.sheets import words
from choices_service.sheets.face import CARD_HEIGHT, CARD_WIDTH, MARGIN, draw_card
from choices_service.sheets.overview import ROWS_A_PAGE, draw_overview
from choices_service.sheets.pictograms import SCISSORS, draw
from choices_service.sheets.rules import Row
from choices_service.sheets.text import REGULAR, load_fonts, write
from eigenwijs_shared.errors import Language

_ONE_AT_A_TIME = Lock()
"""Fonts keep which of their signs a document uses."""


def draw_sheet(rows: Sequence[Row], title: str | None, language: Language) -> bytes:
    """The whole document; the same rows always give the same bytes."""
    with _ONE_AT_A_TIME:
        load_fonts()
        made = BytesIO()
        canvas = Canvas(made, pagesize=A4, invariant=1, lang=language)
        canvas.setTitle(" – ".join(filter(None, (words.TITLE[language], title))))
        canvas.setCreator("Eigenwijs")
        for first in range(0, max(len(rows), 1), ROWS_A_PAGE):
            draw_overview(canvas, rows[first : first + ROWS_A_PAGE], title, language)
            canvas.showPage()
        _cards(canvas, [row for row in rows if row.face is not None], language)
        canvas.save()
        return made.getvalue()


def _cards(canvas: Any, rows: Sequence[Row], language: Language) -> None:
    for place in range(0, len(rows), 2):
        top = A4[1] - MARGIN - CARD_HEIGHT
        for row, bottom in zip(rows[place : place + 2], (top, MARGIN), strict=False):
            draw_card(canvas, row, MARGIN, bottom, language)
        _cut_line(canvas, A4[1] / 2, language)
        canvas.showPage()


def _cut_line(canvas: Any, y: float, language: Language) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.8)
    canvas.setFillGray(1)
    draw(canvas, SCISSORS, MARGIN, y - 2.2 * mm, 4.4 * mm)
    canvas.setDash(6, 4)
    canvas.line(MARGIN + 6 * mm, y, MARGIN + CARD_WIDTH - 22 * mm, y)
    canvas.setFillGray(0.35)
    write(canvas, words.CUT[language], MARGIN + CARD_WIDTH, y - 1 * mm, REGULAR, 8, align="right")
    canvas.restoreState()
