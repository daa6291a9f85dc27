"""What is believed of a learner, over HTTP."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import NotFound, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import ReachableLearner, UnknownLearner
from recommend_service.catalogue.cache import BoardCatalogue
from recommend_service.catalogue.fit import UnknownSubject, check_subject
from recommend_service.language import Spoken
from recommend_service.mastery.history import steps_at
from recommend_service.mastery.observations import observations_of
from recommend_service.mastery.reading import standing_of
from recommend_service.mastery.schemas import MasteryHistoryOut, MasteryOut
from recommend_service.mastery.views import goals_of_grades, history_of, mastery_in_order, sort_key

router = APIRouter(tags=["mastery"])
Subject = Annotated[str | None, Query(max_length=200, description="Slug of a subject, such as rekenen-en-wiskunde")]


class UnknownGoal(NotFound):
    """The board has no such goal, and this learner nothing that names it."""

    type = "unknown-goal"
    title = {"nl": "Leerdoel niet gevonden", "en": "Learning goal not found"}
    detail = {
        "nl": "Dit leerdoel staat niet in de catalogus van je bestuur. Kies een leerdoel uit /v1/goals.",
        "en": "This learning goal is not in your board's catalogue. Choose one from /v1/goals.",
    }


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
    standing = await standing_of(session, learner.learner_id, catalogue, datetime.now(UTC))
    carried = standing.carried
    asked = carried.estimates.keys() | (goals_of_grades(catalogue, learner.grades) if everything else set())
    listed = [
        item
        for item in mastery_in_order(catalogue, asked, standing, language)
        if subject in {None, item.subject} and (paging.after is None or list(sort_key(item)) > paging.after)
    ]
    following = listed[: paging.limit + 1]
    return paging.page(following, sort_key(following[paging.limit - 1]) if len(following) > paging.limit else None)


@router.get(
    "/learners/{learner_id}/mastery/{goal_id}",
    dependencies=[needs("mastery:read")],
    responses=problems(UnknownLearner, UnknownGoal),
)
async def get_mastery(
    learner: ReachableLearner, goal_id: UUID, session: Session, catalogue: BoardCatalogue, language: Spoken
) -> MasteryHistoryOut:
    """One goal: how likely, how sure, by which model, on what evidence, and how each fact moved it."""
    facts = await observations_of(session, [learner.learner_id])
    if goal_id not in catalogue.goals and all(goal_id not in fact.goal_ids for fact in facts):
        raise UnknownGoal
    standing = await standing_of(session, learner.learner_id, catalogue, datetime.now(UTC))
    # Years of work of one learner take longer to go through than others should wait for.
    steps = await to_thread(steps_at, standing.model.apart(), goal_id, facts)
    return history_of(catalogue, goal_id, standing, steps, language)
