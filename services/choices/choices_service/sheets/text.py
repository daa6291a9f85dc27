"""Text on paper: in Andika, which was made for who learns to read, and never wider than its place."""

from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "Andika", "Andika-Bold"
_FOLDER = Path(__file__).parent / "fonts"
_MORE = "…"


def load_fonts() -> None:
    """Once a process."""
    for name, file in ((REGULAR, "Andika-Regular.ttf"), (BOLD, "Andika-Bold.ttf")):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, str(_FOLDER / file)))


def wrapped(text: str, font: str, size: float, width: float, most: int) -> list[str]:
    """At most so many lines of that width; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = text.split() if most else []
    while words and len(lines) < most:
        line, words = _filled(words, font, size, width)
        lines.append(line)
    if words:
        lines[-1] = shortened(f"{lines[-1]} {words[0]}{_MORE}", font, size, width)
    return lines


def _filled(words: list[str], font: str, size: float, width: float) -> tuple[str, list[str]]:
    """(a line, the words that come after); a word longer than a line is cut."""
    line = words[0]
    if stringWidth(line, font, size) > width:
        fits = _fitting(line, font, size, width)
        return line[:fits], [line[fits:], *words[1:]]
    taken = 1
    while taken < len(words) and stringWidth(f"{line} {words[taken]}", font, size) <= width:
        line, taken = f"{line} {words[taken]}", taken + 1
    return line, words[taken:]


def _fitting(word: str, font: str, size: float, width: float) -> int:
    return next((many for many in range(len(word), 1, -1) if stringWidth(word[:many], font, size) <= width), 1)


def shortened(text: str, font: str, size: float, width: float) -> str:
    """On one line of that width."""
    if stringWidth(text, font, size) <= width:
        return text
    kept = text.removesuffix(_MORE)
    while kept and stringWidth(kept.rstrip() + _MORE, font, size) > width:
        kept = kept[:-1]
    return kept.rstrip() + _MORE


def fitted(text: str, font: str, size: float, least: float, width: float) -> float:
    """The largest size at which it fits on one line, not below `least`."""
    needed = stringWidth(text, font, size)
    return max(least, min(size, size * width / needed if needed else size))


def write(canvas: Any, text: str, x: float, y: float, font: str, size: float, *, align: str = "left") -> None:
    """One line, on its base line."""
    canvas.setFont(font, size)
    {"left": canvas.drawString, "middle": canvas.drawCentredString, "right": canvas.drawRightString}[align](x, y, text)
