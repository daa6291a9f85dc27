"""The rows of a package become the records of the board: what is the same already is not written again."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.roster import store
from profile_service.roster.oneroster import FILES, Package, Row
from profile_service.roster.progress import Progress
from profile_service.roster.rules import kept_of

Name = tuple[str, str, str | None]
"""Given, family, ECK iD."""
Names = dict[str, Name]


async def record(session: AsyncSession, package: Package, total: int, progress: Progress) -> tuple[Names, int]:
    """Keep every row. The names in it by sourcedId, which are for the vault alone; and how many records are new."""
    names: Names = {}
    touched = 0
    await progress.begin("recording", total)
    for file in FILES:
        if package.has(file):
            touched += await _record_file(session, package, file, names, progress)
    return names, touched


@dataclass(slots=True)
class _Part:
    """Some rows of a file, as they are written at once."""

    rows: int = 0
    kept: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)


async def _record_file(session: AsyncSession, package: Package, file: str, names: Names, progress: Progress) -> int:
    """Bulk: the file is the whole set. Delta: its rows replace theirs, and `tobedeleted` takes away."""
    is_whole = package.modes[file] == "bulk"
    seen: set[str] = set()
    touched = 0
    rows = package.rows(file)
    # In a thread: reading and unpacking takes seconds, in which the worker's loop must go on.
    while (part := await asyncio.to_thread(_next_part, rows, file, names)).rows:
        touched += await store.put_records(session, file, part.kept) + len(part.gone)
        await store.drop_records(session, file, part.gone)
        if is_whole:
            seen.update(part.kept)
        await progress.add(part.rows)
    if is_whole:
        touched += await store.drop_records_but(session, file, seen)
    return touched


def _next_part(rows: Iterator[Row], file: str, names: Names) -> _Part:
    part = _Part()
    for row in islice(rows, store.CHUNK):
        part.rows += 1
        values, sourced_id = row.values, row.values["sourcedId"]
        if values.get("status") == "tobedeleted":
            part.gone.append(sourced_id)
            continue
        part.kept[sourced_id] = json.dumps(kept_of(file, values))
        if file == "users.csv":
            names[sourced_id] = _name(values)
    return part


def _name(values: Mapping[str, str]) -> Name:
    given = values.get("preferredGivenName") or values["givenName"]
    family = values.get("preferredFamilyName") or values["familyName"]
    return given, family, values.get("userMasterIdentifier") or None
