"""For the board: is the register whole, how long is it kept, and all of it as lines of JSON."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import StreamingResponse

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session, board_transaction
from eigenwijs_shared.errors import Problem, problems
from recommend_service.register import store
from recommend_service.register.actions import check
from recommend_service.register.rules import LEAST_DAYS
from recommend_service.register.schemas import EntryOut, RetentionIn, RetentionOut, VerificationOut

router = APIRouter(prefix="/decisions", tags=["decisions"])
MOST_DAYS = 3660
_PLACE = r"^[0-9a-z]{1,64}\.[0-9]{1,18}$"
_LINES: dict[int | str, dict[str, Any]] = {
    200: {"description": "One entry a line", "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
}


class TermTooShort(Problem):
    """The AI Act asks for at least six months of logs (art. 26)."""

    status = 400
    type = "register-term"
    title = {"nl": "Deze bewaartermijn kan niet", "en": "This term is not possible"}
    detail = {
        "nl": "Het register blijft minstens {least} en hoogstens {most} dagen bewaard; je vroeg {days}.",
        "en": "The register is kept for at least {least} and at most {most} days; you asked for {days}.",
    }


@router.get("/verification", dependencies=[needs("exports:read")])
async def get_verification(session: Session) -> VerificationOut:
    """Look through the whole register for entries that were changed, removed, inserted or moved."""
    return await check(session)


@router.get("/retention", dependencies=[needs("exports:read")])
async def get_register_retention(session: Session) -> RetentionOut:
    """For how long this board keeps its register."""
    return RetentionOut(days=await store.days_kept(session), least=LEAST_DAYS)


@router.put("/retention", dependencies=[needs("retention:write")], responses=problems(TermTooShort))
async def put_register_retention(asked: RetentionIn, session: Session, caller: Caller) -> RetentionOut:
    """Keep the register for so many days; what is older goes with the worker's next round."""
    if not LEAST_DAYS <= asked.days <= MOST_DAYS:
        raise TermTooShort(least=LEAST_DAYS, most=MOST_DAYS, days=asked.days)
    now = datetime.now(UTC)
    await store.set_days(session, asked.days, now, caller.subject)
    await store.write(session, "retention", None, [], {"days": asked.days}, now)
    return RetentionOut(days=asked.days, least=LEAST_DAYS)


@router.get("/export", dependencies=[needs("exports:read")], response_class=StreamingResponse, responses=_LINES)
async def export_decisions(
    request: Request,
    caller: Caller,
    after: Annotated[
        str | None, Query(pattern=r"^[0-9a-z]{1,64}\.[0-9]{1,18}$", description="chainId.position")
    ] = None,
    limit: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
) -> StreamingResponse:
    """Every entry, chain after chain, as it comes out of the database; go on after the last one that you have."""

    async def lines() -> AsyncIterator[bytes]:
        chain_id, _, position = (after or "").partition(".")
        start = (chain_id, int(position)) if after else None
        async with board_transaction(request.app.state.sessions, caller.board_id) as session:
            async for entry, content in store.entries(session, start, limit):
                told = {name: getattr(entry, name) for name in entry.__slots__}
                yield EntryOut(**told, content=content).model_dump_json().encode() + b"\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")
