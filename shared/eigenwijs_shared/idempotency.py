"""`Idempotency-Key` on POST: the same key and body gives the stored reply, within a day; another body is refused.

The reply is stored in the transaction that did the work, so either both are there or neither.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import JSONResponse

from eigenwijs_shared.auth import Caller, Principal
from eigenwijs_shared.db import Session, enter_board
from eigenwijs_shared.errors import Conflict, Problem
from eigenwijs_shared.events.tables import idempotency


class KeyReused(Problem):
    """The key was used before, with another body."""

    status = 422
    type = "idempotency-key-reused"
    title = {"nl": "Sleutel al gebruikt", "en": "Key used before"}
    detail = {
        "nl": "Deze Idempotency-Key is al gebruikt voor een andere aanvraag. Neem voor elke aanvraag een nieuwe.",
        "en": "This Idempotency-Key was used for another request. Take a new one for each new request.",
    }


class KeyInFlight(Conflict):
    """The first request with this key is still being worked on."""

    type = "idempotency-key-in-flight"
    detail = {
        "nl": "De eerste aanvraag met deze Idempotency-Key loopt nog. Probeer het zo nog eens.",
        "en": "The first request with this Idempotency-Key is still running. Please retry shortly.",
    }
    headers = {"Retry-After": "1"}


_NO_BOARD = UUID(int=0)


class Once:
    """Does the work of a POST once per key."""

    def __init__(self, session: AsyncSession, principal: Principal, key: str | None, fingerprint: bytes) -> None:
        self._session, self._principal, self._key, self._fingerprint = session, principal, key, fingerprint

    async def reply(
        self, status: int, work: Callable[[], Awaitable[BaseModel]], *, location: Callable[[Any], str] | None = None
    ) -> JSONResponse:
        """The reply to this request: made by `work` now, or stored when it came before; `location` reads its body."""
        status, made, headers = await self._made(status, work) if self._key else (status, await _json(work), {})
        if location is not None:
            headers = {**headers, "Location": location(made)}
        return JSONResponse(made, status, headers)

    async def _made(self, status: int, work: Callable[[], Awaitable[BaseModel]]) -> tuple[int, Any, dict[str, str]]:
        place = {
            "board_id": self._principal.board_id or _NO_BOARD,
            "caller": self._principal.subject,
            "key": self._key,
        }
        await self._lock()
        await self._enter(place)
        stored = (await self._session.execute(select(idempotency).filter_by(**place))).one_or_none()
        if stored is not None and stored.fingerprint != self._fingerprint:
            raise KeyReused
        if stored is not None:
            return stored.status, stored.reply, {"Idempotency-Replayed": "true"}
        made = await _json(work)
        await self._enter(place)
        await self._session.execute(
            insert(idempotency).values(**place, fingerprint=self._fingerprint, status=status, reply=made)
        )
        return status, made, {}

    async def _enter(self, place: Mapping[str, Any]) -> None:
        """A caller without a board (it makes one) keeps its keys where no board is."""
        if self._principal.board_id is None:
            await enter_board(self._session, place["board_id"])

    async def _lock(self) -> None:
        name = json.dumps([str(self._principal.board_id), self._principal.subject, self._key])
        lock = func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0))
        if not (await self._session.execute(select(lock))).scalar_one():
            raise KeyInFlight


async def _json(work: Callable[[], Awaitable[BaseModel]]) -> Any:
    return (await work()).model_dump(mode="json", by_alias=True)


async def once(
    request: Request,
    session: Session,
    caller: Caller,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200, pattern=r"^[\x21-\x7e ]+$")] = None,
) -> Once:
    # The query too: a dry run is not the import itself.
    place = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    fingerprint = hashlib.sha256(place.encode() + b"\n" + await request.body()).digest()
    return Once(session, caller, idempotency_key, fingerprint)


OncePerKey = Annotated[Once, Depends(once, scope="function")]
