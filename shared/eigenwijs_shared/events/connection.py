"""The thin port to NATS: one way to connect, one way to make a stream."""

import asyncio
from typing import Any

import structlog
from nats.aio.client import Client
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.client import JetStreamContext
from nats.js.errors import NotFoundError

from eigenwijs_shared.events.envelope import stream_of
from eigenwijs_shared.settings import ServiceSettings

log = structlog.get_logger()

DUPLICATE_WINDOW_S = 120.0


async def connect_nats(settings: ServiceSettings, *, name: str, wait: bool = True) -> Client:
    """A client that never gives up reconnecting; `wait=False` returns at once, even while NATS is away."""

    async def on_error(error: Exception) -> None:
        log.warning("nats", error=type(error).__name__, detail=str(error)[:200])

    client = Client()
    options: dict[str, Any] = {
        "servers": settings.nats_url.split(","),
        "name": name,
        "user": settings.nats_user or None,
        "password": settings.nats_password.get_secret_value() or None,
        "max_reconnect_attempts": -1,
        "reconnect_time_wait": 0.5,
        "connect_timeout": 2,
        "ping_interval": 5,
        "max_outstanding_pings": 2,
        "error_cb": on_error,
        # Nothing may pile up in memory while NATS is away: the outbox is where events wait.
        "pending_size": 8 * 1024 * 1024,
    }
    if wait:
        await client.connect(**options)
    else:
        # Kept on the client: a task that nobody holds may be collected before it is done.
        client.connecting = asyncio.create_task(client.connect(**options))  # type: ignore[attr-defined]
    return client


async def close_nats(client: Client) -> None:
    """Leave, also when the first connection was never made."""
    connecting: asyncio.Task[None] | None = getattr(client, "connecting", None)
    if connecting is not None:
        await asyncio.sleep(0)  # a task that never began leaves a client that cannot be closed
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
    if not client.is_closed:
        await client.close()  # also a first connection that was cancelled half-way, which has a socket already


async def ensure_streams(js: JetStreamContext, settings: ServiceSettings) -> None:
    """This service's own two streams: what it announces, and the events it could not react to."""
    service = settings.service
    await _ensure(
        js,
        StreamConfig(
            name=stream_of(service),
            subjects=[f"ew.*.*.{service}.>", f"replay.*.*.*.{service}.>"],
            retention=RetentionPolicy.LIMITS,
            storage=StorageType.FILE,
            discard=DiscardPolicy.OLD,
            max_age=settings.event_days * 86_400.0,
            duplicate_window=DUPLICATE_WINDOW_S,
            num_replicas=settings.nats_replicas,
            allow_direct=True,
        ),
    )
    await _ensure(
        js,
        StreamConfig(
            name=f"{stream_of(service)}_DEAD",
            subjects=[f"dead.{service}.>"],
            storage=StorageType.FILE,
            duplicate_window=DUPLICATE_WINDOW_S,
            num_replicas=settings.nats_replicas,
            allow_direct=True,
        ),
    )


async def _ensure(js: JetStreamContext, config: StreamConfig) -> None:
    assert config.name  # noqa: S101 - every caller names it
    try:
        await js.stream_info(config.name)
    except NotFoundError:
        await js.add_stream(config)
    else:
        await js.update_stream(config)
