"""Writes OneRoster 1.2 CSV packages, row by row: what `open_package` reads back as the same rows."""

import io
import stat
import zipfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import IO, Self

from profile_service.roster.oneroster.tables import FILES, LAST_MODIFIED, MANIFEST, STATUS, TABLES, Mode, Table

Rows = Iterable[Mapping[str, str]]
_QUOTED = frozenset(',"\r\n')
_END = "\r\n"
_PART = 1_000
"""Rows that are encoded at once."""


class PackageWriter:
    """Writes a package of these files piece by piece, each file as a whole before the next; `with` closes it.

    A column that a row lacks is empty; in a delta `status` is `active` unless given, and `dateLastModified` must be
    given; in a bulk both stay empty, as the binding wants. Passwords are never written. Raises ValueError for a file
    or column that OneRoster does not have, and for a value that no CSV can hold.
    """

    def __init__(self, out: IO[bytes], files: Iterable[str], mode: Mode) -> None:
        self._waiting = set(files)
        unknown = self._waiting - set(FILES)
        if unknown:
            raise ValueError(f"no files of OneRoster: {sorted(unknown)}")
        self._mode = mode
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._file: str | None = None
        self._stream: IO[bytes] | None = None
        try:
            self._zip.writestr(_entry(MANIFEST), _manifest(self._waiting, mode))
        except BaseException:
            self._abandon()
            raise

    def write(self, file: str, rows: Rows) -> None:
        """More rows of this file; a file without rows is written by an empty one."""
        for text in _lines(TABLES[file], rows, self._mode, with_header=self._begin(file)):
            if self._stream is not None:
                self._stream.write(text.encode())

    def _begin(self, file: str) -> bool:
        if file == self._file:
            return False
        self._waiting.remove(file)
        self._end()
        self._file, self._stream = file, self._zip.open(_entry(file), "w")
        return True

    def _end(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._file = self._stream = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self._abandon()
            return
        try:
            self._end()
            for file in sorted(self._waiting, key=FILES.index):
                self.write(file, ())
            self._end()
            self._zip.close()
        except BaseException:
            self._abandon()
            raise

    def _abandon(self) -> None:
        """What failed half-way is no package, and on a full disk even its end cannot be written."""
        with suppress(OSError, ValueError):
            self._end()
        self._zip.fp = None


def write_package(rows: Mapping[str, Rows], mode: Mode) -> bytes:
    """The package of these files as bytes; see `PackageWriter`."""
    made = io.BytesIO()
    write_package_to(made, rows, mode)
    return made.getvalue()


def write_package_to(out: IO[bytes], rows: Mapping[str, Rows], mode: Mode) -> None:
    """Write a package of these files (`users.csv`, …), each with rows of values by column; rows may be generators."""
    with PackageWriter(out, rows, mode) as package:
        for file in FILES:
            if file in rows:
                package.write(file, rows[file])


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the hour of writing: the same rows are the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _manifest(files: Collection[str], mode: Mode) -> str:
    modes = [f"file.{file.removesuffix('.csv')},{mode if file in files else 'absent'}" for file in FILES]
    return _END.join(["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2", *modes, ""])


def _lines(table: Table, rows: Rows, mode: Mode, *, with_header: bool) -> Iterable[str]:
    names = [column.name for column in table.columns]
    known = frozenset(names)
    empty = {column.name for column in table.columns if not column.kept}
    if mode == "bulk":
        empty |= {STATUS.name, LAST_MODIFIED.name}
    part = [",".join(names)] if with_header else []
    for row in rows:
        if not known.issuperset(row):
            raise ValueError(f"no columns of {table.file}: {sorted(set(row) - known)}")
        values = {STATUS.name: "active", **row} if mode == "delta" else row
        part.append(",".join("" if name in empty else _cell(values.get(name, "")) for name in names))
        if len(part) >= _PART:
            yield _END.join([*part, ""])
            part = []
    yield _END.join([*part, ""]) if part else ""


def _cell(value: str) -> str:
    if "\0" in value:
        raise ValueError("a CSV value holds no NUL")
    if _QUOTED.isdisjoint(value):
        return value
    return '"' + value.replace('"', '""') + '"'
