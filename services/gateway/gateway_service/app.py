"""The gateway: its own routes, and the way through to the services behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from eigenwijs_shared.http import create_api
from gateway_service.accounts.routes import router as accounts
from gateway_service.boards.routes import router as boards
from gateway_service.clients.routes import router as clients
from gateway_service.docs.routes import install_docs
from gateway_service.front.routes import router as front
from gateway_service.front.status import Statuses
from gateway_service.proxy.door import ThroughDoor
from gateway_service.proxy.upstreams import open_upstreams
from gateway_service.settings import Settings
from gateway_service.sheets.routes import router as sheets
from gateway_service.tokens.actions import SignIn
from gateway_service.tokens.passwords import Passwords
from gateway_service.tokens.routes import router as tokens
from gateway_service.tokens.signing import Signer

LIMITS = {
    "/v1/roster/imports": 64_000_000,
    "/v1/frameworks/imports": 16_000_000,
    "/v1/activities/imports": 32_000_000,
}
"""Bytes; everything else is JSON of at most two million."""


def create_app(settings: Settings | None = None) -> FastAPI:
    @asynccontextmanager
    async def open_door(app: FastAPI) -> AsyncIterator[None]:
        settings: Settings = app.state.settings
        app.state.sign_in = SignIn(settings, app.state.sessions, Signer(settings.signing_key_file), Passwords())
        async with open_upstreams(settings) as upstreams:
            app.state.upstreams = upstreams
            app.state.statuses = Statuses(upstreams)
            yield

    app = create_api(
        settings or Settings(),
        title="Eigenwijs",
        description="De publieke API van Eigenwijs: leerlingen, leerdoelen, keuzekaarten en de regieknop.",
        limits=LIMITS,
        extra=open_door,
    )
    for router in (tokens, clients, accounts, boards, sheets, front):
        app.include_router(router)
    install_docs(app)
    app.router.routes.insert(0, ThroughDoor())  # first: nearly every request goes through it
    return app
