"""The public API as one client sees it: tokens, problems, pages, and patience with a service that just starts."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic
from types import TracebackType
from typing import Self

import httpx2

from demo.files import Json

BUSY = frozenset({429, 502, 503, 504})
PATIENCE = 60.0  # seconds for what heals by itself: a service that restarts, an event that is still under way


class Refused(Exception):
    """The API said no in a way that waiting does not cure."""

    def __init__(self, reply: httpx2.Response) -> None:
        super().__init__(f"{reply.request.method} {reply.request.url.path}: {reply.status_code} {reply.text[:2000]}")
        self.status = reply.status_code


class Door:
    def __init__(
        self, url: str, client_id: str, client_secret: str, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        self._http = httpx2.AsyncClient(base_url=url, timeout=60, transport=transport)
        self._basic = httpx2.BasicAuth(client_id, client_secret)
        self._token = ""
        self._token_ends = 0.0
        self.scopes: list[str] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def sign_in(self) -> None:
        reply = await self._http.post("/v1/auth/token", data={"grant_type": "client_credentials"}, auth=self._basic)
        if reply.is_error:
            raise Refused(reply)
        granted = reply.json()
        self._token = granted["access_token"]
        self._token_ends = monotonic() + granted["expires_in"] - 30
        self.scopes = granted["scope"].split()

    async def knows_password(self, username: str, password: str) -> bool:
        form = {"grant_type": "password", "username": username, "password": password}
        return (await self._http.post("/v1/auth/token", data=form)).is_success

    async def get(self, path: str, **params: str | int) -> httpx2.Response:
        return await self._call("GET", path, params=dict(params))

    async def post(
        self, path: str, body: Json | bytes, *, key: str | None = None, until_known: bool = False
    ) -> httpx2.Response:
        """`key` makes a repeat harmless; `until_known` waits while the answer is 404, for services learn by events."""
        headers = {"Idempotency-Key": key} if key else {}
        if isinstance(body, bytes):
            zipped = {**headers, "Content-Type": "application/zip"}
            return await self._call("POST", path, until_known=until_known, headers=zipped, content=body)
        return await self._call("POST", path, until_known=until_known, headers=headers, json=body)

    async def replace(self, path: str, body: Json, *, read: str | None = None) -> None:
        """PUT over what is there now, as its ETag says; refused if someone else changed it meanwhile."""
        etag = (await self._call("GET", read or path, until_known=True)).headers.get("ETag")
        await self._call("PUT", path, headers={"If-Match": etag} if etag else {}, json=body)

    async def pages(self, path: str) -> AsyncIterator[Json]:
        params: dict[str, str | int] = {"limit": 200}
        while True:
            page = (await self.get(path, **params)).json()
            for item in page["items"]:
                yield item
            if not page.get("nextCursor"):
                return
            params["cursor"] = page["nextCursor"]

    async def _call(
        self,
        method: str,
        path: str,
        *,
        until_known: bool = False,
        headers: dict[str, str] | None = None,
        params: dict[str, str | int] | None = None,
        json: Json | None = None,
        content: bytes | None = None,
    ) -> httpx2.Response:
        ends, again = monotonic() + PATIENCE, 0.25
        curable = BUSY | {404} if until_known else BUSY
        while True:
            if monotonic() > self._token_ends:
                await self.sign_in()
            signed = {**(headers or {}), "Authorization": f"Bearer {self._token}"}
            reply = await self._http.request(method, path, headers=signed, params=params, json=json, content=content)
            if reply.is_success:
                return reply
            heals = reply.status_code in curable or "Retry-After" in reply.headers
            if not heals or monotonic() + again > ends:
                raise Refused(reply)
            await asyncio.sleep(again)
            again = min(2 * again, 4.0)
