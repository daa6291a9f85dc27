"""Asks a student system over OneRoster 1.2 REST, and says in a few words of our own what goes wrong."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus

import httpx2

from profile_service.connector.addresses import Outward, Reach
from profile_service.connector.messages import Trouble
from profile_service.connector.rules import is_failure, minor_of, retry_after_s

LARGEST_PAGE = 32_000_000
LARGEST_TOKEN = 100_000
PATIENCE_S = 60.0
"""For one whole answer, however slowly it drips."""
_EARLY_S = 30.0
_BUSY = frozenset({408, 425, 429})
"""And all from 500 on: what stands before a system may have numbers of its own, as 520 and 529."""


@dataclass(frozen=True, slots=True)
class Access:
    """How to get in; the secret shows in no text that is made of this."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what the JSON said."""

    status: int
    headers: Mapping[str, str]
    body: Any = field(repr=False)


class Provider:
    """One student system. The token is fetched when needed, and anew when it is refused in the middle of a pull."""

    def __init__(self, client: httpx2.AsyncClient, access: Access) -> None:
        self._client, self._access = client, access
        self._token, self._ends_at = "", 0.0

    async def get(self, url: str, part: str) -> Answer:
        """A page. Raises Trouble for all but a page: 404 is an answer too, for a system may lack a collection."""
        answer = await self._get(url, part, renew=not self._token or time.monotonic() >= self._ends_at)
        if answer.status == 401:  # once more, even with a token just made: some servers need a moment to know it
            answer = await self._get(url, part, renew=True)
        if answer.status in (401, 403):
            raise Trouble("refused", status=answer.status, part=part)
        if answer.status == 404:
            return answer
        if answer.status != 200 or is_failure(answer.body):
            minor = minor_of(answer.body)
            if minor == "server_busy":
                raise Trouble("busy", passing=True, status=answer.status)
            raise Trouble("provider-error", status=answer.status, part=part, minor=minor)
        return answer

    async def _get(self, url: str, part: str, *, renew: bool) -> Answer:
        if renew:
            await self._renew()
        request = self._client.build_request(
            "GET", url, headers={"Authorization": f"Bearer {self._token}"}, extensions={"part": part}
        )
        return await self._ask(request, part, LARGEST_PAGE)

    async def _renew(self) -> None:
        """RFC 6749 §4.4, the client by HTTP Basic (§2.3.1: each half form-encoded first)."""
        access = self._access
        who = httpx2.BasicAuth(quote_plus(access.client_id), quote_plus(access.client_secret))
        asked = {"grant_type": "client_credentials"} | ({"scope": " ".join(access.scopes)} if access.scopes else {})
        request = self._client.build_request("POST", access.token_url, data=asked, extensions={"part": "tokenUrl"})
        request = next(who.auth_flow(request))
        answer = await self._ask(request, "tokenUrl", LARGEST_TOKEN)
        token = answer.body.get("access_token") if isinstance(answer.body, Mapping) else None
        if answer.status not in (200, 201) or not isinstance(token, str) or not token.isascii() or not token:
            raise Trouble("token-refused", status=answer.status)
        lives = answer.body.get("expires_in", 300)
        lives = float(lives) if isinstance(lives, int | float) else 300.0
        self._token, self._ends_at = token, time.monotonic() + max(lives - _EARLY_S, lives / 2)

    async def _ask(self, request: httpx2.Request, part: str, largest: int) -> Answer:
        try:
            async with asyncio.timeout(PATIENCE_S):
                response = await self._client.send(request, stream=True)
                try:
                    return await _answer(response, part, largest)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise Trouble("unreachable", passing=True) from error
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.DecodingError) as error:
            raise Trouble("truncated", passing=True, part=part) from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise Trouble("unreachable", passing=True) from error


async def _answer(response: httpx2.Response, part: str, largest: int) -> Answer:
    status, kind = response.status_code, response.headers.get("content-type", "").lower()
    if status in _BUSY or status >= 500:
        wait = retry_after_s(response.headers.get("retry-after", ""), datetime.now(UTC))
        raise Trouble("busy", passing=True, retry_after=wait, status=status)
    if 300 <= status < 400:
        raise Trouble("redirected", part=part)
    content = await _content(response, part, largest)
    if status != 200 and not content.lstrip().startswith((b"{", b"[")):
        return Answer(status, response.headers, None)
    if "html" in kind or content.lstrip()[:1] == b"<":
        raise Trouble("html", part=part)
    try:
        return Answer(status, response.headers, json.loads(content) if content.strip() else {})
    except (ValueError, RecursionError) as error:
        opened = content.lstrip()[:1] in (b"{", b"[")
        raise Trouble("truncated" if opened else "not-oneroster", passing=opened, part=part) from error


async def _content(response: httpx2.Response, part: str, largest: int) -> bytes:
    """At most so much: a compressed answer may grow without end."""
    found = bytearray()
    async for piece in response.aiter_bytes():
        found += piece
        if len(found) > largest:
            raise Trouble("too-large", part=part)
    return bytes(found)


@asynccontextmanager
async def provider(access: Access, *, reach: Reach) -> AsyncIterator[Provider]:
    """Redirects are not followed, and no proxy of the environment comes between the address and its check."""
    transport = Outward(reach)
    timeout = httpx2.Timeout(30.0, connect=10.0)
    headers = {"Accept": "application/json", "User-Agent": "Eigenwijs"}
    async with httpx2.AsyncClient(
        transport=transport, timeout=timeout, headers=headers, follow_redirects=False, trust_env=False
    ) as client:
        yield Provider(client, access)
