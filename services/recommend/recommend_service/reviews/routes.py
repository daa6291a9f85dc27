"""GET /v1/learners/{id}/reviews."""

from datetime import UTC, datetime

from fastapi import APIRouter

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.language import Spoken
from recommend_service.reviews import store
from recommend_service.reviews.schemas import ReviewOut
from recommend_service.reviews.views import reviews_out

router = APIRouter(tags=["mastery"])
_FAMILY = frozenset({"learner", "parent"})


@router.get("/learners/{learner_id}/reviews", dependencies=[needs("mastery:read")], responses=problems(UnknownLearner))
async def list_reviews(
    learner: ReachableLearner,
    session: Session,
    catalogue: BoardCatalogue,
    caller: Caller,
    language: Spoken,
    paging: PageAsked,
) -> Page[ReviewOut]:
    """Mastered goals by when they are worth looking at once more: due, soon, later."""
    memories = await store.of_learner(session, learner.learner_id)
    numbers = caller.role not in _FAMILY
    listed = reviews_out(memories, catalogue, language, datetime.now(UTC), numbers=numbers)[paging.after_number :]
    more = len(listed) > paging.limit
    return paging.page(listed[: paging.limit + 1], [paging.after_number + paging.limit] if more else None)
