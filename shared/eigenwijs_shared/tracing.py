"""W3C trace context: taken from the caller or begun here, passed on in events, named in problems and logs."""

import secrets
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_current: ContextVar[str] = ContextVar("traceparent", default="")


def begin_trace(traceparent: str = "") -> str:
    """Continue this trace in a span of our own, or begin one; everything in this context then belongs to it."""
    parts = traceparent.split("-")
    known = len(parts) == 4 and len(parts[1]) == 32 and all(c in "0123456789abcdef" for c in parts[1])
    trace_id = parts[1] if known and parts[1] != "0" * 32 else secrets.token_hex(16)
    current = f"00-{trace_id}-{secrets.token_hex(8)}-01"
    _current.set(current)
    return current


def traceparent() -> str:
    """The present trace, or the empty text outside any."""
    return _current.get()


def trace_id() -> str:
    """The 32 hexadecimal digits that find this request in the logs of every service."""
    return _current.get()[3:35]


class TraceRequests:
    """ASGI middleware: every request has a trace, and its answer names it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        current = begin_trace(Headers(scope=scope).get("traceparent", ""))

        async def traced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers["traceparent"] = current
                headers["API-Version"] = "1.0.0"
            await send(message)

        await self._app(scope, receive, traced)
