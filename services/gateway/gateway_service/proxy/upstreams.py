"""The one HTTP client that talks to the services behind the gateway."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.client_exceptions import ClientConnectorError
from multidict import CIMultiDict
from yarl import URL

from gateway_service.proxy.problems import no_answer, part_away
from gateway_service.proxy.rules import Part
from gateway_service.settings import Settings

Body = bytes | AsyncIterator[bytes] | None

CONNECT_S = 2.0
USUAL = ClientTimeout(total=30, sock_connect=CONNECT_S)
LONG = ClientTimeout(total=900, sock_connect=CONNECT_S, sock_read=60)
"""For bodies that stream, in or out: a school's line may need minutes for a roster; silence is still limited."""
_CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


class Upstreams:
    """Repeats nothing by itself, except that aiohttp opens a new connection when a kept one turns out to be closed,
    and then only for methods that may be repeated (RFC 9110 §9.2.2)."""

    def __init__(self, http: ClientSession, bases: Mapping[Part, str]) -> None:
        self._http = http
        self._bases = {part: base.rstrip("/") for part, base in bases.items()}

    async def send(
        self,
        part: Part,
        method: str,
        target: str,
        headers: CIMultiDict[str],
        body: Body = None,
        timeout: ClientTimeout = USUAL,  # noqa: ASYNC109 - aiohttp's own, which knows connecting from waiting
    ) -> ClientResponse:
        """The answer, its body still to be read; `PartAway` or `NoAnswer` when there is none."""
        url = URL(self._bases[part] + target, encoded=True)
        try:
            return await self._http.request(
                method, url, headers=headers, data=body, timeout=timeout, allow_redirects=False
            )
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise part_away(part) from error
        except (ClientError, TimeoutError, OSError) as error:
            raise (part_away if method in _CHANGES_NOTHING else no_answer)(part) from error


@asynccontextmanager
async def open_upstreams(settings: Settings) -> AsyncIterator[Upstreams]:
    connector = TCPConnector(
        limit=0,
        limit_per_host=200,
        # Shorter than the five seconds after which uvicorn closes an idle connection: it must not close one just when
        # we send on it.
        keepalive_timeout=3,
        # A name may stand for several processes that come and go (compose, Kubernetes): ask again soon.
        ttl_dns_cache=5,
    )
    async with ClientSession(
        connector=connector,
        auto_decompress=False,
        cookie_jar=DummyCookieJar(),
        skip_auto_headers=("User-Agent", "Accept-Encoding", "Content-Type"),
        trust_env=False,
    ) as http:
        bases: dict[Part, str] = {
            "profile": settings.profile_url,
            "choices": settings.choices_url,
            "recommend": settings.recommend_url,
        }
        yield Upstreams(http, bases)
