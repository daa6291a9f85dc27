"""A package that is safe to read, row by row."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from profile_service.roster.oneroster.archive import Archive
from profile_service.roster.oneroster.diagnostics import Diagnostic, UnsafePackage, diagnose
from profile_service.roster.oneroster.manifest import Manifest, read_manifest
from profile_service.roster.oneroster.tables import FILES, MANIFEST, TABLES, Mode
from profile_service.roster.oneroster.tokens import CsvFault, Record, records

MAX_UNCOMPRESSED_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its number (2 is the first) and its values by column, without the passwords."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """Holds nothing but the manifest; the file it was opened from must stay open while it is read."""

    modes: Mapping[str, Mode]
    faults: tuple[Diagnostic, ...]
    """What is wrong with the manifest and with the set of files."""
    doubtful: frozenset[str]
    """Files of which the manifest says nothing valid, or not what is so."""
    _archive: Archive

    def records(self, file: str) -> Iterator[Record]:
        """The records as they are written, header first; raises CsvFault where the file is not valid CSV."""
        return records(self._archive.chunks(file)) if self.has(file) else iter(())

    def has(self, file: str) -> bool:
        return self.modes[file] != "absent" and file in self._archive.names

    def rows(self, file: str) -> Iterator[Row]:
        """The rows of one file, none if it is absent; for a package that was validated, else it may stop half-way."""
        if self.modes[file] != "absent" and not self.has(file):
            raise UnsafePackage("manifest.file_missing", name=file)
        dropped = {column.name for column in TABLES[file].columns if not column.kept}
        source = self.records(file)
        try:
            _, header = next(source, (1, []))
            kept = [(name, place) for place, name in enumerate(header) if name not in dropped]
            for number, fields in source:
                if len(fields) != len(header):
                    raise UnsafePackage("row.wrong_field_count", found=len(fields), expected=len(header))
                yield Row(number, {name: fields[place] for name, place in kept})
        except CsvFault as fault:
            raise UnsafePackage(fault.code) from fault


def open_package(file: IO[bytes], *, max_uncompressed_bytes: int = MAX_UNCOMPRESSED_BYTES) -> Package:
    """Open a zip for reading; raises UnsafePackage, here or later while its rows are read."""
    archive = Archive(file, max_uncompressed_bytes)
    names = archive.names
    unknown = [diagnose("package.unknown_file", name) for name in names if name not in (MANIFEST, *FILES)]
    if MANIFEST not in names:
        missing = diagnose("package.missing_manifest", MANIFEST)
        return Package(Manifest().modes, (missing, *unknown), frozenset(FILES), archive)
    manifest = read_manifest(archive.chunks(MANIFEST))
    broken = _broken_promises(manifest, names)
    doubtful = frozenset(file for file in FILES if file not in manifest.rows or file in broken)
    return Package(manifest.modes, (*manifest.faults, *broken.values(), *unknown), doubtful, archive)


def _broken_promises(manifest: Manifest, names: Collection[str]) -> dict[str, Diagnostic]:
    broken = {}
    for file, row in manifest.rows.items():
        if manifest.modes[file] != "absent" and file not in names:
            broken[file] = diagnose("manifest.file_missing", MANIFEST, row, "value", name=file)
        if manifest.modes[file] == "absent" and file in names:
            broken[file] = diagnose("manifest.file_unexpected", MANIFEST, row, "value", name=file)
    return broken
