"""For tests: tokens signed with a key of the test's own, and a client that calls an application as one of its users."""

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import httpx2
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import OKPKey
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from eigenwijs_shared.auth import ALGORITHM, AUDIENCE, ISSUER, SCOPES_OF_ROLE, Role
from eigenwijs_shared.events.envelope import stream_of
from eigenwijs_shared.logging import configure_logging
from eigenwijs_shared.settings import ServiceSettings


class TestKeys:
    """A signing key whose public half lies in `jwks_file`."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "test"})
        self.jwks_file = folder / "jwks.json"
        self.jwks_file.write_text(json.dumps({"keys": [self._key.as_dict(private=False)]}))

    def token(
        self,
        role: Role,
        board_id: UUID | None,
        subject: UUID | str = "test-client",
        *,
        scopes: frozenset[str] | None = None,
        lives_s: int = 600,
    ) -> str:
        """A token as the gateway gives it; with all scopes of the role unless told otherwise."""
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(subject),
            "role": role,
            "board": str(board_id) if board_id else None,
            "scope": " ".join(sorted(SCOPES_OF_ROLE[role] if scopes is None else scopes)),
            "exp": int(time.time()) + lives_s,
        }
        return jwt.encode({"alg": ALGORITHM, "kid": "test"}, claims, self._key, algorithms=[ALGORITHM])


def bearer(token: str) -> dict[str, str]:
    """The header that carries it."""
    return {"Authorization": f"Bearer {token}"}


S = TypeVar("S", bound=ServiceSettings)
_made: dict[object, FastAPI] = {}


def application(create_app: Callable[[S], FastAPI], settings: S) -> FastAPI:
    """The service's application under these settings, made once a process.

    At the first request FastAPI works out every route of a new application, which takes longer than most tests.
    """
    app = _made.setdefault(create_app, create_app(settings))
    app.state.settings = settings
    configure_logging(settings)
    return app


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """A client on the application, its lifespan entered; errors inside become answers, as they would outside."""
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


async def have_stream(js: JetStreamContext, service: str) -> None:
    """The stream in which that service speaks: the one that another test left, or a new one."""
    try:
        await js.stream_info(stream_of(service))
    except NotFoundError:
        await js.add_stream(name=stream_of(service), subjects=[f"ew.*.*.{service}.>", f"replay.*.*.*.{service}.>"])
