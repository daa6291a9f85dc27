"""A paper as PDF: headings, lists, tables and paragraphs of the Markdown that the papers use, and no more than that."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from eigenwijs_shared.errors import Language
from recommend_service.decisions.statement import BOLD, REGULAR

_MARGIN = 20 * mm
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=13.5, spaceAfter=4)
_CELL = ParagraphStyle("cell", parent=_BODY, fontSize=7.5, leading=9.5, spaceAfter=0, wordWrap="CJK")
_ITEM = ParagraphStyle("item", parent=_BODY, leftIndent=5 * mm, bulletIndent=1 * mm, spaceAfter=1)
_HEADS = {
    1: ParagraphStyle("h1", parent=_BODY, fontName=BOLD, fontSize=16, leading=21, spaceAfter=6),
    2: ParagraphStyle("h2", parent=_BODY, fontName=BOLD, fontSize=12, leading=16, spaceBefore=8),
    3: ParagraphStyle("h3", parent=_BODY, fontName=BOLD, fontSize=10, leading=14, spaceBefore=6),
}
_GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.3, "#999999"), ("VALIGN", (0, 0), (-1, -1), "TOP")])


def draw(text: str, language: Language) -> bytes:
    """Takes the processor for a while: for commands, not beside requests."""
    for name in (REGULAR, BOLD):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, f"{name}.ttf"))
    made = BytesIO()
    page = {"leftMargin": _MARGIN, "rightMargin": _MARGIN, "topMargin": _MARGIN, "bottomMargin": _MARGIN}
    title = text.partition("\n")[0].removeprefix("# ")
    document = SimpleDocTemplate(made, pagesize=A4, lang=language, title=title, author="Eigenwijs", invariant=1, **page)
    document.build(list(_flow(text)))
    return made.getvalue()


def _flow(text: str) -> Iterator[Any]:
    """Blocks are parted by empty lines; the lines of a table or a list stand together."""
    for filled, lines in groupby(text.splitlines(), key=lambda line: bool(line.strip())):
        if filled:
            yield from _block(list(lines))


def _block(lines: Sequence[str]) -> Iterator[Any]:
    if lines[0].startswith("|"):
        yield from (_table(lines), Spacer(0, 2 * mm))
    elif lines[0].startswith("#"):
        head, _, text = lines[0].partition(" ")
        yield Paragraph(_marked(text), _HEADS[min(len(head), 3)])
        if lines[1:]:
            yield from _block(lines[1:])
    elif lines[0].startswith("- "):
        items = re.split(r"^- ", "\n".join(lines), flags=re.MULTILINE)[1:]
        yield from (_item(" ".join(item.split())) for item in items)
    else:
        yield Paragraph(_marked(" ".join(lines)), _BODY)


def _item(text: str) -> Paragraph:
    box = "[ ]" if text.startswith("[ ]") else ""
    return Paragraph(_marked(text.removeprefix(box).strip()), _ITEM, bulletText="–" if not box else "[  ]")


def _table(lines: Sequence[str]) -> LongTable:
    rows = [[_cell(cell) for cell in line.strip("| ").split(" | ")] for line in lines if not line.startswith("| ---")]
    width = (A4[0] - 2 * _MARGIN) / len(rows[0])
    return LongTable(rows, colWidths=[width] * len(rows[0]), repeatRows=1, style=_GRID)


def _cell(text: str) -> Paragraph:
    return Paragraph(_marked(text.strip()), _CELL)


def _marked(text: str) -> str:
    bold = re.sub(r"\*\*(.+?)\*\*", rf'<font name="{BOLD}">\1</font>', escape(text))
    return re.sub(r"(?<!\w)\*(.+?)\*(?!\w)", r"\1", bold).replace("`", "")
