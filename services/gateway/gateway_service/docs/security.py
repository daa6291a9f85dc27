"""How one signs in, in the words of OpenAPI; and which scope each operation takes, read from its guard."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from eigenwijs_shared.auth import SCOPES_OF_ROLE, principal_of

TOKEN_URL = "/v1/auth/token"  # noqa: S105 - an address
_SCOPES = {
    scope: f"For: {', '.join(role for role, scopes in SCOPES_OF_ROLE.items() if scope in scopes)}"
    for scope in sorted(frozenset[str]().union(*SCOPES_OF_ROLE.values()))
}
SECURITY_SCHEMES: dict[str, Any] = {
    "clientCredentials": {
        "type": "oauth2",
        "description": "For systems: a client's id and secret.",
        "flows": {"clientCredentials": {"tokenUrl": TOKEN_URL, "scopes": _SCOPES}},
    },
    "password": {
        "type": "oauth2",
        "description": "For people with a local account, where that is switched on.",
        "flows": {"password": {"tokenUrl": TOKEN_URL, "scopes": _SCOPES}},
    },
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
}


def described(app: FastAPI) -> dict[str, Any]:
    """The application's own document, each operation with its security."""
    document: dict[str, Any] = app.state.own_openapi() if hasattr(app.state, "own_openapi") else app.openapi()
    for context in iter_route_contexts(app.routes):
        if not isinstance(context.original_route, APIRoute):
            continue
        security = _security(context)
        for method in context.methods or ():
            operation = document["paths"].get(context.path_format, {}).get(method.lower())
            if operation is not None:
                operation["security"] = security
    return document


def guards_of(route: RouteContext) -> tuple[bool, list[str]]:
    """Whether it takes a token, and the scopes that its guards ask for."""
    calls = list(_calls(route.dependant))
    scopes = {scope for call in calls if isinstance(scope := getattr(call, "scope", None), str)}
    return principal_of in calls, sorted(scopes)


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any] | None]:
    for needed in dependant.dependencies:
        yield needed.call
        yield from _calls(needed)


def _security(route: RouteContext) -> list[dict[str, list[str]]]:
    guarded, scopes = guards_of(route)
    if not guarded:
        return []
    return [{"bearer": []}, {"clientCredentials": scopes}, {"password": scopes}]
