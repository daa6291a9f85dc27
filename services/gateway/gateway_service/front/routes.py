"""The front page, and the health of all services together."""

from fastapi import APIRouter, Request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from eigenwijs_shared.errors import preferred_language
from gateway_service.front import page
from gateway_service.front.schemas import HealthOut

router = APIRouter()


@router.get("/", include_in_schema=False)
async def get_front(request: Request) -> Response:
    """HTML for a browser, JSON for who asks for it, else text for a terminal."""
    health = await get_health(request)
    accept = request.headers.get("accept", "")
    language = preferred_language(request.headers.get("accept-language"))
    headers = {"Content-Language": language, "Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}
    if "text/html" in accept:
        return HTMLResponse(page.as_html(health, language), headers=headers)
    if "json" in accept:
        return JSONResponse(page.as_json(health, language), headers=headers)
    return PlainTextResponse(page.as_text(health, language), headers=headers)


@router.get("/health", tags=["health"])
async def get_health(request: Request) -> HealthOut:
    """Which services are ready; for people and dashboards, so always 200."""
    health: HealthOut = await request.app.state.statuses.look(own=await _own_database(request))
    return health


async def _own_database(request: Request) -> bool:
    try:
        async with request.app.state.sessions() as session:
            await session.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        return False
    return True
