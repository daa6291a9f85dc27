"""GET /v1/learners/{id}/mastery."""

from typing import Annotated

from fastapi import APIRouter, Query

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.fit import UnknownSubject, check_subject
from recommend_service.language import Spoken
from recommend_service.mastery import store
from recommend_service.mastery.carried import carried_over
from recommend_service.mastery.schemas import MasteryOut
from recommend_service.mastery.views import goals_of_grades, mastery_in_order, sort_key

router = APIRouter(tags=["mastery"])
Subject = Annotated[str | None, Query(max_length=200, description="Slug of a subject, such as rekenen-en-wiskunde")]


@router.get(
    "/learners/{learner_id}/mastery",
    dependencies=[needs("mastery:read")],
    responses=problems(UnknownLearner, UnknownSubject),
)
async def list_mastery(
    learner: ReachableLearner,
    session: Session,
    catalogue: BoardCatalogue,
    language: Spoken,
    paging: PageAsked,
    subject: Subject = None,
    everything: Annotated[bool, Query(alias="all", description="Also goals of the grades without evidence")] = False,
) -> Page[MasteryOut]:
    """What this learner can probably do, goal by goal, with how sure that is."""
    check_subject(catalogue, subject)
    state = await store.find_state(session, learner.learner_id)
    carried = carried_over(await store.estimates_of(session, learner.learner_id), catalogue.renewals)
    asked = carried.estimates.keys() | (goals_of_grades(catalogue, learner.grades) if everything else set())
    listed = [
        item
        for item in mastery_in_order(catalogue, asked, state.general, carried, language)
        if subject in {None, item.subject} and (paging.after is None or list(sort_key(item)) > paging.after)
    ]
    following = listed[: paging.limit + 1]
    return paging.page(following, sort_key(following[paging.limit - 1]) if len(following) > paging.limit else None)
