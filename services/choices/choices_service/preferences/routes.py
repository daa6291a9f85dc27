"""Wishes over HTTP."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from choices_service.choices.problems import DialForbids
from choices_service.electives import store as electives
from choices_service.electives.problems import AlreadyPublished, UnknownElective
from choices_service.preferences import actions, store
from choices_service.preferences.problems import NotForLearner, NotOpen
from choices_service.preferences.schemas import HandedInOut, WishesIn, WishesOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, preferred_language, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["electives"])

PREFERENCES = "/electives/{elective_id}/preferences"


@router.get(PREFERENCES, dependencies=[needs("electives:read")], responses=problems(UnknownElective))
async def list_preferences(
    request: Request,
    elective_id: UUID,
    session: Session,
    caller: Caller,
    paging: PageAsked,
    handed_in: Annotated[bool | None, Query(alias="handedIn")] = None,
) -> Page[HandedInOut]:
    """Which of the learners in your reach have chosen, and which have not yet."""
    row = await electives.find(session, caller, elective_id)
    groups, only = await electives.in_reach(session, caller, row)
    rows = await store.page_of(session, elective_id, groups, only, handed_in, paging.after_id, paging.limit + 1)
    for one in rows[: paging.limit]:
        await announce_looks(request, session, caller, one.learner_id)
    return paging.of(rows, actions.handed_in, lambda one: [one.learner_id])


@router.get(
    f"{PREFERENCES}/{{learner_id}}",
    dependencies=[needs("electives:read")],
    responses=problems(UnknownElective, UnknownLearner),
)
async def get_preferences(
    request: Request,
    elective_id: UUID,
    learner: ReachableLearner,
    session: Session,
    caller: Caller,
    response: Response,
) -> WishesOut:
    """What a learner wishes for; its ETag is what a PUT takes as If-Match."""
    row = await electives.find(session, caller, elective_id)
    language = preferred_language(request.headers.get("accept-language"))
    out = await actions.shown(session, row, learner, language=language, now=datetime.now(UTC))
    response.headers["ETag"] = actions.tag(await store.find(session, elective_id, learner.learner_id))
    return out


@router.put(
    f"{PREFERENCES}/{{learner_id}}",
    dependencies=[needs("choices:write")],
    responses=problems(
        *(UnknownElective, UnknownLearner, NotForLearner, NotOpen, AlreadyPublished, DialForbids),
        *(PreconditionRequired, PreconditionFailed),
    ),
)
async def put_preferences(
    request: Request,
    elective_id: UUID,
    learner: ReachableLearner,
    asked: WishesIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> WishesOut:
    """Say what you would like best in each period. When you say it does not matter, only by when.

    Rank what you really want: whoever does so never gets less for it. An educator may write it down for a learner, also
    after closing, and does so where the dial leaves the topic to the teacher.
    """
    language = preferred_language(request.headers.get("accept-language"))
    out = await actions.wish(
        session, caller, elective_id, learner, asked, if_match=if_match, language=language, now=datetime.now(UTC)
    )
    response.headers["ETag"] = actions.tag(await store.find(session, elective_id, learner.learner_id))
    return out
