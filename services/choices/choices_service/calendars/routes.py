"""Calendars over HTTP: made and revoked by who is signed in, fetched by calendars that cannot be."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from choices_service.calendars import actions, store
from choices_service.calendars.problems import TooManyCalendars, UnknownCalendar
from choices_service.calendars.schemas import CalendarMadeOut, CalendarOut, CalendarsOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session, lock_name
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.models import Text
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["contracts"])


@router.get(
    "/contracts/calendar.ics",
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "An iCalendar (RFC 5545)"},
        404: problems(UnknownCalendar)[404],
    },
)
async def get_calendar(
    request: Request,
    token: Annotated[Text, Query(max_length=200)],
    accept_language: Annotated[str | None, Header()] = None,
) -> Response:
    """A learner's weeks, for a calendar that subscribes. The token in the address opens this, and nothing else."""
    language = preferred_language(accept_language)
    body = await actions.fetch(request.app.state.sessions, token, language, now=datetime.now(UTC))
    # Nobody who passes it on keeps it, or tells where it came from: the address is the key.
    headers = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "Content-Language": language}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


@router.post(
    "/learners/{learner_id}/calendars",
    status_code=201,
    dependencies=[needs("contracts:read")],
    responses=problems(UnknownLearner, TooManyCalendars),
)
async def post_calendar(learner: ReachableLearner, session: Session, caller: Caller) -> CalendarMadeOut:
    """An address for a calendar to subscribe to, told this once. A repeated request makes another; revoke what is lost.

    Whoever may read the learner's contracts may have one, as long as that is so.
    """
    # No Idempotency-Key here: the stored reply would be a place where the token could be read again.
    await lock_name(session, f"calendars of {learner.learner_id}")
    return await actions.make(session, learner.learner_id, caller, now=datetime.now(UTC))


@router.get(
    "/learners/{learner_id}/calendars",
    dependencies=[needs("contracts:read")],
    responses=problems(UnknownLearner),
)
async def list_calendars(learner: ReachableLearner, session: Session) -> CalendarsOut:
    """Who can fetch this learner's weeks, newest first; not by which address."""
    rows = await store.open_of(session, learner.learner_id)
    return CalendarsOut(items=[CalendarOut.model_validate(row) for row in rows])


@router.delete(
    "/learners/{learner_id}/calendars/{calendar_id}",
    status_code=204,
    dependencies=[needs("contracts:read")],
    responses=problems(UnknownLearner, UnknownCalendar),
)
async def delete_calendar(learner: ReachableLearner, calendar_id: UUID, session: Session) -> None:
    """Revoke it: whoever has the address reads nothing by it from now on."""
    if not await store.revoke(session, learner.learner_id, calendar_id, datetime.now(UTC)):
        raise UnknownCalendar
