"""Strong entity tags on every answer to a GET, and 304 for a client that has it already (RFC 9110 §8.8, §13.1.2)."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class EntityTags:
    """ASGI middleware; answers in parts (streams) pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("if-none-match", "")
        start: Message | None = None

        async def tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            if start is not None:
                opened, start = start, None
                whole = not message.get("more_body", False)
                if whole and opened["status"] == 200 and message.get("body"):
                    message = _with_tag(opened, message, asked)
                await send(opened)
            await send(message)

        await self._app(scope, receive, tagged)


def tag_of(body: bytes) -> str:
    """The strong tag of these bytes, quotes included."""
    return f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def _with_tag(opened: Message, message: Message, asked: str) -> Message:
    headers = MutableHeaders(raw=opened["headers"])
    tag = headers.get("etag") or tag_of(message["body"])
    headers["ETag"] = tag
    headers.setdefault("Cache-Control", "private, no-cache")
    if asked.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in asked.split(",")}:
        opened["status"] = 304
        del headers["content-length"]
        return {**message, "body": b""}
    return message
