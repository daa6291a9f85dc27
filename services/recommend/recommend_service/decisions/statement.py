"""The explanation of a decision as a letter of one page (EU AI Act, art. 86)."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, KeepInFrame, Paragraph, Spacer

from eigenwijs_shared.errors import Language
from recommend_service.decisions.schemas import CardDecisionOut
from recommend_service.decisions.words import say

REGULAR, BOLD = "Vera", "VeraBd"
"""They come with reportlab, and have the letters of all names in Dutch schools that are in Latin script."""
_MARGIN = 25 * mm
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=13.5)
_HEAD = ParagraphStyle("head", parent=_BODY, fontName=BOLD, spaceBefore=8, spaceAfter=2)
_TITLE = ParagraphStyle("title", parent=_BODY, fontName=BOLD, fontSize=15, leading=20)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.5, leading=10, textColor="#444444")


def draw_statement(decision: CardDecisionOut, language: Language) -> bytes:
    """Takes the processor for some hundredths of a second: beside the event loop, please."""
    for name in (REGULAR, BOLD):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, f"{name}.ttf"))
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(f"{say(language, 'heading.title')} {decision.decision_id}")
    canvas.setAuthor("Eigenwijs")
    width, height = A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN
    # However long titles are, it stays one page: what would not fit is set smaller.
    page = KeepInFrame(width, height, _letter(decision, language), mode="shrink")
    Frame(_MARGIN, _MARGIN, width, height, 0, 0, 0, 0).addFromList([page], canvas)
    canvas.save()
    return made.getvalue()


def _letter(decision: CardDecisionOut, language: Language) -> list[Any]:
    day = decision.decided_at.strftime("%d-%m-%Y")
    about = say(language, "about", decision=decision.decision_id, day=day, learner=decision.learner_id)
    grounds = [f"‘{option.title.removesuffix('.')}’: {option.reason}" for option in decision.options]
    parts = {
        "what": [decision.what],
        "grounds": grounds,
        "data": [f"– {said}" for said in decision.based_on],
        "version": [say(language, "version", version=decision.version)],
        "who": [f"– {said}" for said in decision.who_can_change],
        "contest": [decision.contest],
    }
    drawn: list[Any] = [_said("Eigenwijs", _SMALL), Spacer(0, 8 * mm), _said(say(language, "heading.title"), _TITLE)]
    drawn += [_said(about, _SMALL), Spacer(0, 4 * mm)]
    for name, lines in parts.items():
        drawn += [_said(say(language, f"heading.{name}"), _HEAD), *(_said(line, _BODY) for line in lines)]
    return [*drawn, Spacer(0, 8 * mm), *(_said(line, _SMALL) for line in _foot(decision, language))]


def _foot(decision: CardDecisionOut, language: Language) -> list[str]:
    entry = decision.register_entry
    at = [] if entry is None else [say(language, "registered", position=entry.position, hash=entry.hash)]
    return [*at, say(language, "right")]


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)
