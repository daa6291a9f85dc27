"""Writes OneRoster 1.2 CSV packages, row by row: what `open_package` reads back as the same rows."""

import io
import stat
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from profile_service.roster.oneroster.tables import FILES, LAST_MODIFIED, MANIFEST, STATUS, TABLES, Mode, Table

Rows = Iterable[Mapping[str, str]]
_QUOTED = frozenset(',"\r\n')
_END = "\r\n"
_PART = 1_000
"""Rows that are encoded at once."""


def write_package(rows: Mapping[str, Rows], mode: Mode) -> bytes:
    """The package as bytes; see `write_package_to`."""
    made = io.BytesIO()
    write_package_to(made, rows, mode)
    return made.getvalue()


def write_package_to(out: BinaryIO, rows: Mapping[str, Rows], mode: Mode) -> None:
    """Write a package of these files (`users.csv`, …), each with rows of values by column; rows may be generators.

    A column that a row lacks is empty; in a delta `status` is `active` unless given, and `dateLastModified` must be
    given; in a bulk both stay empty, as the binding wants. Passwords are never written. Raises ValueError for a file
    or column that OneRoster does not have, and for a value that no CSV can hold.
    """
    unknown = set(rows) - set(FILES)
    if unknown:
        raise ValueError(f"no files of OneRoster: {sorted(unknown)}")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_entry(MANIFEST), _manifest(rows, mode))
        for file in FILES:
            if file in rows:
                with package.open(_entry(file), "w") as stream:
                    for text in _lines(TABLES[file], rows[file], mode):
                        stream.write(text.encode())


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the hour of writing: the same rows are the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _manifest(rows: Mapping[str, Rows], mode: Mode) -> str:
    modes = [f"file.{file.removesuffix('.csv')},{mode if file in rows else 'absent'}" for file in FILES]
    return _END.join(["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2", *modes, ""])


def _lines(table: Table, rows: Rows, mode: Mode) -> Iterable[str]:
    names = [column.name for column in table.columns]
    known = frozenset(names)
    empty = {column.name for column in table.columns if not column.kept}
    if mode == "bulk":
        empty |= {STATUS.name, LAST_MODIFIED.name}
    part = [",".join(names)]
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
