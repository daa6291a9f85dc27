"""One choice card on paper, half of an A4."""

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from choices_service.sheets import pictograms, words
from choices_service.sheets.rules import Face, Option, Row
from choices_service.sheets.text import BOLD, REGULAR, fitted, shortened, wrapped, write
from eigenwijs_shared.errors import Language

MARGIN = 10 * mm
CARD_WIDTH = A4[0] - 2 * MARGIN
CARD_HEIGHT = (A4[1] - 4 * MARGIN) / 2
_PAD = 4 * mm
_HEAD = 18 * mm
_GOALS = 12 * mm
_FOOT = 17 * mm
_GAP = 3 * mm
_BOX = 5.5 * mm
_LARGE = 60 * mm
"""From this height on an option has room for a picture that can be seen from afar."""


def draw_card(canvas: Any, row: Row, x: float, y: float, language: Language) -> None:
    """With its lower left corner there."""
    face = row.face
    if face is None:
        return
    canvas.saveState()
    canvas.setLineWidth(1.6)
    canvas.setFillGray(1)
    canvas.roundRect(x, y, CARD_WIDTH, CARD_HEIGHT, 5 * mm, stroke=1, fill=1)
    _head(canvas, row, face, x, y + CARD_HEIGHT - _HEAD, language)
    _goals(canvas, face, x + _PAD, y + CARD_HEIGHT - _HEAD - _GOALS, language)
    _options(canvas, face, x + _PAD, y + _FOOT, CARD_HEIGHT - _HEAD - _GOALS - _FOOT - 1 * mm, language)
    _foot(canvas, face, x + _PAD, y, language)
    canvas.restoreState()


def _head(canvas: Any, row: Row, face: Face, x: float, y: float, language: Language) -> None:
    """What it is on the left, whose it is on the right: the name, or a line to write it on, and the code."""
    canvas.saveState()
    path = canvas.beginPath()
    path.roundRect(x, y, CARD_WIDTH, _HEAD + 5 * mm, 5 * mm)
    outline = canvas.beginPath()
    outline.rect(x, y, CARD_WIDTH, _HEAD)
    canvas.clipPath(outline, stroke=0, fill=0)
    canvas.setFillGray(0.9)
    canvas.roundRect(x, y - 5 * mm, CARD_WIDTH, _HEAD + 5 * mm, 5 * mm, stroke=0, fill=1)
    canvas.restoreState()
    canvas.line(x, y, x + CARD_WIDTH, y)
    canvas.setFillGray(0)
    write(canvas, words.CARD[language], x + _PAD, y + 8 * mm, BOLD, 24)
    if face.subject is not None:
        said = shortened(words.subject(face.subject, language), REGULAR, 11, 70 * mm)
        write(canvas, said, x + _PAD, y + 2.6 * mm, REGULAR, 11)
    _whose(canvas, row, x + CARD_WIDTH - _PAD, y, language)


def _whose(canvas: Any, row: Row, right: float, y: float, language: Language) -> None:
    width = 18 * mm
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.roundRect(right - width, y + 4.5 * mm, width, 9 * mm, 2 * mm, stroke=1, fill=1)
    canvas.setFillGray(0)
    size = fitted(row.code, BOLD, 14, 8, width - 3 * mm)
    write(canvas, row.code, right - width / 2, y + 7.2 * mm, BOLD, size, align="middle")
    room, end = 78 * mm, right - width - 4 * mm
    if row.name is not None:
        size = fitted(row.name, BOLD, 20, 11, room)
        write(canvas, shortened(row.name, BOLD, size, room), end, y + 6.6 * mm, BOLD, size, align="right")
    else:
        write(canvas, f"{words.NAME[language]}:", end - room + 4 * mm, y + 6 * mm, REGULAR, 12)
        canvas.setLineWidth(0.8)
        canvas.line(end - room + 20 * mm, y + 5 * mm, end, y + 5 * mm)
    canvas.restoreState()


def _goals(canvas: Any, face: Face, x: float, y: float, language: Language) -> None:
    said = f"{words.GOALS[language]}: {' · '.join(goal.removesuffix('.') for goal in face.goals)}"
    lines = wrapped(said, REGULAR, 10.5, CARD_WIDTH - 2 * _PAD, 2)
    for place, line in enumerate(lines):
        write(canvas, line, x, y + _GOALS - 5 * mm - place * 4.6 * mm, REGULAR, 10.5)


def _options(canvas: Any, face: Face, x: float, y: float, height: float, language: Language) -> None:
    """Two beside each other, and two below; fewer are larger."""
    rows = (len(face.options) + 1) // 2
    width = (CARD_WIDTH - 2 * _PAD - _GAP) / 2
    tall = (height - (rows - 1) * _GAP) / rows if rows else height
    for place, option in enumerate(face.options):
        down, across = divmod(place, 2)
        alone = place == len(face.options) - 1 and across == 0
        left, bottom = x + across * (width + _GAP), y + (rows - 1 - down) * (tall + _GAP)
        box = (left, bottom, CARD_WIDTH - 2 * _PAD if alone else width, tall)
        _option(canvas, option, box, ticked=face.chosen == option.letter, language=language)


def _option(
    canvas: Any, option: Option, box: tuple[float, float, float, float], *, ticked: bool, language: Language
) -> None:
    x, y, width, height = box
    canvas.saveState()
    canvas.setLineWidth(1.3)
    canvas.setFillGray(1)
    canvas.roundRect(x, y, width, height, 3 * mm, stroke=1, fill=1)
    _letter(canvas, option.letter, x + 7 * mm, y + height - 7 * mm)
    tick(canvas, x + width - _BOX - 2.5 * mm, y + height - _BOX - 3 * mm, ticked=ticked)
    _traits(canvas, option, x + 3 * mm, y + 2.4 * mm, language)
    large = height >= _LARGE
    under = _text(canvas, option, box, *((17, 12) if large else (13, 9.2)))
    size = min(under - y - 16 * mm, 30 * mm)
    if large and size > 14 * mm:
        canvas.setLineWidth(1.8)
        pictograms.draw_form(canvas, option.form, x + (width - size) / 2, y + 13 * mm, size)
    canvas.restoreState()


def _text(canvas: Any, option: Option, box: tuple[float, float, float, float], size: float, small: float) -> float:
    """What to do, as much of it as there is room for; returns how far down it came."""
    x, y, width, height = box
    at: float = y + height - 2.4 * mm - size
    canvas.saveState()
    canvas.setFillGray(0)
    left = x + 13.5 * mm
    for line in wrapped(option.title, BOLD, size, width - 19 * mm - _BOX, 2):
        write(canvas, line, left, at, BOLD, size)
        at -= size * 1.18
    at += (size - small) * 0.5
    most = max(0, int((at - y - 11 * mm) / (small * 1.26)) + 1)
    for line in wrapped(option.description, REGULAR, small, width - 16 * mm, most):
        write(canvas, line, left, at, REGULAR, small)
        at -= small * 1.26
    canvas.restoreState()
    return at


def _letter(canvas: Any, letter: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.circle(x, y, 4.6 * mm, stroke=0, fill=1)
    canvas.setFillGray(1)
    write(canvas, letter, x, y - 2.2 * mm, BOLD, 17, align="middle")
    canvas.restoreState()


def tick(canvas: Any, x: float, y: float, *, ticked: bool, size: float = _BOX) -> None:
    """A box to cross; crossed where it was chosen already."""
    canvas.saveState()
    canvas.setLineWidth(1.2)
    canvas.setFillGray(1)
    canvas.roundRect(x, y, size, size, 1 * mm, stroke=1, fill=1)
    if ticked:
        canvas.setLineWidth(1.8)
        canvas.setLineCap(1)
        canvas.line(x + size * 0.2, y + size * 0.2, x + size * 0.8, y + size * 0.8)
        canvas.line(x + size * 0.2, y + size * 0.8, x + size * 0.8, y + size * 0.2)
    canvas.restoreState()


def _traits(canvas: Any, option: Option, x: float, y: float, language: Language) -> None:
    """How, with whom and how long, in pictures with a word beside each."""
    size, at = 6.5 * mm, x
    canvas.setLineWidth(1)
    canvas.setFillGray(1)
    pictograms.draw_form(canvas, option.form, at, y, size)
    at = _said(canvas, words.form(option.form, language), at + size + 1.6 * mm, y)
    pictograms.draw_company(canvas, option.company, at + 1 * mm, y, size)
    at = _said(canvas, words.company(option.company, language), at + size + 3.4 * mm, y)
    pictograms.draw(canvas, pictograms.CLOCK, at, y + 0.4 * mm, size - 0.8 * mm)
    at = _said(canvas, words.MINUTES[language].format(number=option.minutes), at + size + 0.8 * mm, y)
    if option.medium != "offline":
        pictograms.draw(canvas, pictograms.SCREEN, at, y, size)


def _said(canvas: Any, word: str, x: float, y: float) -> float:
    """Where the next picture may begin."""
    canvas.setFillGray(0)
    write(canvas, word, x, y + 1.7 * mm, REGULAR, 9.5)
    canvas.setFillGray(1)
    return float(x + canvas.stringWidth(word, REGULAR, 9.5) + 3 * mm)


def _foot(canvas: Any, face: Face, x: float, y: float, language: Language) -> None:
    """What else may be chosen: nothing is printed that the dial leaves to the teacher."""
    left, middle = x, y + 6.5 * mm
    if face.surprise:
        left = _other(canvas, pictograms.STAR, words.SURPRISE[language], left, middle, ticked=face.chosen == "surprise")
    if face.skipping:
        ticked = face.chosen in {"opt-out", "check"}
        start = left
        left = _other(canvas, pictograms.THUMB, words.KNOWN[language], left, middle, ticked=ticked)
        _how_known(canvas, face, start + 7.5 * mm, y + 2.6 * mm, language)
        left = max(left, start + 50 * mm)
    if face.own_idea:
        left = _other(canvas, pictograms.BULB, words.OWN_IDEA[language], left, middle, ticked=face.chosen == "own-idea")
        canvas.setLineWidth(0.8)
        canvas.line(left - 2 * mm, middle - 0.5 * mm, x + CARD_WIDTH - 2 * _PAD, middle - 0.5 * mm)


def _other(canvas: Any, picture: str, said: str, x: float, y: float, *, ticked: bool) -> float:
    tick(canvas, x, y - 0.6 * mm, ticked=ticked)
    canvas.setLineWidth(1)
    canvas.setFillGray(1)
    pictograms.draw(canvas, picture, x + _BOX + 2 * mm, y - 0.8 * mm, 6 * mm)
    canvas.setFillGray(0)
    write(canvas, said, x + _BOX + 9.5 * mm, y + 0.7 * mm, BOLD, 11.5)
    return float(x + _BOX + 9.5 * mm + canvas.stringWidth(said, BOLD, 11.5) + 5 * mm)


def _how_known(canvas: Any, face: Face, x: float, y: float, language: Language) -> None:
    """Leave it, or show it: by the check that the card offers, or another way."""
    said = words.SKIP[language] if face.opt_out else words.SHOW[language]
    if face.check is not None and not face.opt_out:
        said = words.CHECK[language].format(title=face.check.title, minutes=face.check.minutes)
    room = (42 if face.own_idea else 90) * mm
    write(canvas, shortened(said, REGULAR, 8.5, room), x, y, REGULAR, 8.5)
