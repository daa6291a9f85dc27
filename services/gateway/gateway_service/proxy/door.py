"""The way through to the services: a plain ASGI route, for every request of every learner passes here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from string import punctuation
from typing import Any
from urllib.parse import quote

import structlog
from aiohttp import ClientResponse, ClientTimeout
from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import Message, Receive, Scope, Send

from eigenwijs_shared.auth import principal_of
from gateway_service.proxy.bodies import BROKEN, CallerLeft, read_body, send_back
from gateway_service.proxy.headers import onward
from gateway_service.proxy.problems import NoAnswer, PartAway, part_away
from gateway_service.proxy.rules import Part, is_open, part_of, plain_path, stand_in_of, takes_long
from gateway_service.proxy.upstreams import CONNECT_S, LONG, USUAL, Upstreams

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Way:
    part: Part
    path: str


class ThroughDoor(BaseRoute):
    """Matches the paths of the services, and nothing else: the gateway's own routes and 404 come after it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http":
            return Match.NONE, {}
        path = plain_path(scope.get("raw_path") or scope["path"].encode())
        part = part_of(scope["method"], path) if path else None
        if path is None or part is None:
            return Match.NONE, {}
        return Match.FULL, {"endpoint": self, "way": _Way(part, path)}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        way: _Way = scope["way"]
        if not is_open(scope["method"], way.path):
            # The service checks again; here it saves it from whatever comes without a token.
            await principal_of(request)
        try:
            await _pass(request.app.state, way, scope, receive, send)
        except CallerLeft:
            return


async def _pass(state: Any, way: _Way, scope: Scope, receive: Receive, send: Send) -> None:
    upstreams: Upstreams = state.upstreams
    method, target = scope["method"], way.path + _query(scope)
    stand_in = stand_in_of(method, way.path)
    if stand_in is not None:
        patience = ClientTimeout(total=state.settings.card_patience_s, sock_connect=CONNECT_S)
        answer = await _first_or_stand_in(upstreams, way.part, stand_in, target, scope, patience)
    else:
        body = await read_body(scope, receive)
        wait = LONG if hasattr(body, "__anext__") or takes_long(method, way.path) else USUAL
        answer = await upstreams.send(way.part, method, target, onward(scope["headers"]), body, wait)
    await _send_back(answer, way.part, send)


def _query(scope: Scope) -> str:
    query: bytes = scope["query_string"]
    if not query:
        return ""
    return "?" + (query.decode() if query.isascii() else quote(query, safe=punctuation))


async def _first_or_stand_in(
    upstreams: Upstreams, first: Part, second: Part, target: str, scope: Scope, patience: ClientTimeout
) -> ClientResponse:
    """The whole answer of the first, or when it is away, fails or is too slow, that of the second."""
    headers = onward(scope["headers"])
    try:
        answer = await upstreams.send(first, "GET", target, headers, None, patience)
        if answer.status < 500:
            await answer.read()
            return answer
        answer.release()
        reason = str(answer.status)
    except (PartAway, NoAnswer, *BROKEN) as error:
        reason = type(error.__cause__ or error).__name__
    log.warning("stands in", for_=first, part=second, reason=reason)
    return await upstreams.send(second, "GET", target, headers)


async def _send_back(answer: ClientResponse, part: Part, send: Send) -> None:
    started = False

    async def noted(message: Message) -> None:
        nonlocal started
        started = True
        await send(message)

    async with _released(answer):
        try:
            await send_back(answer, noted)
        except BROKEN as error:
            if not started:
                raise part_away(part) from error
            # Too late for a problem: end without the last piece, so that the caller sees that it is not whole.
            log.warning("answer broke off", part=part, error=type(error).__name__)


@asynccontextmanager
async def _released(answer: ClientResponse) -> AsyncIterator[None]:
    try:
        yield
    finally:
        answer.close() if not answer.content.is_eof() else answer.release()
