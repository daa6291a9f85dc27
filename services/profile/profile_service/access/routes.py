"""Who saw my data: for the learner, its parents and the board."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Row

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Fault, Invalid, Language, Sentence, preferred_language, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.access import store
from profile_service.access.schemas import LookOut
from profile_service.access.words import role_in_words, what_in_words
from profile_service.people.reach import ReachableLearner

router = APIRouter(tags=["rights"])
_NOT_OF_THIS_LIST: Sentence = {
    "nl": "Deze cursor is niet van deze lijst.",
    "en": "This cursor is not of this list.",
}


@router.get(
    "/learners/{learner_id}/access-log", dependencies=[needs("rights:read")], responses=problems(UnknownLearner)
)
async def get_access_log(
    found: ReachableLearner, session: Session, request: Request, paging: PageAsked
) -> Page[LookOut]:
    """Who saw which kind of data of this learner, once a day each, the newest first."""
    language = preferred_language(request.headers.get("accept-language"))
    rows = await store.looks_at(session, found.learner_id, _before(paging.after), paging.limit)
    names = await store.names_of(session, rows)
    show = partial(_shown, names=names, language=language)
    return paging.of(rows, show, lambda row: [row.first_at, row.viewer_id, row.what])


def _before(after: list[str] | None) -> tuple[datetime, str, str] | None:
    if after is None:
        return None
    try:
        first_at, viewer_id, what = after
        return datetime.fromisoformat(first_at), viewer_id, what
    except ValueError as error:
        raise Invalid(faults=[Fault("?cursor", _NOT_OF_THIS_LIST)]) from error


def _shown(row: Row[Any], *, names: Mapping[str, str], language: Language) -> LookOut:
    role = role_in_words(row.viewer_role, language)
    return LookOut(
        day=row.day,
        first_at=row.first_at,
        viewer_id=row.viewer_id,
        viewer=names.get(row.viewer_id, role),
        role=role,
        what=row.what,
        what_in_words=what_in_words(row.what, language),
    )
