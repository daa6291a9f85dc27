"""Pulls messages from a durable JetStream consumer as soon as they are there, many at a time."""

import asyncio
import json
from time import monotonic

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

EXPIRES_S = 5.0
LINGER_S, TICK_S = 0.25, 0.001
"""At most so long is waited for what the server says is there, and only then."""


class Puller:
    """One open pull request at a time. nats-py's own `fetch` lingers for its whole time-out to fill a batch."""

    def __init__(self, client: Client, stream: str, durable: str) -> None:
        self._client = client
        self._ask = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{durable}"
        self._inbox = client.new_inbox()
        self._arrived: asyncio.Queue[Msg] = asyncio.Queue()
        self._expected = 0
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        self._subscription = await self._client.subscribe(self._inbox, cb=self._arrived.put)

    async def stop(self) -> None:
        """What was delivered and not taken comes again after its time to acknowledge."""
        if self._subscription is not None and self._client.is_connected:
            await self._subscription.unsubscribe()

    async def pull(self, most: int) -> list[Msg]:
        """Messages that are there, at most so many; an empty list after some quiet seconds."""
        if self._expected <= 0 and self._arrived.empty():
            request = {"batch": most, "expires": int(EXPIRES_S * 1e9)}
            self._expected = most
            await self._client.publish(self._ask, json.dumps(request).encode(), self._inbox)
        try:
            first = await asyncio.wait_for(self._arrived.get(), EXPIRES_S + 1)
        except TimeoutError:
            self._expected = 0  # the request was lost, with its server perhaps: ask anew
            return []
        return self._without_status(await self._with_what_follows(first, most))

    async def _with_what_follows(self, first: Msg, most: int) -> list[Msg]:
        """A batch of the first few would leave the others, which are on their way already, to another transaction."""
        messages = [first]
        there = min(1 + _waiting_behind(first), self._expected, most)
        ends = monotonic() + LINGER_S
        while True:
            while not self._arrived.empty() and len(messages) < most:
                messages.append(self._arrived.get_nowait())
            if len(messages) >= there or monotonic() >= ends:
                return messages
            await asyncio.sleep(TICK_S)

    def _without_status(self, messages: list[Msg]) -> list[Msg]:
        found = []
        for message in messages:
            if "Status" in (message.headers or {}):
                self._expected = 0  # 404, 408, 409: this request is over
            else:
                self._expected -= 1
                found.append(message)
        return found


def _waiting_behind(message: Msg) -> int:
    """How many messages the server had for us after this one."""
    return 0 if "Status" in (message.headers or {}) else message.metadata.num_pending
