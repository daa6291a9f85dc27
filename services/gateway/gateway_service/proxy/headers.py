"""What goes on to a service, and what comes back from it."""

from collections.abc import Iterable, Sequence

from multidict import CIMultiDict, CIMultiDictProxy

from eigenwijs_shared.tracing import traceparent

ASGIHeaders = Iterable[tuple[bytes, bytes]]

_ONWARD = frozenset(
    {
        b"accept",
        b"accept-language",
        b"authorization",
        b"content-length",
        b"content-type",
        b"idempotency-key",
        b"if-match",
        b"if-modified-since",
        b"if-none-match",
        b"if-unmodified-since",
        b"tracestate",
    }
)
"""Only these: whatever else a caller makes up (X-Forwarded-For, Content-Encoding, internal names) ends here."""
_NOT_BACK = frozenset(
    {
        # RFC 9110 §7.6.1: of one connection only
        *("connection", "keep-alive", "proxy-authenticate", "proxy-connection", "te", "trailer", "transfer-encoding"),
        "upgrade",
        # said by this server for itself
        *("server", "date", "traceparent", "api-version"),
    }
)


def onward(headers: ASGIHeaders) -> CIMultiDict[str]:
    """The request's headers for a service, in the trace of this request."""
    kept = CIMultiDict((name.decode(), value.decode("latin-1")) for name, value in headers if name in _ONWARD)
    if trace := traceparent():
        kept["traceparent"] = trace
    return kept


def back(headers: CIMultiDictProxy[str]) -> Sequence[tuple[bytes, bytes]]:
    """The answer's headers for the caller."""
    return [
        (low.encode("latin-1"), value.encode("latin-1"))
        for name, value in headers.items()
        if (low := name.lower()) not in _NOT_BACK
    ]
