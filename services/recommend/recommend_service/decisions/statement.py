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
from recommend_service.decisions.schemas import CardDecisionOut, OtherDecisionOut
from recommend_service.decisions.words import Reader, say

REGULAR, BOLD = "Vera", "VeraBd"
"""They come with reportlab, and have the letters of all names in Dutch schools that are in Latin script."""
_MARGIN = 25 * mm
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=13.5)
_HEAD = ParagraphStyle("head", parent=_BODY, fontName=BOLD, spaceBefore=8, spaceAfter=2)
_TITLE = ParagraphStyle("title", parent=_BODY, fontName=BOLD, fontSize=15, leading=20)
_SMALL = ParagraphStyle("small", parent=_BODY, fontSize=7.5, leading=10, textColor="#444444")


def draw_statement(
    decision: CardDecisionOut | OtherDecisionOut, language: Language, reader: Reader = "educator"
) -> bytes:
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
    page = KeepInFrame(width, height, _letter(decision, language, reader), mode="shrink")
    Frame(_MARGIN, _MARGIN, width, height, 0, 0, 0, 0).addFromList([page], canvas)
    canvas.save()
    return made.getvalue()


def _letter(decision: CardDecisionOut | OtherDecisionOut, language: Language, reader: Reader) -> list[Any]:
    day = decision.decided_at.strftime("%d-%m-%Y")
    heading = "about-more" if decision.learner_id is None else "about"
    about = say(language, heading, decision=decision.decision_id, day=day, learner=decision.learner_id)
    parts = {
        "what": [decision.what],
        "grounds": _grounds(decision),
        "data": [f"– {said}" for said in decision.based_on],
        "version": [_by_what(decision, language)],
        "who": [f"– {said}" for said in decision.who_can_change],
        "contest": [decision.contest, *_objections(decision, language)],
    }
    drawn: list[Any] = [_said("Eigenwijs", _SMALL), Spacer(0, 8 * mm), _said(say(language, "heading.title"), _TITLE)]
    drawn += [_said(about, _SMALL), Spacer(0, 4 * mm)]
    for name, lines in parts.items():
        drawn += [_said(say(language, f"heading.{name}"), _HEAD), *(_said(line, _BODY) for line in lines)]
    return [*drawn, Spacer(0, 8 * mm), *(_said(line, _SMALL) for line in _foot(decision, language, reader))]


def _grounds(decision: CardDecisionOut | OtherDecisionOut) -> list[str]:
    if isinstance(decision, OtherDecisionOut):
        return decision.grounds
    return [f"‘{option.title.removesuffix('.')}’: {option.reason}" for option in decision.options]


def _by_what(decision: CardDecisionOut | OtherDecisionOut, language: Language) -> str:
    if isinstance(decision, OtherDecisionOut):
        return decision.by_what
    return say(language, "version", version=decision.version)


def _objections(decision: CardDecisionOut | OtherDecisionOut, language: Language) -> list[str]:
    """What was said against it, and how that ended."""
    return [
        "– " + say(language, f"objected.{one.status}", day=one.raised_at.strftime("%d-%m-%Y"))
        for one in decision.objections
    ]


def _foot(decision: CardDecisionOut | OtherDecisionOut, language: Language, reader: Reader) -> list[str]:
    entry = decision.register_entry
    at = [] if entry is None else [say(language, "registered", position=entry.position, hash=entry.hash)]
    return [*at, say(language, "right", reader)]


def _said(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)
