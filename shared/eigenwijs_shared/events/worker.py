"""A service's worker: sends the outbox, hears the others, answers requests to announce again."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
from nats.errors import Error as NatsError
from nats.js.client import JetStreamContext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from eigenwijs_shared import heartbeat
from eigenwijs_shared.collector import settle
from eigenwijs_shared.db import Sessions, make_engine, make_sessions, plumbing_transaction
from eigenwijs_shared.events.connection import connect_nats, ensure_streams
from eigenwijs_shared.events.consume import Consumer
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.relay import relay_forever
from eigenwijs_shared.events.replay import Announcer, listen_for_replay_requests, replay_forever
from eigenwijs_shared.logging import configure_logging
from eigenwijs_shared.outage import database_is_away
from eigenwijs_shared.settings import ServiceSettings

log = structlog.get_logger()

HEARTBEAT_S = 2.0
TIDY_S = 3600.0
_TIDY = (
    # The inbox outlives the streams: what they can still deliver must still be known.
    "DELETE FROM inbox WHERE seen_at < now() - make_interval(days => {days})",
    "DELETE FROM idempotency WHERE made_at < now() - interval '24 hours'",
)


Task = Callable[[Sessions], Awaitable[None]]
"""Work of the service's own that goes on for ever beside the events."""
StreamTask = Callable[[Sessions, JetStreamContext], Awaitable[None]]
"""The same, for work that needs the streams."""


def run_worker(
    settings: ServiceSettings,
    reactions: Reactions,
    announcers: Sequence[Announcer],
    *,
    tasks: Sequence[Task] = (),
    stream_tasks: Sequence[StreamTask] = (),
) -> None:
    """Run until SIGTERM or SIGINT; whatever was not committed comes again."""
    configure_logging(settings)
    listen_for_replay_requests(reactions)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_main(settings, reactions, announcers, [*map(_without_streams, tasks), *stream_tasks]))


def _without_streams(task: Task) -> StreamTask:
    async def alone(sessions: Sessions, _js: JetStreamContext) -> None:
        await task(sessions)

    alone.__name__ = getattr(task, "__name__", "own task")
    return alone


async def _main(
    settings: ServiceSettings, reactions: Reactions, announcers: Sequence[Announcer], tasks: Sequence[StreamTask]
) -> None:
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    work = asyncio.create_task(_work(settings, reactions, announcers, tasks))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if not stopped.done():
        work.result()  # ended by itself: say why, and let the supervisor start it anew
    await _end(work)


async def _end(work: asyncio.Task[None]) -> None:
    """Ask all tasks to end until they have: before Python 3.12 `wait_for` may swallow a cancellation that arrives
    together with its result, and the task it was in would go on for ever."""
    while not work.done():
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.wait({work}, timeout=0.5)


async def _work(
    settings: ServiceSettings, reactions: Reactions, announcers: Sequence[Announcer], own_tasks: Sequence[StreamTask]
) -> None:
    name = f"{settings.service}-worker"
    engine = make_engine(settings.database_url, pool_size=10, name=name)
    sessions = make_sessions(engine)
    client = await connect_nats(settings, name=name)
    js = client.jetstream(timeout=5)
    await _patiently("streams", lambda: ensure_streams(js, settings))
    settle()
    log.info("worker ready", listens_to=reactions.sources)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_forever("relay", lambda: relay_forever(sessions, client, js, settings.service)))
            tasks.create_task(_forever("replay", lambda: replay_forever(sessions, reactions, announcers)))
            tasks.create_task(_forever("tidy", lambda: _tidy_forever(sessions, settings.event_days + 2)))
            for source in reactions.sources:
                consumer = Consumer(client, js, sessions, reactions, source)
                tasks.create_task(_forever(f"hear {source}", consumer.run))
            for own in own_tasks:
                tasks.create_task(_forever(getattr(own, "__name__", "own task"), partial(own, sessions, js)))
            tasks.create_task(_beat(settings, sessions, lambda: client.is_connected))
    finally:
        await client.close()
        await engine.dispose()


async def _forever(what: str, work: Callable[[], Awaitable[None]]) -> None:
    """Begin again whenever the database or NATS was away; any other error ends the worker, loudly."""
    while True:
        try:
            await work()
        except Exception as error:
            if not isinstance(error, NatsError) and not database_is_away(error):
                raise
            log.warning("begins again", what=what, error=type(error).__name__, detail=str(error)[:200])
            await asyncio.sleep(0.5)


async def _patiently(what: str, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except (OSError, NatsError) as error:
            log.info("waits", what=what, error=type(error).__name__)
            await asyncio.sleep(0.5)
        else:
            return


async def _tidy_forever(sessions: Sessions, days: int) -> None:
    while True:
        async with plumbing_transaction(sessions) as session:
            for statement in _TIDY:
                await session.execute(text(statement.format(days=days)))
        await asyncio.sleep(TIDY_S)


async def _beat(settings: ServiceSettings, sessions: Sessions, connected: Callable[[], bool]) -> None:
    while True:
        with contextlib.suppress(OSError, SQLAlchemyError):
            async with sessions() as session:
                await session.execute(text("SELECT 1"))
            if connected():
                heartbeat.touch(settings.heartbeat_file)
        await asyncio.sleep(HEARTBEAT_S)
