"""The picture of an order of goals, as SVG 1.1. Pure.

Safe in a page: everything that somebody wrote is escaped, there is no script and nothing is fetched.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from uuid import UUID
from xml.sax.saxutils import escape

from choices_service.frameworks.rules import Goal
from choices_service.graph.lettering import lines, years
from choices_service.graph.plan import BOX, HEAD, LINE, MARGIN, SIZE, SMALL, Box, Heading, Plan, make_plan
from choices_service.graph.rules import Edge, implied
from eigenwijs_shared.errors import Language, Sentence

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TOP = 104
PALETTE: Sequence[tuple[str, str, str]] = (
    ("#e8f1fb", "#2b6cb0", "#f6fafe"),
    ("#e9f6ec", "#2f7d4f", "#f7fcf8"),
    ("#fdf1e0", "#b7651b", "#fffaf3"),
    ("#f5eafb", "#7b3fa0", "#fcf8fe"),
    ("#fdeaea", "#b23a48", "#fff7f7"),
    ("#e3f4f4", "#20757a", "#f4fbfb"),
    ("#f4f2dd", "#77701a", "#fcfbf3"),
    ("#ebedf2", "#4a5568", "#f8f9fb"),
)
"""(box, line, lane) for each subject in turn; each text on it has a contrast above 7 (WCAG 2.2 AAA)."""
_SAID: Mapping[str, Sentence] = {
    "one": {"nl": "1 leerdoel", "en": "1 goal"},
    "goals": {"nl": "{goals} leerdoelen", "en": "{goals} goals"},
    "step": {"nl": "1 stap", "en": "1 step"},
    "steps": {"nl": "{steps} stappen", "en": "{steps} steps"},
    "read": {
        "nl": "Lees van links naar rechts: een pijl gaat van wat eerst komt naar wat daarop verder bouwt.",
        "en": "Read from left to right: an arrow goes from what comes first to what builds on it.",
    },
    "implied": {"nl": "gestippelde pijl: dat volgt ook al uit andere stappen", "en": "dotted arrow: follows already"},
    "outside": {"nl": "gestreepte rand: uit een ander leerplan", "en": "dashed border: of another framework"},
    "focus": {"nl": "dikke rand: het doel waar het om gaat", "en": "thick border: the goal in question"},
    "alone": {"nl": "zonder pijl: los van andere", "en": "without an arrow: by itself"},
}
_STYLE = (
    f"text{{font:{SIZE}px 'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:#1a202c}}"
    ".t{font-size:24px;font-weight:700}.s{font-size:14px;fill:#3b4656}.h{font-size:17px;font-weight:700}"
    f".g{{font-weight:700;fill:#3b4656}}.y{{font-size:{SMALL}px;fill:#3b4656}}"
    ".e{fill:none;stroke:#56657a;stroke-width:1.5}.i{stroke:#8a97a8;stroke-width:1.2;stroke-dasharray:2 4}"
)


def draw(
    title: str,
    goals: Mapping[UUID, Goal],
    nodes: Sequence[UUID],
    edges: Sequence[Edge],
    language: Language,
    *,
    outside: Collection[UUID] = (),
    focus: UUID | None = None,
) -> str:
    """One picture of these goals and the steps between them; headings come from the goals they hang under."""
    plan = make_plan(goals, nodes, edges, TOP)
    dotted = implied(edges)
    colours: dict[str, tuple[str, str, str]] = {}
    for heading in plan.headings:
        if heading.level == 1:
            colours[heading.subject] = PALETTE[len(colours) % len(PALETTE)]
    for box in plan.boxes.values():
        colours.setdefault(box.goal.subject, PALETTE[len(colours) % len(PALETTE)])
    said = _legend(plan, edges, dotted, outside, focus, language)
    parts = [
        _opening(plan, title, said),
        *(_lane(heading, plan.width, colours[heading.subject]) for heading in plan.headings if heading.level == 1),
        *(_edge(plan.paths[edge], implied=edge in dotted) for edge in edges),
        *(_group(heading) for heading in plan.headings if heading.level == 2),
        *(_box(box, colours[box.goal.subject], box.goal.goal_id in outside, box.goal.goal_id == focus)
          for box in plan.boxes.values()),
        "</svg>\n",
    ]  # fmt: skip
    return "\n".join(parts)


def _legend(
    plan: Plan,
    edges: Sequence[Edge],
    dotted: Collection[Edge],
    outside: Collection[UUID],
    focus: UUID | None,
    language: Language,
) -> list[str]:
    """Two lines under the title; only what is to be seen is explained."""
    goals, steps = len(plan.boxes), len(edges)
    counts = [_SAID["one" if goals == 1 else "goals"][language].format(goals=goals)]
    counts += [_SAID["step" if steps == 1 else "steps"][language].format(steps=steps)] if steps else []
    tied = {end for edge in edges for end in edge}
    seen = {
        "implied": bool(dotted),
        "outside": bool(set(outside) & plan.boxes.keys()),
        "focus": focus in plan.boxes and goals > 1,
        "alone": bool(edges) and bool(plan.boxes.keys() - tied),
    }
    more = [_SAID[name][language] for name, there in seen.items() if there]
    read = [_SAID["read"][language]] if edges else []
    return [" · ".join(counts), " · ".join([*read, *more])]


def _opening(plan: Plan, title: str, said: Sequence[str]) -> str:
    width, height = round(max(plan.width, 760)), round(plan.height)
    heading = next(iter(lines(title, 24, width - 2 * MARGIN, 1)), "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="t d">\n<title id="t">{_text(title)}</title>\n'
        f'<desc id="d">{_text(". ".join(filter(None, said)))}</desc>\n<style>{_STYLE}</style>\n'
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="#56657a"/></marker></defs>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n<text class="t" x="{MARGIN}" y="42">{_text(heading)}</text>\n'
        f'<text class="s" x="{MARGIN}" y="66">{_text(said[0])}</text>\n'
        f'<text class="s" x="{MARGIN}" y="86">{_text(said[1])}</text>'
    )


def _lane(heading: Heading, width: float, colours: tuple[str, str, str]) -> str:
    x = heading.x - MARGIN / 2
    return (
        f'<rect x="{x:g}" y="{heading.y:.1f}" width="{width - MARGIN:g}" height="{heading.height:.1f}" rx="10" '
        f'fill="{colours[2]}"/>\n<text class="h" x="{heading.x:g}" y="{heading.y + HEAD - 15:.1f}" '
        f'style="fill:{colours[1]}">{_text(subject_in_words(heading.text))}</text>'
    )


def subject_in_words(slug: str) -> str:
    """rekenen-en-wiskunde → “Rekenen en wiskunde”."""
    return slug.replace("-", " ").capitalize()


def _group(heading: Heading) -> str:
    return f'<text class="g" x="{heading.x:g}" y="{heading.y:.1f}">{_text(heading.text)}</text>'


def _edge(points: Sequence[tuple[float, float]], *, implied: bool) -> str:
    """Level where it leaves and arrives, and between two points at different heights a wave."""
    way = [f"M{points[0][0]:g} {points[0][1]:.1f}", *_way(points)]
    mark = "" if implied else ' marker-end="url(#a)"'
    return f'<path class="e{" i" if implied else ""}" d="{"".join(way)}"{mark}/>'


def _way(points: Sequence[tuple[float, float]]) -> Iterator[str]:
    for (x, y), (to_x, to_y) in pairwise(points):
        half = (to_x - x) / 2
        level = abs(y - to_y) < 0.05
        yield f"H{to_x:g}" if level else f"C{x + half:g} {y:.1f} {to_x - half:g} {to_y:.1f} {to_x:g} {to_y:.1f}"


def _box(box: Box, colours: tuple[str, str, str], outside: bool, focus: bool) -> str:
    border = f'stroke="{colours[1]}" stroke-width="{4 if focus else 1.3}"' + (
        ' stroke-dasharray="6 4"' if outside else ""
    )
    said = [
        f'<text x="{box.x + 10:g}" y="{box.y + 22 + LINE * place:.1f}">{_text(line)}</text>'
        for place, line in enumerate(box.lines)
    ]
    if box.small:
        said.append(f'<text class="y" x="{box.x + 10:g}" y="{box.y + box.height - 10:.1f}">{_text(box.small)}</text>')
    whole = " · ".join(filter(None, (box.goal.code, box.goal.title, years(box.goal.levels))))
    return (
        f'<g id="g{box.goal.goal_id}"><title>{_text(whole)}</title><rect x="{box.x:g}" y="{box.y:.1f}" width="{BOX}" '
        f'height="{box.height:g}" rx="7" fill="{colours[0]}" {border}/>{"".join(said)}</g>'
    )


def _text(text: str) -> str:
    return escape(_NOT_XML.sub(" ", text), {'"': "&quot;"})
