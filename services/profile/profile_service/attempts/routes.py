"""The ledger's door: attempts in, one by one or up to a thousand at once, and out again."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import Row

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, Problem, preferred_language, problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.attempts import actions, store
from profile_service.attempts.rules import AttemptIdReused, Outcome, UnknownActivity
from profile_service.attempts.schemas import AttemptIn, AttemptOut, AttemptsIn, OutcomeOut, OutcomesOut
from profile_service.evidence.actions import corrected_by
from profile_service.evidence.store import corrections_of
from profile_service.people.reach import ReachableLearner

router = APIRouter(tags=["attempts"])


@router.post(
    "/attempts",
    status_code=201,
    dependencies=[needs("attempts:write")],
    responses={
        200: {"model": AttemptOut, "description": "It was there already, with the same content"},
        **problems(UnknownLearner, UnknownActivity, AttemptIdReused),
    },
)
async def post_attempt(attempt: AttemptIn, session: Session, caller: Caller, response: Response) -> AttemptOut:
    """Record an attempt. Sent again it is answered with 200 and the same body; other content under its id is 409."""
    recorded, is_new = await actions.record_attempt(session, caller, attempt, now=datetime.now(UTC))
    response.status_code = 201 if is_new else 200
    return AttemptOut.model_validate(recorded)


@router.post("/attempts/batch", dependencies=[needs("attempts:write")], responses=problems())
async def post_attempts(batch: AttemptsIn, session: Session, caller: Caller, request: Request) -> OutcomesOut:
    """Record up to a thousand attempts; each is created, a duplicate, or rejected with its problem."""
    decided = await actions.record_attempts(session, caller, batch.attempts, now=datetime.now(UTC))
    language = preferred_language(request.headers.get("accept-language"))
    together = zip(batch.attempts, decided.outcomes, decided.is_new, strict=True)
    return OutcomesOut(results=[_outcome(sent, outcome, is_new, language) for sent, outcome, is_new in together])


def _outcome(sent: AttemptIn, outcome: Outcome, is_new: bool, language: Language) -> OutcomeOut:
    if isinstance(outcome, Problem):
        return OutcomeOut(attempt_id=sent.attempt_id, status="rejected", problem=outcome.body(language))
    return OutcomeOut(attempt_id=sent.attempt_id, status="created" if is_new else "duplicate", problem=None)


@router.get(
    "/learners/{learner_id}/attempts", dependencies=[needs("attempts:read")], responses=problems(UnknownLearner)
)
async def get_attempts(found: ReachableLearner, session: Session, paging: PageAsked) -> Page[AttemptOut]:
    """A learner's attempts, the last recorded first; what was corrected says by whom and why."""
    before = paging.after_number or None
    rows = await store.attempts_of(session, found.learner_id, before, paging.limit)
    corrections = await corrections_of(session, found.learner_id, [row.sequence for row in rows])

    def show(row: Row[Any]) -> AttemptOut:
        shown = AttemptOut.model_validate(store.recorded_of(row))
        return shown.model_copy(update={"corrected_by": corrected_by(corrections.get(row.sequence))})

    return paging.of(rows, show, lambda row: [row.sequence])
