"""Pulls messages from a durable JetStream consumer as soon as they are there, many at a time."""

import asyncio
import json

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

EXPIRES_S = 5.0


class Puller:
    """One open pull request at a time. nats-py's own `fetch` lingers for its whole time-out to fill a batch."""

    def __init__(self, client: Client, stream: str, durable: str, *, batch: int) -> None:
        self._client, self._batch = client, batch
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

    async def pull(self) -> list[Msg]:
        """Messages that are there, at most a batch; an empty list after some quiet seconds."""
        if self._expected <= 0 and self._arrived.empty():
            request = {"batch": self._batch, "expires": int(EXPIRES_S * 1e9)}
            self._expected = self._batch
            await self._client.publish(self._ask, json.dumps(request).encode(), self._inbox)
        try:
            messages = [await asyncio.wait_for(self._arrived.get(), EXPIRES_S + 1)]
        except TimeoutError:
            self._expected = 0  # the request was lost, with its server perhaps: ask anew
            return []
        while not self._arrived.empty() and len(messages) < self._batch:
            messages.append(self._arrived.get_nowait())
        return self._without_status(messages)

    def _without_status(self, messages: list[Msg]) -> list[Msg]:
        found = []
        for message in messages:
            if "Status" in (message.headers or {}):
                self._expected = 0  # 404, 408, 409: this request is over
            else:
                self._expected -= 1
                found.append(message)
        return found
