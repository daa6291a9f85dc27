"""Trying a question out over HTTP."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header

from choices_service.mapping import actions
from choices_service.mapping.schemas import ProposalsOut, QuestionIn
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from eigenwijs_shared.roster.reach import find_learner

router = APIRouter(tags=["challenges"])
AcceptLanguage = Annotated[str | None, Header(max_length=200)]


@router.post("/challenges/mapping", dependencies=[needs("challenges:read")], responses=problems())
async def post_mapping(
    asked: QuestionIn, session: Session, caller: Caller, accept_language: AcceptLanguage = None
) -> ProposalsOut:
    """The goals of this board's own curriculum that a question is about, before anything of it is kept.

    By the words of goals, of the activities for them and of what they lie under, and one step along the order of goals.
    """
    grades: list[str] = list(asked.grades)
    if not grades and caller.role == "learner" and caller.user_id is not None:
        grades = (await find_learner(session, caller, caller.user_id)).grades
    said = asked.model_dump(include={"title", "why", "make"})
    language = preferred_language(accept_language)
    return await actions.map_question(session, said, grades, most=asked.most, language=language, now=datetime.now(UTC))
