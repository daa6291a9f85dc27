"""Who is not put together, over HTTP."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from choices_service.apart import store
from choices_service.apart.announcers import changed
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session, lock_name
from eigenwijs_shared.errors import Fault, Invalid, Sentence, problems
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.models import In, Out
from eigenwijs_shared.roster.reach import ReachableGroup, UnknownGroup

router = APIRouter(tags=["contracts"])

NOT_TWO_OF_GROUP: Sentence = {
    "nl": "Noem hier twee verschillende leerlingen van deze groep.",
    "en": "Name two different learners of this group here.",
}


class PairIn(In):
    learner_ids: Annotated[list[UUID], Field(min_length=2, max_length=2)]


class ApartIn(In):
    """The list replaces what was there."""

    pairs: Annotated[list[PairIn], Field(max_length=500)]


class PairOut(Out):
    learner_ids: list[UUID]


class ApartOut(Out):
    pairs: list[PairOut]


@router.get("/groups/{group_id}/apart", dependencies=[needs("contracts:read")], responses=problems(UnknownGroup))
async def get_apart(group: ReachableGroup, session: Session) -> ApartOut:
    """Learners of this group who are not put together."""
    pairs = await store.of_group(session, group.group_id)
    return ApartOut(pairs=[PairOut(learner_ids=list(pair)) for pair in pairs])


@router.put("/groups/{group_id}/apart", dependencies=[needs("contracts:write")], responses=problems(UnknownGroup))
async def put_apart(group: ReachableGroup, wanted: ApartIn, session: Session, caller: Caller) -> ApartOut:
    """Say who is not put together. No reason is asked: it would be one more thing that is kept of a child."""
    members = {learner.learner_id for learner in group.learners}
    faults = [
        Fault(f"#/pairs/{place}/learnerIds", NOT_TWO_OF_GROUP, "not-two-of-group")
        for place, pair in enumerate(wanted.pairs)
        if len(set(pair.learner_ids)) != 2 or not members.issuperset(pair.learner_ids)
    ]
    if faults:
        raise Invalid(faults=faults)
    await lock_name(session, f"apart in {group.group_id}")
    pairs = {frozenset(pair.learner_ids) for pair in wanted.pairs}
    now = datetime.now(UTC)
    await store.replace(session, group.group_id, pairs, caller.subject, now)
    kept = await store.of_group(session, group.group_id)
    await announce(session, changed(group.group_id, kept, now))
    return ApartOut(pairs=[PairOut(learner_ids=list(pair)) for pair in kept])
