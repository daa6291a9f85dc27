"""Who chooses what: one line for each learner, to hang up and to tick."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from choices_service.sheets import words
from choices_service.sheets.face import CARD_WIDTH, MARGIN, tick
from choices_service.sheets.rules import Row
from choices_service.sheets.text import BOLD, REGULAR, shortened, wrapped, write
from eigenwijs_shared.errors import Language

ROWS_A_PAGE = 34
_LINE = 6.6 * mm
_LETTERS = ("A", "B", "C", "D")
_OTHERS = ("surprise", "own-idea", "known")
_FIRST, _STEP = 82 * mm, 13 * mm
_WIDER = 18.5 * mm


def draw_overview(canvas: Any, rows: Sequence[Row], title: str | None, language: Language) -> None:
    """One page of it."""
    top = A4[1] - MARGIN
    canvas.setFillGray(0)
    write(canvas, words.LIST[language], MARGIN, top - 10 * mm, BOLD, 28)
    if title is not None:
        said = shortened(title, REGULAR, 16, 80 * mm)
        write(canvas, said, MARGIN + CARD_WIDTH, top - 9 * mm, REGULAR, 16, align="right")
    write(canvas, words.LIST_HINT[language], MARGIN, top - 17 * mm, REGULAR, 11)
    head = top - 27 * mm
    for name, at in _columns().items():
        said = name if name in _LETTERS else words.COLUMNS[name][language]
        write(canvas, said, at, head, BOLD, 14 if name in _LETTERS else 9.5, align="middle")
    for place, row in enumerate(rows):
        _row(canvas, row, head - (place + 1) * _LINE - 1 * mm, shaded=place % 2 == 0, language=language)


def _columns() -> dict[str, float]:
    """The middle of each."""
    letters = {name: MARGIN + _FIRST + place * _STEP for place, name in enumerate(_LETTERS)}
    after = MARGIN + _FIRST + len(_LETTERS) * _STEP + 4 * mm
    return {**letters, **{name: after + place * _WIDER for place, name in enumerate(_OTHERS)}}


def _row(canvas: Any, row: Row, y: float, *, shaded: bool, language: Language) -> None:
    if shaded:
        canvas.setFillGray(0.93)
        canvas.rect(MARGIN, y - 1.6 * mm, CARD_WIDTH, _LINE, stroke=0, fill=1)
    canvas.setFillGray(0)
    write(canvas, row.code, MARGIN + 2 * mm, y + 0.3 * mm, REGULAR, 10)
    if row.name is not None:
        write(canvas, shortened(row.name, BOLD, 12, 52 * mm), MARGIN + 17 * mm, y + 0.2 * mm, BOLD, 12)
    else:
        canvas.setLineWidth(0.6)
        canvas.line(MARGIN + 17 * mm, y - 0.4 * mm, MARGIN + 68 * mm, y - 0.4 * mm)
    if row.face is None:
        why = wrapped(row.why[language] if row.why else "", REGULAR, 7.5, 100 * mm, 1)
        said = f"{words.NO_CARD[language]} – {why[0]}" if why else words.NO_CARD[language]
        write(canvas, shortened(said, REGULAR, 9, 108 * mm), MARGIN + 75 * mm, y + 0.2 * mm, REGULAR, 9)
        return
    chosen = {"opt-out": "known", "check": "known"}.get(row.face.chosen or "", row.face.chosen)
    open_ = {option.letter for option in row.face.options}
    open_ |= {name for name, may in zip(_OTHERS, _may(row), strict=True) if may}
    for name, at in _columns().items():
        if name in open_:
            tick(canvas, at - 2.2 * mm, y - 0.6 * mm, ticked=chosen == name, size=4.4 * mm)


def _may(row: Row) -> tuple[bool, bool, bool]:
    face = row.face
    return (face.surprise, face.own_idea, face.skipping) if face is not None else (False, False, False)
