"""From the bytes of a file to activities, each with its line; or all that is wrong with them, by line and column."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from choices_service.transfers.rules import COLUMNS, REQUIRED, from_row
from choices_service.transfers.schemas import Format, TransferredIn
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.sentences import fault_of

MOST_ROWS, MOST_FAULTS = 20_000, 100
NOT_UTF8: Sentence = {
    "nl": "Dit is geen UTF-8. Kies bij het opslaan 'CSV UTF-8'.",
    "en": "This is not UTF-8. Choose 'CSV UTF-8' when you save it.",
}
NO_TABLE: Sentence = {
    "nl": "Hier is de tabel niet te lezen; kijk naar de aanhalingstekens, en zet een hele cel ertussen.",
    "en": "The table cannot be read here; look at the quotes, and put them around the whole cell.",
}
NO_JSON: Sentence = {
    "nl": "Dit is geen JSON-object op één regel.",
    "en": "This is not a JSON object on one line.",
}
TOO_MANY: Sentence = {
    "nl": f"Hoogstens {MOST_ROWS} activiteiten in één keer; stuur de rest apart.",
    "en": f"At most {MOST_ROWS} activities at once; send the rest separately.",
}
EMPTY: Sentence = {"nl": "Er staat geen activiteit in.", "en": "There is no activity in it."}
UNEVEN: Sentence = {
    "nl": "Hier staan meer of minder cellen dan er kolommen zijn.",
    "en": "There are more or fewer cells here than there are columns.",
}
UNKNOWN_COLUMN: Sentence = {
    "nl": f"Deze kolom kennen we niet, of staat er twee keer. Kies uit: {', '.join(COLUMNS)}.",
    "en": f"This column is unknown, or there twice. Choose from: {', '.join(COLUMNS)}.",
}
MISSING_COLUMN: Sentence = {"nl": "Deze kolom ontbreekt.", "en": "This column is missing."}


@dataclass(frozen=True, slots=True)
class Row:
    """An activity and where its line begins, counted from 1 as an editor does."""

    line: int
    asked: TransferredIn

    @property
    def at(self) -> str:
        """As a pointer."""
        return f"#/{self.line}"


class _Unreadable(Exception):
    def __init__(self, *faults: Fault) -> None:
        self.faults = faults


def read(body: bytes, form: Format) -> list[Row]:
    """All of it; `Invalid` names what is wrong, the first hundred."""
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        for line, told in _LINES[form](_decoded(body)):
            if len(rows) == MOST_ROWS:
                raise _Unreadable(Fault(f"#/{line}", TOO_MANY, "too-many"))
            try:
                rows.append(Row(line, TransferredIn.model_validate(told)))
            except ValidationError as error:
                faults += [_at(line, fault_of(one)) for one in _errors(error)]
            if len(faults) >= MOST_FAULTS:
                break
    except _Unreadable as error:
        faults += error.faults
    if not rows and not faults:
        faults.append(Fault("#", EMPTY, "empty"))
    if faults:
        raise refusal(faults)
    return rows


def refusal(faults: Sequence[Fault]) -> Invalid:
    """The problem of these faults, each sentence beginning with where."""
    return Invalid(faults=[_named(fault) for fault in faults[:MOST_FAULTS]])


def _named(fault: Fault) -> Fault:
    _, *steps = fault.pointer.split("/")
    if not steps:
        return fault
    where = ", ".join(step for step in steps[1:2])
    nl, en = (f"{word} {steps[0]}{f', {where}' if where else ''}: " for word in ("Regel", "Line"))
    return Fault(fault.pointer, {"nl": nl + fault.sentence["nl"], "en": en + fault.sentence["en"]}, fault.code)


def _errors(error: ValidationError) -> list[dict[str, Any]]:
    return [{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_url=False, include_input=False)]


def _at(line: int, fault: Fault) -> Fault:
    return Fault(f"#/{line}{fault.pointer.removeprefix('#')}", fault.sentence, fault.code)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _Unreadable(Fault(f"#/{line}", NOT_UTF8, "not-utf-8")) from error


def _lines_of_table(said: str) -> Iterator[tuple[int, dict[str, Any]]]:
    head = said.partition("\n")[0]
    separator = max(",;\t", key=head.count)  # a Dutch spreadsheet writes semicolons
    table = csv.reader(io.StringIO(said, newline=""), delimiter=separator, strict=True)
    names: list[str] = []
    line = 1
    try:
        for cells in table:
            if names and any(cell.strip() for cell in cells):
                if len(cells) != len(names):
                    raise _Unreadable(Fault(f"#/{line}", UNEVEN, "uneven"))
                yield line, from_row(names, cells)
            names = names or _head(cells)
            line = table.line_num + 1
    except csv.Error as error:
        raise _Unreadable(Fault(f"#/{line}", NO_TABLE, "no-table")) from error


def _head(cells: Sequence[str]) -> list[str]:
    names = [cell.strip() for cell in cells]
    wrong = [name for place, name in enumerate(names) if name not in COLUMNS or name in names[:place]]
    faults = [Fault(f"#/1/{name[:100]}", UNKNOWN_COLUMN, "unknown-column") for name in wrong]
    faults += [Fault(f"#/1/{name}", MISSING_COLUMN, "missing-column") for name in REQUIRED if name not in names]
    if faults:
        raise _Unreadable(*faults)
    return names


def _lines_of_json(said: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, one in enumerate(said.split("\n"), 1):
        if not one.strip():
            continue
        try:
            told = json.loads(one)
        except (ValueError, RecursionError) as error:
            raise _Unreadable(Fault(f"#/{line}", NO_JSON, "no-json")) from error
        if not isinstance(told, dict):
            raise _Unreadable(Fault(f"#/{line}", NO_JSON, "no-json"))
        yield line, told


_LINES = {"csv": _lines_of_table, "jsonl": _lines_of_json}
