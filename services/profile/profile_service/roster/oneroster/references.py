"""Whether the records that a file points to exist: in the package, or else with the board."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from profile_service.roster.oneroster.columns import Column
from profile_service.roster.oneroster.diagnostics import Report
from profile_service.roster.oneroster.tables import Mode, Table
from profile_service.roster.oneroster.values import list_items

Known = Callable[[str, set[str]], set[str]]
"""Of the sourcedIds of one file: those that the board already has."""

_BATCH = 10_000

_Pending = list[tuple[int, Column, str]]


class References:
    """The ids of the files read so far, and the rules for pointing to them.

    A bulk file is the whole set, so what is not in it does not exist. A delta file, or an absent file that a delta
    points to, may leave out what the board already has: `known` tells; without it such a reference is taken on trust.
    An id that this package deletes still counts as there, and a row that is itself deleted may point anywhere.
    """

    def __init__(self, modes: Mapping[str, Mode], known: Known | None, report: Report) -> None:
        self.modes = modes
        self.known = known
        self.report = report
        self.ids: dict[str, set[str]] = {}

    def start(self, table: Table) -> "FileReferences":
        self.ids[table.file] = set()
        return FileReferences(self, table)

    def let_go(self, done: Table, coming: Sequence[Table]) -> None:
        """Forget the ids of a file that nothing to come points to: of enrolments alone there may be a million."""
        if not any(column.target == done.file for table in coming for column in table.columns):
            self.ids[done.file] = set()

    def outside_package(self, file: str, ids: set[str], *, on_trust: bool) -> set[str]:
        if self.known is not None:
            return self.known(file, ids)
        return ids if on_trust else set()


class FileReferences:
    """The references out of one file; those that its own later rows may still answer wait until its end."""

    def __init__(self, all_files: References, table: Table) -> None:
        self._all = all_files
        self._file = table.file
        self._own = all_files.ids[table.file]
        self._inward: _Pending = []
        self._outward: _Pending = []

    def add_id(self, sourced_id: str) -> bool:
        """False if an earlier row of this file has the same."""
        if sourced_id in self._own:
            return False
        self._own.add(sourced_id)
        return True

    def see(self, row: int, column: Column, value: str) -> None:
        target = column.target or ""
        there = self._all.ids.get(target, set())
        missing = [(row, column, one) for one in _ids_in(column, value) if one not in there]
        if target == self._file:
            self._inward.extend(missing)
            return
        self._outward.extend(missing)
        if len(self._outward) >= _BATCH:
            self._judge(self._outward)
            self._outward = []

    def finish(self) -> None:
        self._judge([waiting for waiting in self._inward if waiting[2] not in self._own])
        self._judge(self._outward)

    def _judge(self, pending: _Pending) -> None:
        by_target: defaultdict[str, _Pending] = defaultdict(list)
        for reference in pending:
            by_target[reference[1].target or ""].append(reference)
        for target, references in by_target.items():
            self._judge_target(target, references)

    def _judge_target(self, target: str, references: _Pending) -> None:
        mode = self._all.modes[target]
        # Behind a fault in the target file a missing record says nothing new, and may not even be missing.
        if not self._all.report.trusts(target):
            return
        incomplete = mode == "absent" and self._all.modes[self._file] == "bulk"
        code = "reference.missing_target_file" if incomplete else "reference.missing_target_record"
        elsewhere: set[str] = set()
        if mode != "bulk":
            ids = {sourced_id for _, _, sourced_id in references}
            elsewhere = self._all.outside_package(target, ids, on_trust=not incomplete)
        for row, column, sourced_id in references:
            if sourced_id not in elsewhere:
                self._all.report.add(code, self._file, row, column.name, name=target)


def _ids_in(column: Column, value: str) -> list[str]:
    return list_items(value) if column.many else [value]
