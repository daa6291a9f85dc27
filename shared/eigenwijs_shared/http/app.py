"""A service's FastAPI application, with everything that is the same in all of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from eigenwijs_shared.auth import TokenVerifier
from eigenwijs_shared.collector import settle
from eigenwijs_shared.db import make_engine, make_sessions, warm_up
from eigenwijs_shared.errors import Malformed, TooLarge, WrongMediaType, problems
from eigenwijs_shared.events.connection import close_nats, connect_nats
from eigenwijs_shared.health import health_routes
from eigenwijs_shared.http.etags import EntityTags
from eigenwijs_shared.http.limits import LimitBody
from eigenwijs_shared.http.problems import install_problems
from eigenwijs_shared.logging import configure_logging
from eigenwijs_shared.settings import ServiceSettings
from eigenwijs_shared.tracing import TraceRequests

SETTLED_AFTER_S = 10.0
"""By then the first request, a check of health, has made FastAPI work out its routes."""

PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457 problem details.",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:eigenwijs:problem:not-found"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "traceId": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer, or ?parameter"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

Extra = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def _nothing_more(app: FastAPI) -> AsyncIterator[None]:
    yield


def create_api(
    settings: ServiceSettings,
    *,
    title: str,
    description: str,
    limits: dict[str, int] | None = None,
    extra: Extra = _nothing_more,
) -> FastAPI:
    """An application with a database, a token verifier and health; `limits` maps paths to the largest body in bytes."""
    configure_logging(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        settings: ServiceSettings = app.state.settings
        engine = make_engine(settings.database_url, pool_size=settings.database_pool, name=f"{settings.service}-api")
        app.state.sessions = make_sessions(engine)
        await warm_up(engine, settings.database_warm)
        app.state.verifier = TokenVerifier(settings.jwks_file)
        app.state.nats = await connect_nats(settings, name=f"{settings.service}-api", wait=False)
        settling = asyncio.get_running_loop().call_later(SETTLED_AFTER_S, settle)
        try:
            async with extra(app):
                yield
        finally:
            settling.cancel()
            await close_nats(app.state.nats)
            await engine.dispose()

    app = FastAPI(
        title=title,
        description=description,
        version="1.0.0",
        contact={"name": "Eigenwijs", "url": "https://github.com/eigenwijs/eigenwijs"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        lifespan=lifespan,
        generate_unique_id_function=_operation_id,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    app.include_router(health_routes())
    install_problems(app)
    app.add_middleware(EntityTags)
    app.add_middleware(LimitBody, limits=limits or {})
    app.add_middleware(TraceRequests)
    _describe_problems(app)
    return app


def _operation_id(route: APIRoute) -> str:
    """The function's name, so that generated clients read well and stay the same when a path moves."""
    return route.name


def _declare_bad_bodies(document: dict[str, Any]) -> None:
    """What any JSON body may be answered with before a route sees it."""
    said = {"400": Malformed, "413": TooLarge, "415": WrongMediaType}
    for path in document.get("paths", {}).values():
        for operation in path.values():
            if "application/json" in operation.get("requestBody", {}).get("content", {}):
                for status, kind in said.items():
                    operation["responses"].setdefault(status, problems(kind)[kind.status])


def _describe_problems(app: FastAPI) -> None:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                contact=app.contact,
                license_info=app.license_info,
            )
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            schemas["Problem"] = PROBLEM_SCHEMA
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            _declare_bad_bodies(document)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the way FastAPI documents for extending it
