"""Every error leaves as problem+json, here and nowhere else."""

import json
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.responses import Response

from eigenwijs_shared.errors import (
    DiskFull,
    Forbidden,
    Invalid,
    Malformed,
    NotAllowed,
    NotFound,
    Problem,
    Unauthenticated,
    Unavailable,
    WrongMediaType,
    preferred_language,
)
from eigenwijs_shared.outage import database_is_away, disk_is_full
from eigenwijs_shared.sentences import fault_of
from eigenwijs_shared.tracing import trace_id

log = structlog.get_logger()

_OF_STATUS: dict[int, type[Problem]] = {
    400: Malformed,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: NotAllowed,
    422: Invalid,
}


def problem_response(request: Request, problem: Problem) -> Response:
    """The problem in the caller's language."""
    language = preferred_language(request.headers.get("accept-language"))
    body = problem.body(language, instance=request.url.path, trace_id=trace_id())
    return Response(
        # A name in the body that was refused may hold a lone surrogate, and is repeated in the pointer.
        json.dumps(body, ensure_ascii=False).encode(errors="replace"),
        problem.status,
        {**problem.headers, "Content-Language": language},
        "application/problem+json",
    )


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101 - registered for Problem alone
    return problem_response(request, error)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for HTTPException alone
    kind = _OF_STATUS.get(error.status_code, Problem)
    response = problem_response(request, Forbidden(scope="") if kind is Forbidden else kind())
    response.headers.update({key: value for key, value in (error.headers or {}).items() if key.lower() == "allow"})
    return response


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for RequestValidationError alone
    found: list[dict[str, Any]] = list(error.errors())
    if any(fault["type"] == "json_invalid" for fault in found):
        return problem_response(request, Malformed())
    if _is_not_json(request) and any(fault["loc"][:1] == ("body",) for fault in found):
        return problem_response(request, WrongMediaType(expected="application/json"))
    return problem_response(request, Invalid(faults=[fault_of(fault) for fault in found[:100]]))


def _is_not_json(request: Request) -> bool:
    if request.headers.get("content-length", "") in {"", "0"} and "transfer-encoding" not in request.headers:
        return False
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    return kind != "application/json" and not kind.endswith("+json")


async def _on_database(request: Request, error: Exception) -> Response:
    """A disk is full: 507; the database is away: 503; nothing changed. What else it says is our own mistake: 500."""
    if disk_is_full(error):
        log.error("disk full", error=type(error).__name__, path=request.url.path)
        return problem_response(request, DiskFull())
    if database_is_away(error):
        log.warning("database unavailable", error=type(error).__name__, path=request.url.path)
        return problem_response(request, Unavailable())
    return await _on_anything(request, error)


async def _on_anything(request: Request, error: Exception) -> Response:
    log.error("unexpected", path=request.url.path, exc_info=error)
    return problem_response(request, Problem())


def install_problems(app: FastAPI) -> None:
    """Render every error of this application as a problem."""
    app.add_exception_handler(Problem, _on_problem)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    for kind in (DBAPIError, PoolTimeout, OSError):
        app.add_exception_handler(kind, _on_database)
    app.add_exception_handler(Exception, _on_anything)
