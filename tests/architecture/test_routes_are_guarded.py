"""No route is unguarded by accident: it takes a scope, or it stands here by name with its reason."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from gateway_service.docs.joining import named_paths
from gateway_service.docs.security import guards_of
from gateway_service.proxy.rules import OPEN, is_our_own, part_of

PUBLIC = {
    "/health/live": "for supervisors, which have no token; tells nothing secret",
    "/health/ready": "the same",
    "/health": "the same, of all services",
    "/": "what this is and where the documentation is",
    "/docs": "documentation",
    "/asyncapi.json": "documentation",
    "/schemas/{kind}.json": "documentation",
    "/v1/auth/token": "where tokens come from",
    "/.well-known/jwks.json": "public keys",
    **dict.fromkeys(
        (
            "/ims/case/v1p1/CFDocuments",
            "/ims/case/v1p1/CFDocuments/{sourcedId}",
            "/ims/case/v1p1/CFPackages/{sourcedId}",
            "/ims/case/v1p1/CFItems/{sourcedId}",
            "/ims/case/v1p1/CFAssociations/{sourcedId}",
            "/ims/case/v1p1/CFItemAssociations/{sourcedId}",
            "/ims/case/v1p1/{definition}/{sourcedId}",
            "/ims/case/v1p1/{rest}",
        ),
        "CASE 1.1 reads openly; only what a board opened is there, see services/choices/tests/case",
    ),
    "/v1/contracts/calendar.ics": "calendars cannot sign in: a token of its own in the address opens it alone",
}
ANY_TOKEN = {"/v1/me": "whoever has a token may know whose it is"}
NO_API_ROUTE = {
    "/openapi.json": "documentation, made by FastAPI",
    "/docs/assets": "Swagger UI's own files",
    "": "the way through to the services: checks the token itself, see test_door.py",
}
SECOND_DOOR = {("choices", "/v1/learners/{learner_id}/card"): "the lawful fallback while recommend is away"}


def routes(apps: dict[str, FastAPI]) -> Iterator[tuple[str, RouteContext]]:
    for service, app in apps.items():
        for route in iter_route_contexts(app.routes):
            yield service, route


def api_routes(apps: dict[str, FastAPI]) -> list[tuple[str, RouteContext]]:
    return [(service, route) for service, route in routes(apps) if isinstance(route.original_route, APIRoute)]


def paths(apps: dict[str, FastAPI]) -> set[tuple[str, str, str]]:
    """(service, method, path) of each."""
    return {
        (service, method, route.path_format or "")
        for service, route in api_routes(apps)
        for method in route.methods or ()
    }


def test_every_route_takes_a_scope_or_is_public_with_a_reason(apps: dict[str, FastAPI]) -> None:
    unguarded = {route.path_format for _, route in api_routes(apps) if not guards_of(route)[1]}
    assert unguarded == set(PUBLIC) | set(ANY_TOKEN)


def test_every_route_that_is_not_public_takes_a_token(apps: dict[str, FastAPI]) -> None:
    without_token = {route.path_format for _, route in api_routes(apps) if not guards_of(route)[0]}
    assert without_token == set(PUBLIC)


def test_what_is_no_api_route_is_known_by_name(apps: dict[str, FastAPI]) -> None:
    others = {
        getattr(route.original_route, "path", "")
        for _, route in routes(apps)
        if not isinstance(route.original_route, APIRoute)
    }
    assert others == set(NO_API_ROUTE)


def test_the_door_sends_every_route_to_the_service_that_has_it(apps: dict[str, FastAPI]) -> None:
    astray = {
        (service, path)
        for service, method, path in paths(apps)
        if service != "gateway" and path.startswith(("/v1/", "/ims/"))
        for one in named_paths(path, apps[service].openapi()["paths"].get(path, {}).get(method.lower(), {}))
        if part_of(method, one) != service and not is_our_own(method, path)
    }
    assert astray == set(SECOND_DOOR)


def test_everything_a_service_answers_lies_under_v1_or_is_its_health(apps: dict[str, FastAPI]) -> None:
    behind = {path for service, _, path in paths(apps) if service != "gateway"}
    elsewhere = {path for path in behind if not path.startswith(("/v1/", *OPEN))}
    assert elsewhere == {"/health/live", "/health/ready"}
