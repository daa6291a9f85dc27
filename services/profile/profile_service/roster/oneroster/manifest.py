"""What manifest.csv promises about the other files."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from profile_service.roster.oneroster.diagnostics import Diagnostic, diagnose
from profile_service.roster.oneroster.tables import FILES, MANIFEST, Mode
from profile_service.roster.oneroster.tokens import CsvFault, Record, records

_MAX_LINES = 500
_HEADER = ["propertyName", "value"]
_VERSIONS = {"manifest.version": "1.0", "oneroster.version": "1.2"}
_MODES: dict[str, Mode] = {"absent": "absent", "bulk": "bulk", "delta": "delta"}
_PROPERTIES = {f"file.{file.removesuffix('.csv')}": file for file in FILES}


@dataclass(slots=True)
class Manifest:
    modes: dict[str, Mode] = field(default_factory=lambda: dict.fromkeys(FILES, "absent"))
    rows: dict[str, int] = field(default_factory=dict)
    """In which row each file is spoken of; a file without a valid line of its own is not in here."""
    faults: list[Diagnostic] = field(default_factory=list)


def read_manifest(chunks: Iterable[bytes]) -> Manifest:
    manifest = Manifest()
    try:
        lines = list(islice(records(chunks), _MAX_LINES))
    except CsvFault as fault:
        manifest.faults.append(diagnose(fault.code, MANIFEST, fault.row))
        return manifest
    if len(lines) == _MAX_LINES:
        manifest.faults.append(diagnose("manifest.too_many_lines", MANIFEST))
        return manifest
    if not lines or lines[0][1] != _HEADER:
        manifest.faults.append(diagnose("manifest.invalid_header", MANIFEST, 1))
        return manifest
    seen = _properties(lines[1:], manifest)
    _check_versions(seen, manifest)
    _take_modes(seen, manifest)
    return manifest


def _properties(lines: Iterable[Record], manifest: Manifest) -> dict[str, tuple[int, str]]:
    seen: dict[str, tuple[int, str]] = {}
    for row, fields in lines:
        if len(fields) != len(_HEADER):
            fault = diagnose("row.wrong_field_count", MANIFEST, row, found=len(fields), expected=len(_HEADER))
            manifest.faults.append(fault)
        elif fields[0] in seen:
            manifest.faults.append(diagnose("manifest.duplicate_property", MANIFEST, row, "propertyName"))
        elif fields[0].startswith("file.") and fields[0] not in _PROPERTIES:
            manifest.faults.append(diagnose("manifest.unknown_property", MANIFEST, row, "propertyName"))
        else:
            seen[fields[0]] = (row, fields[1])
    return seen


def _check_versions(seen: dict[str, tuple[int, str]], manifest: Manifest) -> None:
    for name, allowed in _VERSIONS.items():
        if name not in seen:
            manifest.faults.append(diagnose("manifest.missing_property", MANIFEST, name=name))
            continue
        row, value = seen[name]
        if value != allowed:
            fault = diagnose("manifest.unsupported_version", MANIFEST, row, "value", name=name, allowed=allowed)
            manifest.faults.append(fault)


def _take_modes(seen: dict[str, tuple[int, str]], manifest: Manifest) -> None:
    for name, file in _PROPERTIES.items():
        if name not in seen:
            manifest.faults.append(diagnose("manifest.missing_property", MANIFEST, name=name))
            continue
        row, value = seen[name]
        if value not in _MODES:
            manifest.faults.append(diagnose("manifest.invalid_mode", MANIFEST, row, "value"))
            continue
        manifest.modes[file] = _MODES[value]
        manifest.rows[file] = row
