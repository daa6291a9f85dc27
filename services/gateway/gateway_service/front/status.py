"""Asks each service how it is, at most once in two seconds however many ask us."""

import asyncio
import time

from aiohttp import ClientTimeout
from multidict import CIMultiDict

from gateway_service.front.schemas import HealthOut, ServiceHealthOut
from gateway_service.proxy.bodies import BROKEN
from gateway_service.proxy.problems import NoAnswer, PartAway
from gateway_service.proxy.rules import PARTS, Part
from gateway_service.proxy.upstreams import Upstreams

PATIENCE = ClientTimeout(total=1)
FRESH_S = 2.0


class Statuses:
    def __init__(self, upstreams: Upstreams) -> None:
        self._upstreams = upstreams
        self._known: list[ServiceHealthOut] = []
        self._known_at = float("-inf")
        self._asking = asyncio.Lock()

    async def look(self, *, own: bool) -> HealthOut:
        """All four services; `own` is whether this gateway is ready itself."""
        async with self._asking:
            if time.monotonic() - self._known_at > FRESH_S:
                self._known = list(await asyncio.gather(*(self._ask(part) for part in PARTS)))
                self._known_at = time.monotonic()
        services = [ServiceHealthOut(service="gateway", ready=own), *self._known]
        return HealthOut(ready=all(one.ready for one in services), services=services)

    async def _ask(self, part: Part) -> ServiceHealthOut:
        try:
            answer = await self._upstreams.send(part, "GET", "/health/ready", CIMultiDict(), None, PATIENCE)
            await answer.read()
        except (PartAway, NoAnswer, *BROKEN):
            return ServiceHealthOut(service=part, ready=False)
        return ServiceHealthOut(service=part, ready=answer.status == 200)
