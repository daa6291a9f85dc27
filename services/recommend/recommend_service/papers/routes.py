"""The papers over HTTP: the board's own for its staff, the notices for everybody who is signed in."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from recommend_service.language import Spoken
from recommend_service.papers.actions import look_at
from recommend_service.papers.words import FOR_STAFF, NOTICES, Kind
from recommend_service.papers.writing import write
from recommend_service.settings import Settings

router = APIRouter(prefix="/papers", tags=["papers"])
MARKDOWN = "text/markdown"
_IS_MARKDOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "Markdown, in Dutch or English", "content": {MARKDOWN: {"schema": {"type": "string"}}}}
}
SUMMARY: dict[Kind, str] = {
    "model-card": "The model card: what makes the estimates and cards, from what runs now.",
    "dpia": "The annex to the data protection impact assessment, from what runs now.",
    "fria": "The annex to the fundamental rights impact assessment (EU AI Act, art. 27), from what runs now.",
    "notice-12": "What children up to 12 may know, in their own words.",
    "notice-15": "What learners of 13 to 15 may know.",
    "notice-16": "What learners of 16 and older may know.",
    "notice-parents": "What parents and carers may know.",
    "notice-educators": "What educators may know, and what is asked of them.",
}


def _answering(kind: Kind) -> Callable[..., Awaitable[Response]]:
    async def get_paper(request: Request, session: Session, language: Spoken, response: Response) -> Response:
        settings: Settings = request.app.state.settings
        text = write(kind, await look_at(session, settings.limits, datetime.now(UTC)), language)
        told = {name: response.headers[name] for name in ("Content-Language", "Vary")}
        return Response(text, media_type=MARKDOWN, headers={**told, "Cache-Control": "no-cache"})

    get_paper.__name__ = f"get_paper_{kind.replace('-', '_')}"
    get_paper.__doc__ = SUMMARY[kind]
    return get_paper


for _kinds, _scope in ((FOR_STAFF, "papers:read"), (NOTICES, "rights:read")):
    for _kind in _kinds:
        router.add_api_route(
            f"/{_kind}",
            _answering(_kind),
            response_class=Response,
            responses={**_IS_MARKDOWN, **problems()},
            dependencies=[needs(_scope)],
        )
