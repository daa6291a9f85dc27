"""All that happened for a learner, the last first."""

from datetime import UTC, datetime
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Query, Request

from eigenwijs_shared.audience import audience_of
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.models import Time
from eigenwijs_shared.paging import NOT_OURS, Page, PageAsked, Paging
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.evidence.actions import corrected_by
from profile_service.evidence.filters import listed
from profile_service.evidence.store import corrections_of
from profile_service.people.reach import ReachableLearner
from profile_service.timeline.own_words import aims, talks
from profile_service.timeline.rules import Kind, Place, newest
from profile_service.timeline.schemas import ItemOut
from profile_service.timeline.sources import SOURCES, Asked

router = APIRouter(tags=["timeline"])
Kinds = Annotated[str | None, Query(max_length=300, description="Kinds with commas, such as attempt,observation")]
From = Annotated[Time | None, Query(alias="from", description="This moment or later")]
Until = Annotated[Time | None, Query(description="Before this moment")]


@router.get("/learners/{learner_id}/timeline", dependencies=[needs("rights:read")], responses=problems(UnknownLearner))
async def get_timeline(
    found: ReachableLearner,
    session: Session,
    caller: Caller,
    request: Request,
    paging: PageAsked,
    kind: Kinds = None,
    goal_id: Annotated[UUID | None, Query(alias="goalId")] = None,
    since: From = None,
    until: Until = None,
) -> Page[ItemOut]:
    """What was done, seen, decided and told of this learner, in sentences; the last first."""
    asked = Asked(
        learner_id=found.learner_id,
        now=datetime.now(UTC),
        own=caller.role == "learner",
        audience=audience_of(caller),
        kinds=listed(kind, get_args(Kind), "?kind"),
        goal_id=goal_id,
        since=since,
        until=until,
        before=_place(paging),
        most=paging.limit + 1,
    )
    # Each source gives as many as the whole page could take; one after the other, as they share a transaction.
    merged = [one for source in (*SOURCES, aims, talks) for one in await source(session, asked)]
    items = newest(merged, before=None, limit=asked.most)
    numbers = [one.sequence for one in items if one.sequence is not None]
    corrections = await corrections_of(session, found.learner_id, numbers)
    language = preferred_language(request.headers.get("accept-language"))
    return paging.of(
        items,
        lambda one: ItemOut(
            id=one.id,
            kind=one.kind,
            at=one.at,
            sentence=one.sentence[language],
            goal_ids=list(one.goal_ids),
            corrected_by=corrected_by(corrections.get(one.sequence or 0)),
        ),
        lambda one: [one.at.isoformat(), one.id],
    )


def _place(paging: Paging) -> Place | None:
    if paging.after is None:
        return None
    try:
        at, identity = paging.after
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise NOT_OURS
        return moment.astimezone(UTC), UUID(identity)
    except (ValueError, OverflowError) as error:
        raise NOT_OURS from error
