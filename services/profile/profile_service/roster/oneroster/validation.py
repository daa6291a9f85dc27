"""All rules over a whole package in one pass over its files."""

from collections.abc import Callable
from dataclasses import dataclass

from profile_service.roster.oneroster.columns import Column
from profile_service.roster.oneroster.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Report
from profile_service.roster.oneroster.header import check_header
from profile_service.roster.oneroster.package import Package
from profile_service.roster.oneroster.references import FileReferences, Known, References
from profile_service.roster.oneroster.semantics import CHECKED_FILES, fault_between
from profile_service.roster.oneroster.tables import LIFECYCLE, STATUS, TABLES, Mode, Table
from profile_service.roster.oneroster.tokens import CsvFault
from profile_service.roster.oneroster.values import fault_in

MAX_VALUE = 10_000
ROWS_AT_ONCE = 1_000
"""After which somebody hears how far it is."""


@dataclass(frozen=True, slots=True)
class Validation:
    diagnostics: list[Diagnostic]
    counts: dict[str, int]
    """Records for each file that is in the package, the header not counted."""
    truncated: bool
    """There were more diagnostics than were asked for."""

    @property
    def is_valid(self) -> bool:
        return not self.diagnostics


def validate(
    package: Package,
    *,
    known: Known | None = None,
    on_rows: Callable[[int], None] = lambda _: None,
    max_diagnostics: int = MAX_DIAGNOSTICS,
) -> Validation:
    """Check a package; `known` says which sourcedIds of a file the board already has. May raise UnsafePackage.

    `on_rows` hears now and then how many more were checked.
    """
    report = Report(max_diagnostics)
    report.include(package.faults)
    references = References(package.modes, known, report)
    for file in package.doubtful:
        report.distrust(file)
    present = [table for table in TABLES.values() if package.has(table.file)]
    counts: dict[str, int] = {}
    for table in present:
        counts[table.file] = _check_file(package, table, references, report, on_rows)
        references.let_go(table, [other for other in present if other.file not in counts])
    return Validation(report.in_order(), counts, report.truncated)


def _check_file(
    package: Package, table: Table, references: References, report: Report, on_rows: Callable[[int], None]
) -> int:
    count = 0
    outgoing = references.start(table)
    try:
        source = package.records(table.file)
        header_row, header = next(source, (1, []))
        if not header:
            report.add("schema.missing_header", table.file, 1)
            return 0
        readable = check_header(table, header_row, header, report)
        rows = _RowCheck(table, header, package.modes[table.file], outgoing, report)
        for number, fields in source:
            count += 1
            if readable:
                rows.check(number, fields)
            if count % ROWS_AT_ONCE == 0:
                on_rows(ROWS_AT_ONCE)
    except CsvFault as fault:
        # Behind a stray quote no column is certain, so the rest of what was said of this file is taken back.
        report.forget(table.file)
        report.add(fault.code, table.file, fault.row)
        return count
    outgoing.finish()
    on_rows(count % ROWS_AT_ONCE)
    return count


class _RowCheck:
    def __init__(self, table: Table, header: list[str], mode: Mode, references: FileReferences, report: Report) -> None:
        self._file = table.file
        self._header = header
        self._mode = mode
        self._references = references
        self._report = report
        self._data = [(i, column) for i, column in enumerate(table.columns) if column not in LIFECYCLE]
        self._lifecycle = [(i, column) for i, column in enumerate(table.columns) if column in LIFECYCLE]
        self._status_at = table.columns.index(STATUS)

    def check(self, row: int, fields: list[str]) -> None:
        if len(fields) != len(self._header):
            expected = len(self._header)
            self._report.add("row.wrong_field_count", self._file, row, found=len(fields), expected=expected)
            return
        sound = self._is_short(row, fields) & self._has_lifecycle(row, fields) & self._has_id(row, fields[0])
        is_deleted = fields[self._status_at] == "tobedeleted"
        for place, column in self._data:
            value = fields[place]
            if place and not self._fits(row, column, value):
                sound = False
            elif column.target and value and not is_deleted:
                self._references.see(row, column, value)
        if sound and self._file in CHECKED_FILES:
            self._check_meaning(row, fields)

    def _is_short(self, row: int, fields: list[str]) -> bool:
        if max(map(len, fields)) <= MAX_VALUE:
            return True
        for name, value in zip(self._header, fields, strict=True):
            if len(value) > MAX_VALUE:
                self._report.add("row.value_too_long", self._file, row, name, limit=MAX_VALUE)
        return False

    def _has_lifecycle(self, row: int, fields: list[str]) -> bool:
        sound = True
        for place, column in self._lifecycle:
            value = fields[place]
            if self._mode == "bulk" and value:
                self._report.add("row.field_forbidden_in_bulk", self._file, row, column.name)
                sound = False
            elif self._mode == "delta" and not value:
                self._report.add("row.field_required_in_delta", self._file, row, column.name)
                sound = False
            elif self._mode == "delta":
                sound &= self._fits(row, column, value)
        return sound

    def _fits(self, row: int, column: Column, value: str) -> bool:
        if not value or (column.required and value.isspace()):
            code = "row.missing_required_value" if column.required else None
        else:
            code = fault_in(column, value)
        if code is None:
            return True
        allowed = ", ".join((*column.allowed, *(("ext:*",) if column.extensible else ())))
        self._report.add(code, self._file, row, column.name, allowed=allowed)
        return False

    def _has_id(self, row: int, sourced_id: str) -> bool:
        if not self._fits(row, self._data[0][1], sourced_id):
            return False
        if self._references.add_id(sourced_id):
            return True
        self._report.add("reference.duplicate_sourced_id", self._file, row, "sourcedId")
        return False

    def _check_meaning(self, row: int, fields: list[str]) -> None:
        fault = fault_between(self._file, dict(zip(self._header, fields, strict=True)))
        if fault is not None:
            code, column = fault
            self._report.add(code, self._file, row, column)
