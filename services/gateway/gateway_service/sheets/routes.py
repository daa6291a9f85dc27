"""Choice cards of a group on paper."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.errors import NotFound, problems
from gateway_service.proxy.bodies import BROKEN
from gateway_service.proxy.headers import back, onward
from gateway_service.proxy.problems import PartAway, part_away
from gateway_service.sheets.actions import printed

router = APIRouter(prefix="/v1/groups", tags=["choice cards"])
IS_PDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}}, "description": "A4, to print single-sided"}
}
Slug = Annotated[str | None, Query(max_length=100, pattern="^[a-z0-9-]+$", description="Slug of a subject; none: all")]


@router.get(
    "/{group_id}/choice-cards.pdf",
    response_class=Response,
    dependencies=[needs("cards:read")],
    responses={**IS_PDF, **problems(NotFound, PartAway)},
)
async def get_choice_cards_pdf(group_id: UUID, request: Request, caller: Caller, subject: Slug = None) -> Response:
    """A list to hang up and tick, and two choice cards a page to cut apart, fresh for everybody of the group.

    With given names for who may see names; else, and where they cannot be had, with codes and a line to write on.
    """
    state = request.app.state
    headers = onward(request.scope["headers"])
    # What the caller has of an earlier print is no answer to what we ask of the services.
    for name in ("content-length", "content-type", "if-none-match", "idempotency-key"):
        headers.popall(name, None)
    answer = await printed(
        state.upstreams,
        headers,
        group_id,
        f"?subject={subject}" if subject is not None else "",
        names="learners:names" in caller.scopes,
        patience_s=state.settings.sheet_patience_s,
    )
    try:
        body = await answer.read()
    except BROKEN as error:
        raise part_away("choices") from error
    made = Response(body, answer.status)
    made.raw_headers = list(back(answer.headers))
    return made
