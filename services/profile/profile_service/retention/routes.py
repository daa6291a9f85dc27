"""How long a board keeps what, and runs that keep to it."""

from datetime import UTC, datetime
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, preferred_language, problems
from eigenwijs_shared.idempotency import OncePerKey
from profile_service.retention import actions
from profile_service.retention.problems import DryRunFirst, UnknownRun
from profile_service.retention.schemas import RetentionIn, RetentionOut, RunOut

router = APIRouter(prefix="/board/retention", tags=["rights"], dependencies=[needs("retention:write")])
IfMatch = Annotated[str | None, Header(max_length=1000)]
InLanguage = Annotated[str | None, Header(alias="accept-language")]
DryRun = Annotated[bool, Query(alias="dryRun", description="Count what would go, and delete nothing")]


@router.get("", response_model=RetentionOut, responses=problems())
async def get_retention(session: Session, accept_language: InLanguage = None) -> Response:
    """How long each kind of data is kept, within which bounds, and why."""
    shown = await actions.show_terms(session, preferred_language(accept_language))
    # The very bytes that If-Match is compared with.
    return Response(actions.as_json(shown), media_type="application/json")


@router.put("", responses=problems(PreconditionFailed))
async def put_retention(
    wanted: RetentionIn,
    session: Session,
    caller: Caller,
    if_match: IfMatch = None,
    accept_language: InLanguage = None,
) -> RetentionOut:
    """Change terms. They are kept to after a dry run has shown what would go."""
    language = preferred_language(accept_language)
    return await actions.set_terms(session, caller, wanted, now=datetime.now(UTC), if_match=if_match, language=language)


@router.post("/runs", status_code=202, response_model=RunOut, responses=problems(DryRunFirst))
async def post_run(session: Session, caller: Caller, once: OncePerKey, dry_run: DryRun = False) -> Response:
    """Keep to the terms now, or with `dryRun=true` only count. It also happens every day."""
    begin = partial(actions.begin_run, session, caller.subject, dry_run=dry_run, now=datetime.now(UTC))
    return await once.reply(202, begin, location=lambda made: f"/v1/board/retention/runs/{made['runId']}")


@router.get("/runs/{run_id}", responses=problems(UnknownRun))
async def get_run(run_id: UUID, session: Session) -> RunOut:
    """How a run goes or went, and what it counted."""
    return await actions.show_run(session, run_id)
