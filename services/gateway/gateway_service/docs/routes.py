"""The documentation, without a CDN: a school's server may not reach one."""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles

from eigenwijs_shared.errors import NotFound
from gateway_service.docs.asyncapi import asyncapi_document, event_schema

OPENAPI_FILE = Path(__file__).parent.parent / "openapi.json"
"""Of the whole suite; `deploy/bin/openapi` writes it, for the gateway cannot import the services behind it."""
ASSETS = "/docs/assets"

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def get_docs() -> HTMLResponse:
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Eigenwijs: de API",
        swagger_js_url=f"{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{ASSETS}/favicon-32x32.png",
        swagger_ui_parameters={"docExpansion": "none", "displayRequestDuration": True},
    )


@router.get("/asyncapi.json")
async def get_asyncapi() -> JSONResponse:
    return JSONResponse(asyncapi_document())


@router.get("/schemas/{kind}.json")
async def get_event_schema(kind: str) -> Response:
    schema = event_schema(kind)
    if schema is None:
        raise NotFound
    return JSONResponse(schema, media_type="application/schema+json")


def install_docs(app: FastAPI) -> None:
    """/docs, /openapi.json of the whole suite, /asyncapi.json and /schemas."""
    app.state.own_openapi = app.openapi
    app.openapi = _whole_suite  # type: ignore[method-assign]  # the way FastAPI documents for extending it
    app.include_router(router)
    app.mount(ASSETS, StaticFiles(directory=str(files("fastapi_swagger") / "resources")), name="docs-assets")


@cache
def _whole_suite() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(OPENAPI_FILE.read_text(encoding="utf-8"))
    return document
