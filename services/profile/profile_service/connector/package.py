"""The pages of a pull as one OneRoster package, so that a pull is judged and applied just as a package by hand is."""

import asyncio
from typing import IO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.connector import store
from profile_service.connector.rows import FileRow, ended
from profile_service.roster.oneroster import FILES, TABLES, list_items
from profile_service.roster.oneroster.writer import PackageWriter
from profile_service.roster.store import known_ids

CORE = ("orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv", "users.csv", "roles.csv", "enrollments.csv")
_OF_WHAT_IS_THERE = (("demographics.csv", "sourcedId"), ("roles.csv", "orgSourcedId"))
"""Of a user or of nobody; at a school of this board or none of ours."""
_ANY_WILL_DO = ("courses.csv", "orgSourcedId")
"""A file wants it, while the web service may leave it out or name what we may not see; nothing hangs on it."""
_ENDS_WITH = {"enrollments.csv": {"userSourcedId": "users.csv", "classSourcedId": "classes.csv"}}
"""Systems give a user or class that is deleted, and let what hung on it stand."""
_REFERENCES = {
    table.file: [
        (column.name, column.target)
        for column in table.columns
        if column.target and (not column.required or (table.file, column.name) in (*_OF_WHAT_IS_THERE, _ANY_WILL_DO))
    ]
    for table in TABLES.values()
}


class PackageOfPull:
    """Writes what was fetched. A full pull is bulk, the whole set; an incremental one is a delta."""

    def __init__(self, session: AsyncSession, sync_id: UUID, *, full: bool, moment: str) -> None:
        self._session, self._sync_id, self._full, self._moment = session, sync_id, full, moment
        self._there: dict[str, set[str]] = {}
        self._deleted: dict[str, set[str]] = {}

    async def write(self, out: IO[bytes]) -> bool:
        """False where nothing changed, so that there is no package."""
        found = await store.files_of(self._session, self._sync_id)
        files = sorted(found | set(CORE) if self._full else found, key=FILES.index)
        if "users.csv" in found and not self._full:
            files = sorted({*files, "roles.csv"}, key=FILES.index)
        with PackageWriter(out, files, "bulk" if self._full else "delta") as package:
            for file in files:
                await self._write_file(package, file)
        return bool(files)

    async def _write_file(self, package: PackageWriter, file: str) -> None:
        written: set[str] = set()
        kept: set[str] = set()
        await self._learn_targets(file)
        await asyncio.to_thread(package.write, file, [])
        async for page in store.pages_with(self._session, self._sync_id, file):
            fresh = {row["sourcedId"]: row for row in page if row["sourcedId"] not in written}
            written |= fresh.keys()
            rows = [row for row in fresh.values() if not self._full or self._lives(file, row)]
            whole = await self._without_strays(file, rows)
            kept.update(row["sourcedId"] for row in whole)
            await asyncio.to_thread(package.write, file, whole)
        if file == "roles.csv" and not self._full:
            users = self._there["users.csv"]
            gone = await store.roles_known(self._session, users) - kept
            await asyncio.to_thread(package.write, file, [ended(file, one, self._moment) for one in sorted(gone)])

    def _lives(self, file: str, row: FileRow) -> bool:
        hangs_on = _ENDS_WITH.get(file, {}).items()
        return row["status"] == "active" and not any(
            row[column] in self._deleted[target] for column, target in hangs_on
        )

    async def _learn_targets(self, file: str) -> None:
        """Which records are there that this file may name, and which that it hangs on are deleted."""
        targets = {target for _, target in _REFERENCES[file]} | ({"users.csv"} if file == "roles.csv" else set())
        targets |= set(_ENDS_WITH.get(file, {}).values())
        for target in targets - self._there.keys():
            ids: set[str] = set()
            deleted: set[str] = set()
            async for page in store.pages_with(self._session, self._sync_id, target):
                ids |= {row["sourcedId"] for row in page if not self._full or row["status"] == "active"}
                deleted |= {row["sourcedId"] for row in page if row["status"] != "active"}
            self._there[target], self._deleted[target] = ids, deleted - ids

    async def _without_strays(self, file: str, rows: list[FileRow]) -> list[FileRow]:
        """Without optional references to what neither came along nor is known: a parent organisation outside of what
        we may see is no reason to refuse a school."""
        for column, target in _REFERENCES[file]:
            asked = {one for row in rows for one in list_items(row.get(column, ""))} - self._there[target]
            known = set() if self._full or not asked else await known_ids(self._session, target, asked)
            there, strays = self._there[target], asked - known
            if (file, column) in _OF_WHAT_IS_THERE:
                rows = [row for row in rows if row["status"] != "active" or row[column] not in strays]
            elif strays:
                kept = {one for row in rows for one in list_items(row.get(column, "")) if one in there or one in known}
                rows = [_with_only(row, column, kept) for row in rows]
        return await self._with_some_org(rows) if file == _ANY_WILL_DO[0] else rows

    async def _with_some_org(self, rows: list[FileRow]) -> list[FileRow]:
        ours = self._there["orgs.csv"]
        some = min(ours) if ours else await store.first_id(self._session, "orgs.csv")
        return [{**row, _ANY_WILL_DO[1]: row.get(_ANY_WILL_DO[1]) or some or ""} for row in rows]


def _with_only(row: FileRow, column: str, kept: set[str]) -> FileRow:
    return {**row, column: ",".join(one for one in list_items(row.get(column, "")) if one in kept)}
