"""Take a package in, confirm or cancel one that is held; in the worker, judge and apply it: all of it, or nothing."""

import asyncio
import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import IO, Any
from uuid import UUID

import structlog
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from eigenwijs_shared.events.outbox import EventTooLarge
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.outage import database_is_away, disk_is_full
from profile_service.roster import faults, packages, store
from profile_service.roster.apply import settle
from profile_service.roster.apply_people import rename
from profile_service.roster.changes import ends_too_much
from profile_service.roster.errors import ImportNotHeld, ImportRuns, UnknownImport, UnsafeRosterPackage
from profile_service.roster.oneroster import Package, UnsafePackage, open_package, validate
from profile_service.roster.progress import Progress
from profile_service.roster.recording import record
from profile_service.roster.schemas import AcceptedOut

log = structlog.get_logger()

IDLE_S = 0.2
HELD_DAYS = 30
IN_MEMORY = 8_000_000
"""Bytes of a package; a larger one goes to a temporary file."""


async def accept_package(
    session: AsyncSession, author_id: str, package: bytes | IO[bytes], *, now: datetime, dry_run: bool = False
) -> AcceptedOut:
    """Keep the package until the worker has applied it; what is no safe package at all is refused at once.

    Raises ImportRuns while another of the board runs.
    """
    file = io.BytesIO(package) if isinstance(package, bytes) else package
    try:
        opened = await asyncio.to_thread(open_package, file)
    except UnsafePackage as unsafe:
        raise UnsafeRosterPackage(unsafe) from unsafe
    import_id = new_id()
    values = {"author_id": author_id, "created_at": now, "counts": {}, "dry_run": dry_run, "mode": _mode_of(opened)}
    while not await packages.begin(session, import_id=import_id, **values):
        running = await packages.running_id(session)
        if running is not None:  # else it ended just now
            raise ImportRuns(running)
    file.seek(0)
    await packages.put_parts(session, import_id, file)
    return AcceptedOut(import_id=import_id, state="running")


def _mode_of(package: Package) -> str:
    modes = set(package.modes.values()) - {"absent"}
    return next(iter(modes)) if len(modes) == 1 else "mixed"


async def confirm_import(session: AsyncSession, caller_id: str, import_id: UUID, *, now: datetime) -> AcceptedOut:
    """Apply what is held, as the board is by then; once more changes nothing."""
    found = await packages.lock_import(session, import_id)
    if found is None:
        raise UnknownImport
    if found.confirmed_at is not None:
        return AcceptedOut(import_id=import_id, state=found.state)
    if found.state != "held":
        raise ImportNotHeld(found.state)
    running = await packages.running_id(session)
    if running is not None:
        raise ImportRuns(running)
    try:
        async with session.begin_nested():
            await packages.change(session, import_id, state="running", confirmed_by=caller_id, confirmed_at=now)
    except IntegrityError as error:  # another began at this very moment
        raise ImportRuns(await packages.running_id(session)) from error
    return AcceptedOut(import_id=import_id, state="running")


async def cancel_import(session: AsyncSession, caller_id: str, import_id: UUID) -> AcceptedOut:
    """Let go of what is held, and of its package; once more changes nothing."""
    found = await packages.lock_import(session, import_id)
    if found is None:
        raise UnknownImport
    if found.state not in ("held", "cancelled"):
        raise ImportNotHeld(found.state)
    if found.state == "held":
        await packages.finish(session, import_id, state="cancelled", cancelled_by=caller_id)
    return AcceptedOut(import_id=import_id, state="cancelled")


async def expire_held(sessions: Sessions, *, now: datetime) -> None:
    """What nobody confirmed in time is let go, on all boards."""
    late = faults.whole("package.confirmation_expired", days=HELD_DAYS)
    async with plumbing_transaction(sessions) as session:
        await packages.expire(session, held_before=now - timedelta(days=HELD_DAYS), errors=[late])


async def apply_packages_forever(sessions: Sessions) -> None:
    """One package after the other, the oldest first."""
    while True:
        if not await apply_next_package(sessions):
            await asyncio.sleep(IDLE_S)


async def apply_next_package(sessions: Sessions) -> bool:
    """Apply or reject one; False when none waits. Killed in the middle, it begins anew, for nothing was committed."""
    waiting: Row[Any] | None = None
    try:
        async with plumbing_transaction(sessions) as session:
            waiting = await packages.next_running(session)
            if waiting is None:
                return False
            await enter_board(session, waiting.board_id)
            await store.lock_roster(session)
            progress = Progress(sessions, waiting.board_id, waiting.import_id)
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as file:
                await packages.copy_parts(session, waiting.import_id, file)
                await _judge(session, waiting, file, progress)
    except Exception as error:
        full = disk_is_full(error)
        if database_is_away(error) and not full:
            raise  # nothing against the package, which is taken up again
        # A package that we stumble over must not block the others for ever.
        identity = str(waiting.import_id) if waiting is not None else None
        log.exception("roster package failed", import_id=identity, error=type(error).__name__)
        await _reject_whole(sessions, waiting, "package.disk_full" if full else _code_of(error))
    return True


async def _judge(session: AsyncSession, waiting: Row[Any], file: IO[bytes], progress: Progress) -> None:
    await progress.begin("validating")
    asks, tells = _known(session), progress.from_thread()
    try:
        package = await asyncio.to_thread(open_package, file)
        validation = await asyncio.to_thread(validate, package, known=asks, on_rows=tells)
    except UnsafePackage as unsafe:
        await packages.finish(session, waiting.import_id, state="rejected", errors=[faults.of_the_whole(unsafe)])
        return
    if validation.diagnostics:
        found = [faults.at_its_place(diagnostic) for diagnostic in validation.diagnostics]
        await packages.finish(session, waiting.import_id, state="rejected", counts=validation.counts, errors=found)
        return
    await _apply(session, waiting, package, validation.counts, progress)


async def _apply(
    session: AsyncSession, waiting: Row[Any], package: Package, counts: dict[str, int], progress: Progress
) -> None:
    """Do it all, see what it changed, and take it back if it was only asked what it would do or if it ends too much."""
    applied = await session.begin_nested()
    before = await store.held_so_far(session)
    names, touched = await record(session, package, sum(counts.values()), progress)
    now = datetime.now(UTC)
    if touched or not await store.is_settled(session, now.date()):
        changes = await settle(session, names, now=now, progress=progress)
    else:  # the same package again: only names, which are in no record, can be others
        changes = await rename(session, names, progress)
    too_much = waiting.mode != "delta" and ends_too_much(changes, before)
    report = {"counts": counts, "changes": changes.counts, "needs_confirmation": too_much}
    if waiting.dry_run:
        await applied.rollback()
        await packages.finish(session, waiting.import_id, state="previewed", **report)
        return
    if too_much and waiting.confirmed_at is None:
        await applied.rollback()
        await packages.hold(session, waiting.import_id, **report)
    else:
        await applied.commit()
        await packages.finish(session, waiting.import_id, state="applied", **report)
    await packages.supersede(session, waiting.import_id)


def _known(session: AsyncSession) -> Callable[[str, set[str]], set[str]]:
    """The validator runs in a thread and asks; the session answers in its own loop, which waits meanwhile."""
    loop = asyncio.get_running_loop()

    def known(file: str, ids: set[str]) -> set[str]:
        return asyncio.run_coroutine_threadsafe(store.known_ids(session, file, ids), loop).result()

    return known


def _code_of(error: Exception) -> str:
    return "package.person_in_too_many" if isinstance(error, EventTooLarge) else "package.internal_error"


async def _reject_whole(sessions: Sessions, waiting: Row[Any] | None, code: str) -> None:
    async with plumbing_transaction(sessions) as session:
        if waiting is not None:
            await enter_board(session, waiting.board_id)
            await packages.finish(session, waiting.import_id, state="rejected", errors=[faults.whole(code)])
