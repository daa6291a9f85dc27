"""Open watches of a group and of a learner; snooze and resolve."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Conflict, Fault, Invalid, Language, NotFound, Sentence, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import (
    Learner,
    ReachableGroup,
    ReachableLearner,
    UnknownGroup,
    UnknownLearner,
    find_learner,
)
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.model import Catalogue
from recommend_service.language import Spoken
from recommend_service.watches import actions, alarming, store
from recommend_service.watches.peers import around
from recommend_service.watches.schemas import ResolveIn, SnoozeIn, WatchOut
from recommend_service.watches.views import FAMILY, watch_out

router = APIRouter(tags=["watches"])
LONGEST = timedelta(days=60)
NOT_THEN: Sentence = {
    "nl": "Kies een moment na nu en binnen zestig dagen: zo raakt niemand uit beeld.",
    "en": "Choose a moment after now and within sixty days, so that nobody is lost from sight.",
}


class UnknownWatch(NotFound):
    """No such watch, or of a learner out of the caller's reach."""

    type = "unknown-watch"
    title = {"nl": "Signaal niet gevonden", "en": "Watch not found"}
    detail = {"nl": "Dit signaal bestaat niet, of niet voor jou.", "en": "This watch does not exist, or not for you."}


class WatchClosed(Conflict):
    """It was closed before, by itself or by somebody."""

    type = "watch-closed"
    title = {"nl": "Dit signaal is al gesloten", "en": "This watch is closed already"}
    detail = {
        "nl": "Het signaal is al gesloten; er is niets veranderd. Haal het overzicht opnieuw op.",
        "en": "The watch is closed already; nothing was changed. Fetch the list again.",
    }


@router.get("/groups/{group_id}/watches", dependencies=[needs("watches:read")], responses=problems(UnknownGroup))
async def list_group_watches(
    group: ReachableGroup,
    session: Session,
    catalogue: BoardCatalogue,
    caller: Caller,
    language: Spoken,
    paging: PageAsked,
) -> Page[WatchOut]:
    """What asks for a person now in this group, the most urgent first; an educator hears of three new ones a day."""
    now, skip = datetime.now(UTC), paging.after_number
    learners = {one.learner_id: one for one in group.learners}
    heard = await alarming.heard_by(session, caller.user_id) if caller.role == "educator" and caller.user_id else None
    lives = await store.awake_of(session, list(learners), heard, now, skip=skip, limit=paging.limit + 1)
    items = [
        await _out(session, caller, learners[life.learner_id], life, catalogue, language, now)
        for life in lives[: paging.limit]
    ]
    more = len(lives) > paging.limit
    return paging.page([*items, *items[:1]] if more else items, [skip + paging.limit] if more else None)


@router.get("/learners/{learner_id}/watches", dependencies=[needs("watches:read")], responses=problems(UnknownLearner))
async def list_learner_watches(
    learner: ReachableLearner, session: Session, catalogue: BoardCatalogue, caller: Caller, language: Spoken
) -> Page[WatchOut]:
    """What is open of this learner, in words for each who may read it; those that are snoozed too."""
    now = datetime.now(UTC)
    lives = await store.of_learner(session, learner.learner_id)
    items = [await _out(session, caller, learner, life, catalogue, language, now) for life in lives]
    return Page[WatchOut](items=items, next_cursor=None)


@router.post(
    "/watches/{watch_id}/snooze",
    dependencies=[needs("watches:write")],
    responses=problems(UnknownWatch, WatchClosed),
)
async def post_snooze(
    watch_id: UUID, wanted: SnoozeIn, session: Session, catalogue: BoardCatalogue, caller: Caller, language: Spoken
) -> WatchOut:
    """Out of the group's list until then; it comes back by itself unless the pattern is gone."""
    now = datetime.now(UTC)
    life, learner = await _living(session, caller, watch_id)
    if not now < wanted.until <= now + LONGEST:
        raise Invalid(faults=[Fault("#/until", NOT_THEN, "out-of-range")])
    life = await actions.snooze(session, life, wanted.until, caller.subject)
    return await _out(session, caller, learner, life, catalogue, language, now)


@router.post(
    "/watches/{watch_id}/resolve",
    dependencies=[needs("watches:write")],
    responses=problems(UnknownWatch, WatchClosed),
)
async def post_resolve(
    watch_id: UUID, wanted: ResolveIn, session: Session, catalogue: BoardCatalogue, caller: Caller, language: Spoken
) -> WatchOut:
    """Somebody did what was needed: it closes, and only new evidence opens another."""
    now = datetime.now(UTC)
    life, learner = await _living(session, caller, watch_id)
    life = await actions.resolve(session, life, wanted.note, caller.subject, now)
    return await _out(session, caller, learner, life, catalogue, language, now)


async def _living(session: AsyncSession, caller: Principal, watch_id: UUID) -> tuple[store.Life, Learner]:
    life = await store.find(session, watch_id, lock=True)
    if life is None:
        raise UnknownWatch
    try:
        learner = await find_learner(session, caller, life.learner_id)
    except UnknownLearner as error:
        raise UnknownWatch from error
    if life.closed_at is not None:
        raise WatchClosed
    return life, learner


async def _out(
    session: AsyncSession,
    caller: Principal,
    learner: Learner,
    life: store.Life,
    catalogue: Catalogue,
    language: Language,
    now: datetime,
) -> WatchOut:
    near = await around(session, caller, learner, [life.goal_id] if life.goal_id else [], now)
    return watch_out(life, near, catalogue, language, now, notes=caller.role not in FAMILY)
