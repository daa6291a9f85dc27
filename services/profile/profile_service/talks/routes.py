"""Coach talks: planned, held, missed or moved, and how promises were kept."""

from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Response

from eigenwijs_shared.audience import LearnerDecides
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, OncePerKey
from eigenwijs_shared.paging import PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.people.reach import ReachableLearner
from profile_service.talks import actions, store
from profile_service.talks.rules import TalkPassed, TalkToCome, UnknownEducator, UnknownTalk
from profile_service.talks.schemas import TalkChangeIn, TalkIn, TalkOut, TalksOut

router = APIRouter(tags=["talks"])
TALKS, TALK = "/learners/{learner_id}/talks", "/learners/{learner_id}/talks/{talk_id}"


@router.get(TALKS, dependencies=[needs("aims:read")], responses=problems(UnknownLearner))
async def get_talks(found: ReachableLearner, session: Session, caller: Caller, paging: PageAsked) -> TalksOut:
    """This learner's coach talks, the latest first, and how many that were promised were held."""
    now, seen = datetime.now(UTC), paging.after_number
    rows = await store.talks_of(session, found.learner_id, seen, paging.limit)
    page = paging.of(rows, partial(actions.shown, caller=caller, now=now), lambda _row: [seen + paging.limit])
    counts = await store.counts_of(session, found.learner_id, now)
    return TalksOut(items=page.items, next_cursor=page.next_cursor, **counts)


@router.post(
    TALKS,
    status_code=201,
    response_model=TalkOut,
    dependencies=[needs("aims:write")],
    responses=problems(UnknownLearner, UnknownEducator, LearnerDecides, KeyReused, KeyInFlight),
)
async def post_talk(
    found: ReachableLearner, wanted: TalkIn, session: Session, caller: Caller, once: OncePerKey
) -> Response:
    """Plan a talk."""
    work = partial(actions.plan_talk, session, found, wanted, caller, now=datetime.now(UTC))
    where = f"/v1/learners/{found.learner_id}/talks"
    return await once.reply(201, work, location=lambda made: f"{where}/{made['talkId']}")


@router.get(TALK, dependencies=[needs("aims:read")], responses=problems(UnknownLearner, UnknownTalk))
async def get_talk(
    found: ReachableLearner, talk_id: UUID, session: Session, caller: Caller, response: Response
) -> TalkOut:
    """One talk; its ETag is what a PATCH takes as If-Match."""
    row = await store.find_talk(session, found.learner_id, talk_id)
    shown = actions.shown(row, caller, datetime.now(UTC))
    response.headers["ETag"] = actions.tag(shown)
    return shown


@router.patch(
    TALK,
    dependencies=[needs("aims:write")],
    responses=problems(
        UnknownLearner, UnknownTalk, LearnerDecides, TalkPassed, TalkToCome, PreconditionRequired, PreconditionFailed
    ),
)
async def patch_talk(
    found: ReachableLearner,
    talk_id: UUID,
    wanted: TalkChangeIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> TalkOut:
    """Say that it was held, with what was agreed, or missed; or move it to another time."""
    place = found.learner_id, talk_id
    shown = await actions.change_talk(session, place, wanted, caller, now=datetime.now(UTC), if_match=if_match)
    response.headers["ETag"] = actions.tag(shown)
    return shown
