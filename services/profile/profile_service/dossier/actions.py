"""Ask every service for what it holds of a learner, and make one file of it once all have handed in."""

import asyncio
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import IO, Any
from uuid import UUID

import structlog
from joserfc.jwk import OKPKey
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import DossierRequested
from eigenwijs_shared.contracts.rights import DOSSIER_PART_OF, DossierPart
from eigenwijs_shared.db import Sessions, enter_board, lock_name, plumbing_transaction
from eigenwijs_shared.errors import Language
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.outage import database_is_away, disk_is_full
from eigenwijs_shared.rights.dossier import unseal
from profile_service.dossier import store
from profile_service.dossier.archive import write_archive
from profile_service.dossier.errors import FAILED
from profile_service.dossier.own import gather_own, names_of, titles_of
from profile_service.dossier.schemas import DossierOut, ReceiptOut
from profile_service.dossier.story import people_in

log = structlog.get_logger()

KEPT = timedelta(days=7)
IDLE_S = 0.2
TIDY_S = 3600.0


async def ask(session: AsyncSession, learner_id: UUID, caller: Principal, *, now: datetime) -> Row[Any]:
    """A new request, or the one that is under way."""
    await lock_name(session, f"dossier/{learner_id}")  # two requests at once are one dossier
    under_way = await store.running(session, learner_id)
    if under_way is not None:
        return under_way
    key = OKPKey.generate_key("X25519")
    request_id = new_id()
    row = await store.add(
        session,
        learner_id=learner_id,
        request_id=request_id,
        state="running",
        author_id=caller.subject,
        private_key=key.as_dict(private=True),
        receipts=[],
        created_at=now,
    )
    public = {name: str(value) for name, value in key.as_dict(private=False).items()}
    await announce(session, DossierRequested(learner_id=learner_id, request_id=request_id, public_key=public))
    return row


async def on_parts(session: AsyncSession, parts: Sequence[DossierPart]) -> None:
    """Keep the pieces, sealed as they are."""
    now = datetime.now(UTC)
    fields = ("learner_id", "request_id", "number", "total", "rows", "sealed")
    rows = [
        {"service": part.type.split(".")[0], "arrived_at": now, **{name: getattr(part, name) for name in fields}}
        for part in parts
    ]
    await store.put_pieces(session, rows)


async def make_dossiers_forever(sessions: Sessions) -> None:
    """One after the other, as soon as its last piece is there."""
    while True:
        if not await make_next(sessions):
            await asyncio.sleep(IDLE_S)


async def make_next(sessions: Sessions) -> bool:
    """Make one file; False when none is complete. Killed in the middle, it begins anew."""
    asked: Row[Any] | None = None
    try:
        async with plumbing_transaction(sessions) as session:
            asked = await store.next_complete(session, len(DOSSIER_PART_OF))
            if asked is None:
                return False
            await enter_board(session, asked.board_id)
            await _make(session, asked)
    except Exception as error:
        full = disk_is_full(error)
        if asked is None or (database_is_away(error) and not full):
            raise
        log.exception("dossier failed", request_id=str(asked.request_id), error=type(error).__name__)
        async with plumbing_transaction(sessions) as session:
            await enter_board(session, asked.board_id)
            await store.finish(session, asked.request_id, state="failed", finished_at=datetime.now(UTC))
    return True


async def _make(session: AsyncSession, asked: Row[Any]) -> None:
    now = datetime.now(UTC)
    own = await gather_own(session, asked.learner_id)
    arrived = await store.pieces(session, asked.request_id)
    documents: dict[str, dict[str, Any]] = {"profile": {"rows": own, "titles": await titles_of(session, own)}}
    receipts = [
        {"service": "profile", "at": now.isoformat(), "what": {table: len(rows) for table, rows in own.items()}}
    ]
    for service, run in groupby(arrived, key=lambda piece: piece.service):
        of_service = list(run)
        documents[service] = await asyncio.to_thread(unseal, [one.sealed for one in of_service], asked.private_key)
        last = max(one.arrived_at for one in of_service)
        receipts.append({"service": service, "at": last.isoformat(), "what": of_service[0].rows})
    documents["profile"]["people"] = await names_of(session, people_in(documents))
    # On disk, not in memory: a full disk fails this dossier, and nothing of it is kept.
    with tempfile.TemporaryFile(prefix="dossier-") as file:
        await asyncio.to_thread(write_archive, file, documents, now)
        await _keep(session, asked, file)
    await store.finish(session, asked.request_id, state="done", receipts=receipts, finished_at=now)


async def _keep(session: AsyncSession, asked: Row[Any], file: IO[bytes]) -> None:
    file.seek(0)
    part = 0
    while content := file.read(store.PART):
        await store.add_part(session, asked.learner_id, asked.request_id, part, content)
        part += 1


async def drop_old_dossiers_forever(sessions: Sessions) -> None:
    """A dossier lies ready for a week; longer would be one more place to guard."""
    while True:
        await drop_old_dossiers(sessions)
        await asyncio.sleep(TIDY_S)


async def drop_old_dossiers(sessions: Sessions) -> None:
    async with plumbing_transaction(sessions) as session:
        await store.drop_older(session, datetime.now(UTC) - KEPT)


def shown(row: Row[Any], language: Language) -> DossierOut:
    here = f"/v1/learners/{row.learner_id}/dossier/{row.request_id}"
    return DossierOut(
        request_id=row.request_id,
        state=row.state,
        receipts=[ReceiptOut(**receipt) for receipt in row.receipts],
        download=f"{here}/download" if row.state == "done" else None,
        message=FAILED[language] if row.state == "failed" else None,
        created_at=row.created_at,
        expires_at=row.created_at + KEPT if row.state == "done" else None,
    )
