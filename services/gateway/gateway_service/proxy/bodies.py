"""Bodies on their way through: small ones whole, large ones piece by piece, never more in memory than needed."""

from collections.abc import AsyncIterator

from aiohttp import ClientError, ClientResponse
from starlette.types import Message, Receive, Scope, Send

from eigenwijs_shared.http import LARGEST_JSON
from gateway_service.proxy.headers import back
from gateway_service.proxy.upstreams import Body

WHOLE = 1_000_000
"""Answers up to this many bytes are read before they are sent on: one message, and an entity tag if there was none."""


class CallerLeft(Exception):
    """The caller went away in the middle of the request; nobody waits for an answer."""


async def read_body(scope: Scope, receive: Receive) -> Body:
    """None without a body, bytes for a small one, a stream for one that is large or does not say how large."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), None)
    if said is None and all(name != b"transfer-encoding" for name, _ in scope["headers"]):
        return None
    if said is not None and said.isdigit() and int(said) <= LARGEST_JSON:
        return b"".join([chunk async for chunk in _chunks(receive)]) or None
    return _chunks(receive)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message: Message = await receive()
        if message["type"] == "http.disconnect":
            raise CallerLeft
        more = message.get("more_body", False)
        if chunk := message.get("body", b""):
            yield chunk


async def send_back(answer: ClientResponse, send: Send) -> None:
    """Status, headers and body as they came."""
    start: Message = {"type": "http.response.start", "status": answer.status, "headers": list(back(answer.headers))}
    if answer.content_length is not None and answer.content_length <= WHOLE:
        body = await answer.read()
        await send(start)
        await send({"type": "http.response.body", "body": body})
        return
    await send(start)
    async for chunk in answer.content.iter_any():
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


BROKEN = (ClientError, TimeoutError, OSError)
"""What reading an answer may end in."""
