"""Places over HTTP."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request

from choices_service.choices.problems import DialForbids
from choices_service.electives import store as electives
from choices_service.electives.problems import (
    GroupsOutOfReach,
    NotPublished,
    UnknownElective,
    UnknownModule,
    UnknownPeriod,
)
from choices_service.places import actions, store
from choices_service.places.problems import (
    ModuleFull,
    ModuleNotRunning,
    NoPlace,
    NotPossible,
    OverCapacity,
    WouldEndModule,
)
from choices_service.places.schemas import LearnerPlacesOut, PlaceIn, PlaceRowOut, RoomIn, RoomOut
from choices_service.preferences.problems import NotForLearner
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.paging import NOT_OURS, Page, PageAsked
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner

router = APIRouter(tags=["electives"])

READ, WRITE, CHOOSE = [needs("electives:read")], [needs("electives:write")], [needs("choices:write")]
PLACES = "/electives/{elective_id}/places"
PLACE = f"{PLACES}/{{learner_id}}/{{period_id}}"
HERE = (UnknownElective, UnknownLearner, UnknownPeriod, NotPublished, NoPlace)


@router.get(PLACES, dependencies=READ, responses=problems(UnknownElective, NotPublished))
async def list_places(
    request: Request, elective_id: UUID, session: Session, caller: Caller, paging: PageAsked
) -> Page[PlaceRowOut]:
    """Who has what, of the learners in your reach."""
    standing = await actions.standing_in(session, caller, elective_id)
    groups, only = await electives.in_reach(session, caller, standing.row)
    rows = await store.page_of(session, elective_id, groups, only, _after(paging.after), paging.limit + 1)
    for learner_id in dict.fromkeys(one.learner_id for one in rows[: paging.limit]):
        await announce_looks(request, session, caller, learner_id)
    return paging.of(rows, PlaceRowOut.model_validate, lambda one: [one.learner_id, one.period_id])


def _after(key: list[str] | None) -> tuple[UUID, UUID] | None:
    if key is None:
        return None
    try:
        learner_id, period_id = (UUID(part) for part in key)
    except ValueError as error:
        raise NOT_OURS from error
    return learner_id, period_id


@router.get(
    f"{PLACES}/{{learner_id}}", dependencies=READ, responses=problems(UnknownElective, UnknownLearner, NotPublished)
)
async def get_places(
    request: Request, elective_id: UUID, learner: ReachableLearner, session: Session, caller: Caller
) -> LearnerPlacesOut:
    """What a learner has in each period, and for every wish that did not come true why."""
    standing = await actions.standing_in(session, caller, elective_id)
    return await actions.shown(standing, learner, preferred_language(request.headers.get("accept-language")))


@router.put(
    PLACE,
    dependencies=WRITE,
    responses=problems(*HERE, UnknownModule, NotForLearner, ModuleFull, ModuleNotRunning, NotPossible, WouldEndModule),
)
async def put_place(
    request: Request,
    elective_id: UUID,
    learner: ReachableLearner,
    period_id: UUID,
    asked: PlaceIn,
    session: Session,
    caller: Caller,
) -> LearnerPlacesOut:
    """Give a learner a place by hand, where there is one."""
    language = preferred_language(request.headers.get("accept-language"))
    return await actions.give(
        session, caller, elective_id, learner, period_id, asked, language=language, now=datetime.now(UTC)
    )


@router.delete(PLACE, dependencies=CHOOSE, responses=problems(*HERE, NotPossible, DialForbids))
async def delete_place(
    request: Request,
    elective_id: UUID,
    learner: ReachableLearner,
    period_id: UUID,
    session: Session,
    caller: Caller,
) -> LearnerPlacesOut:
    """Give a place back; whoever waits for it gets it."""
    language = preferred_language(request.headers.get("accept-language"))
    return await actions.give_up(
        session, caller, elective_id, learner, period_id, language=language, now=datetime.now(UTC)
    )


@router.delete(f"{PLACE}/waiting", dependencies=CHOOSE, responses=problems(*HERE))
async def delete_waiting(
    request: Request,
    elective_id: UUID,
    learner: ReachableLearner,
    period_id: UUID,
    session: Session,
    caller: Caller,
) -> LearnerPlacesOut:
    """Wait no longer for something else: what one has is fine."""
    language = preferred_language(request.headers.get("accept-language"))
    return await actions.stop_waiting(session, caller, elective_id, learner, period_id, language=language)


@router.put(
    "/electives/{elective_id}/modules/{module_id}/places",
    dependencies=WRITE,
    responses=problems(
        *(UnknownElective, GroupsOutOfReach, UnknownPeriod, UnknownModule, NotPublished, OverCapacity),
    ),
)
async def put_room(elective_id: UUID, module_id: UUID, asked: RoomIn, session: Session, caller: Caller) -> RoomOut:
    """More or fewer places in a published round; learners who wait come in at once."""
    return await actions.set_room(session, caller, elective_id, module_id, asked, now=datetime.now(UTC))
