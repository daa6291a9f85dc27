"""Bodies have a limit before anything reads them; a body that grows past it while it streams is stopped there."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from eigenwijs_shared.errors import TooLarge
from eigenwijs_shared.http.problems import problem_response

LARGEST_JSON = 2_000_000
"""Bytes; a thousand attempts are a quarter of it."""


class _ExceededError(Exception):
    pass


class LimitBody:
    """ASGI middleware: 413 for a body above the limit of its path (`limits`, bytes by path) or `LARGEST_JSON`."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int]) -> None:
        self._app, self._limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = next((most for path, most in self._limits.items() if scope["path"] == path), LARGEST_JSON)
        said = Request(scope).headers.get("content-length", "0")
        if said.isdigit() and int(said) > limit:
            await self._refuse(scope, receive, send, limit)
            return
        await self._watch(scope, receive, send, limit)

    async def _watch(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        seen, started = 0, False

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _ExceededError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            # An error handler inside would turn our exception into a 500 or 400; the limit is the true cause.
            if seen > limit:
                raise _ExceededError
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _ExceededError:
            if not started or seen > limit:
                await self._refuse(scope, receive, send, limit)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        response = problem_response(Request(scope), TooLarge(limit=f"{limit / 1_000_000:g} MB"))
        response.headers["Connection"] = "close"
        await response(scope, receive, send)
