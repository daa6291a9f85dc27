"""Take a package in; later, in the worker, judge and apply it: all of it in one transaction, or nothing."""

import asyncio
import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.outage import database_is_away
from profile_service.roster import store
from profile_service.roster.apply import settle
from profile_service.roster.errors import UnsafeRosterPackage
from profile_service.roster.oneroster import FILES, Diagnostic, Package, UnsafePackage, open_package, validate
from profile_service.roster.rules import kept_of
from profile_service.roster.schemas import AcceptedOut
from profile_service.tables import roster_import

log = structlog.get_logger()

IDLE_S = 0.2
People = dict[str, dict[str, Any]]


async def accept_package(session: AsyncSession, caller: Principal, body: bytes, *, now: datetime) -> AcceptedOut:
    """Keep the package until the worker has applied it; what is no safe package at all is refused at once."""
    try:
        await asyncio.to_thread(open_package, io.BytesIO(body))
    except UnsafePackage as unsafe:
        raise UnsafeRosterPackage(unsafe) from unsafe
    import_id = new_id()
    await session.execute(
        insert(roster_import).values(
            board_id=session.info["board_id"],
            import_id=import_id,
            state="running",
            author_id=caller.subject,
            created_at=now,
            counts={},
            errors=[],
            package=body,
        )
    )
    return AcceptedOut(import_id=import_id, state="running")


async def apply_packages_forever(sessions: Sessions) -> None:
    """One package after the other, the oldest first."""
    while True:
        if not await apply_next_package(sessions):
            await asyncio.sleep(IDLE_S)


async def apply_next_package(sessions: Sessions) -> bool:
    """Apply or reject one; False when none waits. Killed in the middle, it begins anew, for nothing was committed."""
    import_id: UUID | None = None
    board_id: UUID | None = None
    try:
        async with plumbing_transaction(sessions) as session:
            waiting = await store.next_running(session)
            if waiting is None:
                return False
            import_id, board_id = waiting.import_id, waiting.board_id
            await enter_board(session, waiting.board_id)
            await store.lock_roster(session)
            await _apply(session, waiting.import_id, waiting.package)
    except Exception as error:
        if database_is_away(error):
            raise  # nothing against the package, which is taken up again
        # A package that we stumble over must not block the others for ever.
        log.exception("roster package failed", import_id=str(import_id), error=type(error).__name__)
        await _reject_as_ours(sessions, board_id, import_id)
    return True


async def _apply(session: AsyncSession, import_id: UUID, body: bytes) -> None:
    package = open_package(io.BytesIO(body))
    try:
        validation = await asyncio.to_thread(validate, package, known=_known(session))
    except UnsafePackage as unsafe:
        await store.finish(session, import_id, state="rejected", errors=[_unsafe(unsafe)])
        return
    if validation.diagnostics:
        faults = [_fault(diagnostic) for diagnostic in validation.diagnostics]
        await store.finish(session, import_id, state="rejected", counts=validation.counts, errors=faults)
        return
    people: People = {}
    for file in FILES:
        if package.has(file):
            await _keep_records(session, package, file, people)
    await settle(session, people, now=datetime.now(UTC))
    await store.finish(session, import_id, state="applied", counts=validation.counts)


def _known(session: AsyncSession) -> Callable[[str, set[str]], set[str]]:
    """The validator runs in a thread and asks; the session answers in its own loop, which waits meanwhile."""
    loop = asyncio.get_running_loop()

    def known(file: str, ids: set[str]) -> set[str]:
        return asyncio.run_coroutine_threadsafe(store.known_ids(session, file, ids), loop).result()

    return known


async def _keep_records(session: AsyncSession, package: Package, file: str, people: People) -> None:
    """Bulk: the file is the whole set. Delta: its rows replace theirs, and `tobedeleted` takes away."""
    if package.modes[file] == "bulk":
        await store.clear_records(session, file)
    kept: dict[str, str] = {}
    gone: list[str] = []
    for row in package.rows(file):
        values = row.values
        if values.get("status") == "tobedeleted":
            gone.append(values["sourcedId"])
            kept.pop(values["sourcedId"], None)
            continue
        kept[values["sourcedId"]] = json.dumps(kept_of(file, values))
        if file == "users.csv":
            people[values["sourcedId"]] = _names(values)
        if len(kept) >= store.CHUNK:
            await store.put_records(session, file, kept)
            kept = {}
    if kept:
        await store.put_records(session, file, kept)
    if gone:
        await store.drop_records(session, file, gone)


def _names(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        "given": values.get("preferredGivenName") or values["givenName"],
        "family": values.get("preferredFamilyName") or values["familyName"],
        "eck_id": values.get("userMasterIdentifier") or None,
    }


def _fault(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "file": diagnostic.file,
        "row": diagnostic.row,
        "column": diagnostic.column,
        "code": diagnostic.code,
        "nl": diagnostic.message_nl,
        "en": diagnostic.message_en,
    }


def _unsafe(unsafe: UnsafePackage) -> dict[str, Any]:
    return {
        "file": "",
        "row": None,
        "column": None,
        "code": unsafe.code,
        "nl": unsafe.message_nl,
        "en": unsafe.message_en,
    }


async def _reject_as_ours(sessions: Sessions, board_id: UUID | None, import_id: UUID | None) -> None:
    ours = {
        "file": "",
        "row": None,
        "column": None,
        "code": "package.internal_error",
        "nl": "Bij ons ging iets mis; er is niets veranderd. Meld dit met het nummer van de import.",
        "en": "Something went wrong on our side; nothing was changed. Please report this with the import's id.",
    }
    async with plumbing_transaction(sessions) as session:
        if board_id is not None and import_id is not None:
            await enter_board(session, board_id)
            await store.finish(session, import_id, state="rejected", errors=[ours])
