"""The order of goals over HTTP: as data, as a table, as a picture."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from starlette.responses import JSONResponse, Response

from choices_service.frameworks.store import UnknownFramework
from choices_service.goals.actions import keeps_catalogue, seen_goal
from choices_service.goals.routes import Slug, may_order_goals
from choices_service.goals.rules import PrerequisiteCycle
from choices_service.goals.schemas import Level
from choices_service.goals.store import UnknownGoal
from choices_service.graph import actions, body, steps
from choices_service.graph.schemas import GraphCheckOut, GraphOut, OrderOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import WrongMediaType, preferred_language, problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey

router = APIRouter(tags=["goals"])
Format = Literal["json", "svg", "csv"]
_KINDS: dict[str, Format] = {"image/svg+xml": "svg", "text/csv": "csv"}
_SAFE = {
    # A picture of somebody's words, opened by itself, runs nothing and fetches nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/svg+xml": {"schema": {"type": "string"}}, "text/csv": {"schema": {"type": "string"}}},
        "description": "As data, or what `format` or the Accept header asks for",
    }
}


async def asked_format(
    request: Request,
    form: Annotated[Format | None, Query(alias="format", description="Before the Accept header")] = None,
) -> Format:
    accepted = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    wanted: list[Format] = [_KINDS[kind] for kind in accepted if kind in _KINDS]
    return form or (wanted[0] if wanted else "json")


Form = Annotated[Format, Depends(asked_format)]


async def _shown(graph: actions.Graph, form: Format, accept_language: str | None) -> Response:
    if form == "csv":
        return Response(steps.write_csv(graph.goals, graph.edges), media_type="text/csv; charset=utf-8")
    if form == "json":
        return JSONResponse(actions.as_data(graph).model_dump(mode="json"), headers={"Vary": "Accept"})
    language = preferred_language(accept_language)
    headers = {**_SAFE, "Content-Language": language, "Vary": "Accept, Accept-Language"}
    return Response(await actions.as_picture(graph, language), media_type="image/svg+xml", headers=headers)


@router.get(
    "/frameworks/{framework_id}/graph",
    dependencies=[needs("catalogue:read")],
    response_model=GraphOut,
    responses={**problems(UnknownFramework), **FORMS},
)
async def get_framework_graph(
    framework_id: UUID,
    session: Session,
    caller: Caller,
    form: Form,
    subject: Slug | None = None,
    level: Level | None = None,
    accept_language: Annotated[str | None, Header(max_length=500)] = None,
) -> Response:
    """Goals and the steps between them: JSON, a picture (SVG), or a table (CSV) that can be imported again."""
    hidden = keeps_catalogue(caller)
    graph = await actions.of_framework(session, framework_id, hidden=hidden, subject=subject, level=level)
    return await _shown(graph, form, accept_language)


@router.get(
    "/goals/{goal_id}/graph",
    dependencies=[needs("catalogue:read")],
    response_model=GraphOut,
    responses={**problems(UnknownGoal), **FORMS},
)
async def get_goal_graph(
    goal_id: UUID,
    session: Session,
    caller: Caller,
    form: Form,
    distance: Annotated[int | None, Query(ge=1, le=50, description="How many steps far; none: all the way")] = None,
    accept_language: Annotated[str | None, Header(max_length=500)] = None,
) -> Response:
    """The goal, what comes before it and what builds on it: JSON, a picture (SVG) or a table (CSV)."""
    await seen_goal(session, caller, goal_id)
    return await _shown(await actions.of_goal(session, goal_id, steps=distance), form, accept_language)


@router.get(
    "/frameworks/{framework_id}/graph/check",
    dependencies=[needs("catalogue:read")],
    responses=problems(UnknownFramework),
)
async def check_framework_graph(framework_id: UUID, session: Session, caller: Caller) -> GraphCheckOut:
    """What somebody should look at: circles, goals that stand alone, steps that make no sense, loose ends."""
    return await actions.check(session, framework_id, hidden=keeps_catalogue(caller))


@router.post(
    "/frameworks/{framework_id}/graph/imports",
    status_code=201,
    response_model=OrderOut,
    dependencies=[Depends(may_order_goals)],
    responses=problems(UnknownFramework, PrerequisiteCycle, WrongMediaType, KeyReused, KeyInFlight),
    openapi_extra=body.described(),
)
async def import_order(
    framework_id: UUID,
    rows: body.SentSteps,
    session: Session,
    once: OncePerKey,
    whole: Annotated[bool, Query(description="The table is the whole order: steps that are not in it go")] = False,
    dry_run: Annotated[bool, Query(alias="dryRun", description="Only say what would change")] = False,
) -> JSONResponse:
    """Take in steps from CSV (columns goal and prerequisite) or JSON: all of them, or none. Goals by id or code.

    Goals whose prerequisites change keep that order when their framework is imported again.
    """
    work = partial(
        actions.replace_order, session, framework_id, rows, whole=whole, dry_run=dry_run, now=datetime.now(UTC)
    )
    return await once.reply(201, work)
