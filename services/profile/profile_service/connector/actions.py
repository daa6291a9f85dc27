"""Set the connector, and ask for a sync; the worker does it."""

from datetime import datetime
from uuid import UUID

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.ids import new_id
from profile_service.connector import rules, store
from profile_service.connector.addresses import fault_in_address
from profile_service.connector.errors import SECRET_NEEDED, NoConnector, NoConnectorKey, SyncRuns, unfit
from profile_service.connector.schemas import DEMOGRAPHICS, ConnectorIn, ConnectorOut, Mode, SyncStartedOut
from profile_service.connector.secret import lock
from profile_service.settings import Settings

OF_SCHEDULE = "connector"
"""The author of a sync that nobody asked for by hand, and of the imports of all syncs."""


async def read_connector(session: AsyncSession) -> ConnectorOut:
    found = await store.find_connector(session)
    if found is None:
        raise NoConnector
    return ConnectorOut(
        base_url=found.base_url,
        token_url=found.token_url,
        client_id=found.client_id,
        has_secret=True,
        scopes=found.scopes,
        schedule=found.schedule,
        hour=found.hour,
        mode=found.mode,
        author_id=found.author_id,
        changed_at=found.changed_at,
        next_sync_at=found.due_at,
    )


async def set_connector(
    session: AsyncSession, settings: Settings, caller_id: str, wanted: ConnectorIn, *, now: datetime
) -> ConnectorOut:
    """Without a secret the stored one stays; but never for another token address, which would so be told it."""
    _check_address("#/baseUrl", wanted.base_url, settings)
    _check_address("#/tokenUrl", wanted.token_url, settings)
    if settings.connector_key is None:
        raise NoConnectorKey
    locked = await _locked(session, settings.connector_key, wanted)
    await store.put_connector(
        session,
        base_url=wanted.base_url.rstrip("/"),
        token_url=wanted.token_url,
        client_id=wanted.client_id,
        client_secret=locked,
        scopes=wanted.scopes,
        schedule=wanted.schedule,
        hour=wanted.hour,
        mode=wanted.mode,
        author_id=caller_id,
        changed_at=now,
        due_at=rules.next_due(wanted.schedule, wanted.hour, now),
    )
    await store.hasten(session, now)
    return await read_connector(session)


def _check_address(pointer: str, url: str, settings: Settings) -> None:
    fault = fault_in_address(url, reach=settings.connector_reach)
    if fault is not None:
        code, sentence = fault
        raise unfit(pointer, sentence, code)


async def _locked(session: AsyncSession, key: SecretStr, wanted: ConnectorIn) -> str:
    if wanted.client_secret is not None:
        return lock(wanted.client_secret.get_secret_value(), session.info["board_id"], key)
    stored = await store.find_connector(session, lock=True)
    if stored is None or (stored.client_id, stored.token_url) != (wanted.client_id, wanted.token_url):
        raise SECRET_NEEDED
    return str(stored.client_secret)


async def remove_connector(session: AsyncSession, *, now: datetime) -> None:
    """A sync in the middle ends with it; what was imported stays."""
    if not await store.drop_connector(session):
        raise NoConnector
    running = await store.active_sync(session)
    if running is not None:
        await store.change_sync(session, running, None, state="failed", problem={"code": "removed"}, finished_at=now)
        await store.drop_pages(session, running)


async def ask_sync(session: AsyncSession, caller_id: str, mode: Mode, *, now: datetime) -> SyncStartedOut:
    """An incremental sync goes on from the last good one from the same address; without one it is full."""
    found = await store.find_connector(session, lock=True)
    if found is None:
        raise NoConnector
    since = await store.last_good_start(session, found.base_url) if mode == "incremental" else None
    sync_id, made = new_id(), "full" if since is None else "incremental"
    begun = await store.begin_sync(
        session,
        sync_id=sync_id,
        state="running",
        mode=made,
        author_id=caller_id,
        base_url=found.base_url,
        since=since - rules.MARGIN if since is not None else None,
        todo=[*rules.CORE, *(["demographics"] if DEMOGRAPHICS in found.scopes else [])],
        probing=False,
        pages=0,
        fetched={},
        tries=0,
        due_at=now,
        started_at=now,
    )
    if not begun:
        raise SyncRuns(await store.active_sync(session))
    return SyncStartedOut(sync_id=sync_id, state="running", mode=made)  # type: ignore[arg-type]  # one of the two


async def start_scheduled(session: AsyncSession, *, now: datetime) -> UUID | None:
    """The sync that the board's schedule wants; none while one runs already. Either way the next is set."""
    found = await store.find_connector(session, lock=True)
    if found is None or found.due_at is None or found.due_at > now:
        return None
    await store.schedule_next(session, rules.next_due(found.schedule, found.hour, now))
    if await store.active_sync(session) is not None:
        return None
    return (await ask_sync(session, OF_SCHEDULE, found.mode, now=now)).sync_id
