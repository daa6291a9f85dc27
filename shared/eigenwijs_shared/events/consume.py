"""Hears what other services announce: commit first, then acknowledge; what fails comes again, later and later.

After the last try the event goes to the dead letters with its reason, where `python -m <name>_service dead-letters`
lists, shows, replays or drops it.
"""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from time import monotonic
from uuid import UUID

import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.client import JetStreamContext
from nats.js.errors import NotFoundError

from eigenwijs_shared.db import Sessions
from eigenwijs_shared.events.envelope import Envelope
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.events.puller import Puller
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.replay import ask_again
from eigenwijs_shared.outage import database_is_away

log = structlog.get_logger()

FEWEST, MOST = 256, 1024
"""Messages in a batch. Many at once cost half as much each, where there are many."""
SLOW_S = 2.0
"""A batch that takes longer is followed by a smaller one: well within `ACK_WAIT_S`, and no lock is held for long."""
ACK_WAIT_S = 10.0
MAX_WAITING = 16 * MOST
"""What waits for a predecessor or another try counts here: at this many, nobody's events are delivered any more."""
TRIES = 12
"""With the delays below, about seven minutes."""
EARLY_TRIES = 128
"""For an event that came before its predecessor, about as long: with several workers that is an everyday matter.

Half-way the predecessor counts as lost, with its stream perhaps, and its owner is asked to announce again.
"""
AWAY_DELAY_S = 0.5


def delay_before(next_try: int) -> float:
    """Seconds to wait: 0.2, 0.4, 0.8 … up to five minutes."""
    return float(min(0.2 * 2 ** (next_try - 1), 300.0))


def delay_before_early(next_try: int) -> float:
    """Seconds to wait: 0.05, 0.1, 0.15 …; the predecessor is most likely in the hands of another worker right now."""
    return 0.05 * next_try


def next_batch(most: int, taken: int, seconds: float) -> int:
    """How many messages may come at once, after so many took that long."""
    if seconds > SLOW_S:
        return max(most // 2, FEWEST)
    return min(2 * most, MOST) if 2 * taken > most and seconds < SLOW_S / 2 else most


def _type_of(message: Msg) -> str:
    """The end of its subject, `service.noun.verbed.vN`: what stands before names a learner, and no log may."""
    return ".".join(message.subject.split(".")[-4:])


class Consumer:
    """The consumer of one service for what one source announces."""

    def __init__(
        self, client: Client, js: JetStreamContext, sessions: Sessions, reactions: Reactions, source: str
    ) -> None:
        self._client, self._js, self._sessions, self._reactions = client, js, sessions, reactions
        self._source = source
        self._stream, self._durable = reactions.durable(source)

    async def run(self) -> None:
        """Listen for ever; waits for a source that has never run yet."""
        while not await self._bind():  # noqa: ASYNC110 - another process makes the stream; nothing here could wake it
            await asyncio.sleep(0.5)
        puller, most = Puller(self._client, self._stream, self._durable), FEWEST
        await puller.start()
        try:
            while True:
                messages = await puller.pull(most)
                if messages:
                    began = monotonic()
                    await self._take(messages)
                    most = next_batch(most, len(messages), monotonic() - began)
        finally:
            await puller.stop()

    async def _bind(self) -> bool:
        config = ConsumerConfig(
            durable_name=self._durable,
            ack_policy=AckPolicy.EXPLICIT,
            deliver_policy=DeliverPolicy.ALL,
            ack_wait=ACK_WAIT_S,
            max_deliver=-1,
            max_ack_pending=MAX_WAITING,
            filter_subjects=self._reactions.subjects(self._source),
        )
        try:
            await self._js.add_consumer(self._stream, config)
        except NotFoundError:
            return False
        return True

    async def _take(self, messages: Sequence[Msg]) -> None:
        readable = [(message, envelope) for message in messages if (envelope := await self._read(message))]
        for _, run in groupby(readable, key=lambda pair: pair[1].board_id):
            await self._react(list(run))

    async def _read(self, message: Msg) -> Envelope | None:
        """What cannot be decoded will never be: it is stored with the reason, and not offered again."""
        try:
            envelope = Envelope.decode(message.data)
            envelope.event()
        except (ValueError, KeyError, TypeError) as error:
            await self._bury(message, error)
            return None
        return envelope

    async def _react(self, run: Sequence[tuple[Msg, Envelope]]) -> None:
        try:
            early = await self._react_once_possible(run)
        except Exception as error:
            if len(run) == 1:
                await self._again(run[0][0], error)
            else:  # by halves: what fails is set apart in a few transactions, however many there are
                await self._react(run[: len(run) // 2])
                await self._react(run[len(run) // 2 :])
        else:
            for message, envelope in run:
                if envelope.id in early:
                    await self._later(message)
                else:
                    await message.ack()

    async def _react_once_possible(self, run: Sequence[tuple[Msg, Envelope]]) -> set[UUID]:
        """While the database is away the events are held, not given back: that would bring their last try nearer."""
        while True:
            try:
                return await react(self._sessions, self._reactions, [envelope for _, envelope in run])
            except Exception as error:
                if not database_is_away(error):
                    raise
                log.warning("database unavailable; events wait", error=type(error).__name__)
            for message, _ in run:
                await message.in_progress()
            await asyncio.sleep(AWAY_DELAY_S)

    async def _again(self, message: Msg, error: Exception) -> None:
        tries = message.metadata.num_delivered or 1
        if tries >= TRIES:
            await self._bury(message, error)
            return
        log.warning("reaction failed", type=_type_of(message), tries=tries, exc_info=error)
        await message.nak(delay=delay_before(tries))

    async def _later(self, message: Msg) -> None:
        tries = message.metadata.num_delivered or 1
        if tries >= EARLY_TRIES:
            await self._bury(message, LookupError("an earlier event of this learner is missing"))
            return
        if tries == EARLY_TRIES // 2:
            await ask_again(self._sessions, self._source)
        await message.nak(delay=delay_before_early(tries))

    async def _bury(self, message: Msg, error: Exception) -> None:
        log.error("dead letter", type=_type_of(message), error=f"{type(error).__name__}: {error}"[:500])
        headers = {
            "Nats-Msg-Id": f"{self._durable}-{message.metadata.sequence.stream}",
            "Ew-Reason": f"{type(error).__name__}: {error}"[:500].replace("\n", " ").replace("\r", " "),
            "Ew-Subject": message.subject,
        }
        await self._js.publish(f"dead.{self._reactions.service}.{message.subject}", message.data, headers=headers)
        await message.term()
