"""Errors as CASE has them (imsx_StatusInfo), on its own paths and nowhere else."""

from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.responses import JSONResponse, Response

from eigenwijs_shared.outage import database_is_away

log = structlog.get_logger()
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
OPEN = {"Access-Control-Allow-Origin": "*"}
"""Anybody may read it, so any page may."""


class CaseError(Exception):
    """`minor` is a word of the standard's own list."""

    def __init__(self, status: int, minor: str, said: str) -> None:
        super().__init__(said)
        self.status, self.minor, self.said = status, minor, said


def unknown(what: str) -> CaseError:
    return CaseError(404, "unknownobject", f"There is no open {what} with this identifier.")


def status_info(status: int, minor: str, said: str) -> JSONResponse:
    field = {"imsx_codeMinorFieldName": "sourcedId", "imsx_codeMinorFieldValue": minor}
    body = {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": said,
        "imsx_codeMinor": {"imsx_codeMinorField": [field]},
    }
    return JSONResponse(body, status, {**OPEN, **({"Retry-After": "2"} if status == 503 else {})})


class CaseRoute(APIRoute):
    """A route of CASE: whatever goes wrong in it is told in its own format."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                return _told(error, request)

        return handled


def _told(error: Exception, request: Request) -> Response:
    if isinstance(error, CaseError):
        return status_info(error.status, error.minor, error.said)
    if isinstance(error, RequestValidationError):
        return _of_validation(error)
    if database_is_away(error):
        return status_info(503, "server_busy", "Briefly unavailable; please retry in a few seconds.")
    log.error("unexpected", path=request.url.path, exc_info=error)
    return status_info(500, "internal_server_error", "Something went wrong on our side.")


def _of_validation(error: RequestValidationError) -> Response:
    """An identifier that is no UUID is 404 (CASE 1.1 REST binding), another parameter 400."""
    where, name = error.errors()[0]["loc"][:2]
    if where == "path":
        return status_info(404, "invalid_uuid", "This identifier is no UUID.")
    return status_info(400, "invalid_selection_field", f"The parameter {name} is not valid.")
