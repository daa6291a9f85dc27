"""A picture for every form of work and company, of lines alone: they print in black and white and need no reading.

Each is drawn in a square of ten by ten. `l` is a line, `t` a thick one, `p` a polygon and `o` an open path through
points; `c` a circle (x y r), `d` a dot, `r` a rectangle and `q` one with round corners (x y w h).
"""

from collections.abc import Callable, Mapping
from typing import Any

Canvas = Any
_FORMS: Mapping[str, str] = {
    "exercise": "p 1 1 2 4 7.4 9.4 9.4 7.4 4 2; l 2 4 4 2; l 6.2 8.2 8.2 6.2",
    "reading": "p 0 8.5 5 7.3 10 8.5 10 2.2 5 1 0 2.2; l 5 7.3 5 1; l 1.4 6.4 3.8 5.8; l 1.4 4.6 3.8 4; "
    "l 6.2 5.8 8.6 6.4; l 6.2 4 8.6 4.6",
    "writing": "r 0.5 0 7 10; l 2 8 6 8; l 2 6.2 6 6.2; l 2 4.4 4 4.4; p 4 1.4 4.6 3.2 8.6 7.2 9.8 6 5.8 2",
    "discussion": "q 0 4.4 6.6 5.2; p 1.4 4.4 1 2.4 3.2 4.4; q 4.4 1.4 5.6 4.2; p 7.2 1.4 9 0 8.8 1.4",
    "presentation": "r 0.5 4 9 5.6; l 5 4 5 2.6; l 5 2.6 2.2 0; l 5 2.6 7.8 0; o 2 5.4 4.2 7.6 5.6 6.4 8 8.4",
    "drawing": "c 5 5 4.7; d 3.2 7 0.75; d 6 7.7 0.75; d 8 5.6 0.75; d 2.4 4.4 0.75; c 5.9 2.8 1.2",
    "building": "r 0.5 0.3 4.2 4.2; r 5.3 0.3 4.2 4.2; r 2.9 5.2 4.2 4.2",
    "movement": "c 6.7 8.8 1.1; o 5.9 7.2 4.6 4.4 6.8 2.8 6.2 0; o 4.6 4.4 3.4 2.2 0.8 1.8; o 5.7 6.8 3.4 6.5 2 4.6; "
    "o 5.7 6.8 7.4 5.2 9.6 5.8",
    "experiment": "p 3.8 9.6 3.8 6.4 1 1.4 1.6 0.3 8.4 0.3 9 1.4 6.2 6.4 6.2 9.6; l 2.9 9.7 7.1 9.7; "
    "l 2.2 3.6 7.8 3.6; c 4 2 0.5; c 6 2.5 0.4",
    "game": "q 0.8 0.8 8.4 8.4; d 3 3 0.8; d 7 3 0.8; d 5 5 0.8; d 3 7 0.8; d 7 7 0.8",
    "drama": "p 1.2 9.4 8.8 9.4 8.8 4.6 7.4 1.8 5 0.5 2.6 1.8 1.2 4.6; d 3.4 6.8 0.7; d 6.6 6.8 0.7; "
    "o 2.9 4.3 3.8 3.1 5 2.7 6.2 3.1 7.1 4.3",
    "music": "d 2.4 1.9 1.7; d 7.8 2.9 1.7; l 3.9 1.9 3.9 8.6; l 9.3 2.9 9.3 9.6; t 3.9 8.6 9.3 9.6",
    "fieldwork": "c 5 6.6 3.2; l 5 6 5 0.2; l 5 2.8 3.2 4.6; l 5 3.4 6.6 5; l 1.2 0.2 8.8 0.2",
    "research": "c 4 6 3.6; t 6.7 3.3 9.6 0.4; l 2.2 6.4 3.4 7.8",
}
_ONE = "c {x} 6.8 1.5; p {left} 0.6 {left} 2.6 {inner} 4.4 {outer} 4.4 {right} 2.6 {right} 0.6"
_PEOPLE: Mapping[str, tuple[float, ...]] = {
    "solo": (5,),
    "pair": (2.7, 7.3),
    "team": (1.3, 5, 8.7),
    "class": (0, 3.3, 6.7, 10),
}
CLOCK = "c 5 5 4.6; o 5 8 5 5 7.4 3.8"
SCREEN = "q 0.2 2.6 9.6 6.6; l 5 2.6 5 0.6; l 2.6 0.6 7.4 0.6"
STAR = "p 5 10 6.3 6.6 10 6.3 7.2 3.9 8.1 0.3 5 2.3 1.9 0.3 2.8 3.9 0 6.3 3.7 6.6"
BULB = "c 5 6.4 3.4; r 3.7 0.6 2.6 2.2; l 3.7 1.7 6.3 1.7; l 5 4.4 5 2.8"
THUMB = "q 0.4 0.8 2 5; p 3 1 3 5.4 5 9.4 6.4 9 6 6 9.6 6 8.6 1 3 0.8"
SCISSORS = "c 1.8 2 1.7; c 1.8 8 1.7; l 3.2 3 10 8.4; l 3.2 7 10 1.6"


def draw_form(canvas: Canvas, name: str, x: float, y: float, size: float) -> None:
    draw(canvas, _FORMS[name], x, y, size)


def draw_company(canvas: Canvas, name: str, x: float, y: float, size: float) -> None:
    draw(canvas, "; ".join(_person(middle) for middle in _PEOPLE[name]), x, y, size)


def _person(middle: float) -> str:
    places = {"left": -1.9, "inner": -0.9, "outer": 0.9, "right": 1.9}
    return _ONE.format(x=middle, **{name: middle + shift for name, shift in places.items()})


def draw(canvas: Canvas, picture: str, x: float, y: float, size: float) -> None:
    """With its lower left corner there; lines as thick as they are on the canvas now."""
    canvas.saveState()
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for part in picture.split("; "):
        kind, *numbers = part.split()
        _STROKES[kind](canvas, [float(number) * size / 10 for number in numbers], x, y)
    canvas.restoreState()


def _line(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.line(x + at[0], y + at[1], x + at[2], y + at[3])


def _thick(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(canvas._lineWidth * 3)
    _line(canvas, at, x, y)
    canvas.restoreState()


def _path(canvas: Canvas, at: list[float], x: float, y: float, *, closed: bool) -> None:
    path = canvas.beginPath()
    path.moveTo(x + at[0], y + at[1])
    for place in range(2, len(at), 2):
        path.lineTo(x + at[place], y + at[place + 1])
    if closed:
        path.close()
    canvas.drawPath(path, stroke=1, fill=int(closed))


def _polygon(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    _path(canvas, at, x, y, closed=True)


def _open(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    _path(canvas, at, x, y, closed=False)


def _circle(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.circle(x + at[0], y + at[1], at[2], stroke=1, fill=1)


def _dot(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.circle(x + at[0], y + at[1], at[2], stroke=0, fill=1)
    canvas.restoreState()


def _rectangle(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.rect(x + at[0], y + at[1], at[2], at[3], stroke=1, fill=1)


def _round(canvas: Canvas, at: list[float], x: float, y: float) -> None:
    canvas.roundRect(x + at[0], y + at[1], at[2], at[3], min(at[2], at[3]) / 6, stroke=1, fill=1)


_STROKES: Mapping[str, Callable[[Canvas, list[float], float, float], None]] = {
    "l": _line,
    "t": _thick,
    "p": _polygon,
    "o": _open,
    "c": _circle,
    "d": _dot,
    "r": _rectangle,
    "q": _round,
}
