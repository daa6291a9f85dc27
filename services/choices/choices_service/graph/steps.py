"""Steps from a table, CSV or JSON, to goals that the board has. Pure."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from choices_service.frameworks.rules import Goal
from choices_service.graph.rules import Edge
from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.models import UNSTORABLE

MOST = 100
COLUMNS = ("goal", "prerequisite")
_UNKNOWN: Sentence = {
    "nl": "Rij {row}: “{said}” is geen leerdoel dat jullie hebben; geef de id, of een code die maar één doel heeft.",
    "en": "Row {row}: “{said}” is no goal of yours; give its id, or a code that only one goal has.",
}
_ELSEWHERE: Sentence = {
    "nl": "Rij {row}: “{said}” staat niet in dit leerplan; de volgorde ervan hoort bij zijn eigen leerplan.",
    "en": "Row {row}: “{said}” is not in this framework; its order belongs to its own.",
}
_SEVERAL: Sentence = {
    "nl": "Rij {row}: meer dan één leerdoel heeft de code “{said}”; geef de id.",
    "en": "Row {row}: more than one goal has the code “{said}”; give its id.",
}
_ITSELF: Sentence = {
    "nl": "Rij {row}: een leerdoel kan niet zijn eigen voorkennis zijn.",
    "en": "Row {row}: a goal cannot be its own prerequisite.",
}
_ROUND: Sentence = {
    "nl": "Rij {row}: met deze stap loopt de volgorde rond.",
    "en": "Row {row}: with this step the order goes round.",
}
_COLUMN: Sentence = {
    "nl": "De eerste regel moet de kolommen goal en prerequisite noemen, met komma of puntkomma ertussen.",
    "en": "The first line must name the columns goal and prerequisite, with a comma or semicolon between.",
}
_CSV: Sentence = {
    "nl": "Dit is geen CSV in UTF-8 die we kunnen lezen; controleer aanhalingstekens en tekenset.",
    "en": "This is no CSV in UTF-8 that we can read; check quotes and character set.",
}
_CELL: Sentence = {
    "nl": "Rij {row}: deze kolom is leeg, te lang of heeft tekens die we niet kunnen bewaren.",
    "en": "Row {row}: this column is empty, too long, or has characters that cannot be stored.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A step as it was said. `number` is how a person counts: in CSV the line, in JSON from 1. `at` is its pointer."""

    number: int
    at: str
    goal: str
    prerequisite: str


class NotCsv(Exception):
    """The whole table cannot be read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def read_csv(body: bytes) -> list[Row]:
    """The rows of a table with columns `goal` and `prerequisite`, and any others; empty lines are passed over."""
    try:
        text = body.decode("utf-8-sig")
        head = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
        if not set(COLUMNS) <= names.keys():
            raise NotCsv(Fault("line/1", _COLUMN, "csv-header"))
        return [
            Row(reader.line_num, f"line/{reader.line_num}", *((one.get(names[name]) or "").strip() for name in COLUMNS))
            for one in reader
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotCsv(Fault("line/1", _CSV, "csv")) from error


def steps_of(
    rows: Iterable[Row], goals: Mapping[UUID, Goal], inside: Collection[UUID]
) -> tuple[dict[Edge, Row], list[Fault]]:
    """The steps, each with the row that says it first, and at most a hundred faults. `inside`: goals to be ordered."""
    codes: dict[str, list[UUID]] = {}
    for goal in goals.values():
        if goal.code and goal.active | (goal.goal_id in inside):
            codes.setdefault(goal.code, []).append(goal.goal_id)
    found: dict[Edge, Row] = {}
    faults: list[Fault] = []
    for row in rows:
        names = row.goal, row.prerequisite
        ends = [_goal_of(said, goals, codes, inside) for said in names]
        wrong = [_fault(row, place, said, end) for place, said, end in zip(COLUMNS, names, ends, strict=True)]
        if isinstance(ends[0], UUID) and ends[0] not in inside:
            wrong[0] = _said(_ELSEWHERE, row, "goal", row.goal, "not-in-framework")
        if isinstance(ends[0], UUID) and ends[0] == ends[1]:
            wrong[1] = _said(_ITSELF, row, "prerequisite", row.prerequisite, "self-reference")
        faults += [one for one in wrong if one is not None]
        if len(faults) >= MOST:
            break
        if isinstance(ends[0], UUID) and isinstance(ends[1], UUID):
            found.setdefault((ends[1], ends[0]), row)
    return found, faults[:MOST]


def _goal_of(
    said: str, goals: Mapping[UUID, Goal], codes: Mapping[str, list[UUID]], inside: Collection[UUID]
) -> UUID | Sentence:
    if not said or len(said) > 300 or UNSTORABLE.search(said):
        return _CELL
    try:
        goal_id = UUID(said)
    except ValueError:
        everywhere = codes.get(said, [])
        here = [one for one in everywhere if one in inside]
        meant = here or everywhere
        return meant[0] if len(meant) == 1 else _SEVERAL if meant else _UNKNOWN
    return goal_id if goal_id in goals else _UNKNOWN


_CODES: list[tuple[Sentence, str]] = [(_CELL, "cell"), (_SEVERAL, "ambiguous-code"), (_UNKNOWN, "unknown-goal")]


def _fault(row: Row, place: str, said: str, end: UUID | Sentence) -> Fault | None:
    if isinstance(end, UUID):
        return None
    return _said(end, row, place, said, next(code for sentence, code in _CODES if sentence is end))


def _said(sentence: Sentence, row: Row, place: str, said: str, code: str) -> Fault:
    shown = UNSTORABLE.sub("?", said)[:80]
    told: Sentence = {
        "nl": sentence["nl"].format(row=row.number, said=shown),
        "en": sentence["en"].format(row=row.number, said=shown),
    }
    return Fault(f"{row.at}/{place}", told, code)


def faults_of_cycle(cycle: list[UUID], rows: Mapping[Edge, Row]) -> list[Fault]:
    """The rows that make the cycle."""
    steps = zip(cycle, [*cycle[1:], cycle[0]], strict=True)
    return [_said(_ROUND, rows[step], "prerequisite", "", "cycle") for step in steps if step in rows][:MOST]


def write_csv(goals: Mapping[UUID, Goal], edges: Iterable[Edge]) -> str:
    """A table that can be imported again; titles are there to be read."""
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow([*COLUMNS, "goalTitle", "prerequisiteTitle"])
    for before, goal_id in edges:
        table.writerow([goal_id, before, _shown(goals[goal_id].title), _shown(goals[before].title)])
    return out.getvalue()


def _shown(title: str) -> str:
    """A spreadsheet takes what begins with one of these for a formula."""
    return f"'{title}" if title[:1] in "=+-@\t\r" else title
