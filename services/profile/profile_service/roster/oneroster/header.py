"""Whether the first line of a file is the one that its table must have."""

from collections import Counter

from profile_service.roster.oneroster.diagnostics import Report
from profile_service.roster.oneroster.tables import Table

_PREFIX = "metadata."
_MAX_NAME = 255


def check_header(table: Table, row: int, header: list[str], report: Report) -> bool:
    """Report what is wrong with it; False if the columns cannot be told apart.

    Names that are found are never repeated: in a file without a header line they are somebody's data.
    """
    expected = [column.name for column in table.columns]
    misplaced = _misplaced(header, expected)
    if misplaced:
        for place in misplaced:
            report.add("schema.metadata_column_position", table.file, row, place=place + 1)
        return False
    if header[: len(expected)] != expected:
        place = next(i for i, name in enumerate(expected) if header[i : i + 1] != [name])
        report.add("schema.header_order_mismatch", table.file, row, expected[place], place=place + 1)
        return False
    extra = header[len(expected) :]
    times = Counter(extra)
    wrong = [place for place, name in enumerate(extra, len(expected)) if times[name] > 1 or not _is_metadata(name)]
    for place in wrong:
        report.add("schema.invalid_metadata_header", table.file, row, place=place + 1)
    return not wrong


def _misplaced(header: list[str], expected: list[str]) -> list[int]:
    """Places of metadata columns between the standard ones, if that is all that is wrong with their order."""
    standard = [place for place, name in enumerate(header) if not name.startswith(_PREFIX)]
    if [header[place] for place in standard] != expected:
        return []
    return [place for place in range(standard[-1]) if header[place].startswith(_PREFIX)]


def _is_metadata(column: str) -> bool:
    name = column.removeprefix(_PREFIX)
    return name != column and name.strip() == name != "" and name.isprintable() and len(column) <= _MAX_NAME
