"""Evidence of a learner, and checks on paper of a whole group."""

from datetime import UTC, datetime
from typing import Annotated, Any, get_args
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from sqlalchemy import Row

from eigenwijs_shared.auth import Caller, Principal, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.paging import Page, PageAsked
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner
from profile_service.evidence import actions, matrix, store
from profile_service.evidence.filters import listed
from profile_service.evidence.matrix import MatrixIdReused
from profile_service.evidence.rules import (
    CorrectedBefore,
    Evidence,
    EvidenceIdReused,
    Kind,
    KindNotYours,
    UnknownFact,
    source_of,
)
from profile_service.evidence.schemas import CriterionOut, EvidenceIn, EvidenceOut, MatrixIn, MatrixOut
from profile_service.people.reach import ReachableGroup, ReachableLearner

router = APIRouter(tags=["evidence"])
READ, WRITE = [needs("evidence:read")], [needs("evidence:write")]
Kinds = Annotated[str | None, Query(max_length=200, description="Kinds with commas, such as observation,product")]


def _shown(one: Evidence, caller: Principal, correction: Row[Any] | None) -> EvidenceOut:
    plain = ("evidence_id", "learner_id", "kind", "author_id", "goal_ids", "level", "form", "weight", "score_scaled")
    more = ("success", "note", "corrects", "occurred_at", "recorded_at")
    to_a_mate = caller.role == "learner" and caller.user_id != one.learner_id
    return EvidenceOut(
        **{name: getattr(one, name) for name in (*plain, *more)},
        source=source_of(one.author_role),
        rubric=None if one.rubric is None else [CriterionOut(**line) for line in one.rubric],
        corrected_by=actions.corrected_by(correction),
        # How much a classmate did is not a learner's to know.
        sequence=None if to_a_mate else one.sequence,
    )


@router.post(
    "/learners/{learner_id}/evidence",
    status_code=201,
    dependencies=WRITE,
    responses={
        200: {"model": EvidenceOut, "description": "It was there already, with the same content"},
        **problems(UnknownLearner, KindNotYours, UnknownFact, EvidenceIdReused, CorrectedBefore),
    },
)
async def post_evidence(
    learner_id: Annotated[UUID, Path()], asked: EvidenceIn, session: Session, caller: Caller, response: Response
) -> EvidenceOut:
    """Record evidence of a learner, or a correction. A learner may assess itself, and its classmates, and no more."""
    one, is_new = await actions.record_evidence(session, caller, learner_id, asked, now=datetime.now(UTC))
    response.status_code = 201 if is_new else 200
    corrections = {} if is_new else await store.corrections_of(session, learner_id, [one.sequence])
    return _shown(one, caller, corrections.get(one.sequence))


@router.get("/learners/{learner_id}/evidence", dependencies=READ, responses=problems(UnknownLearner))
async def get_evidence(
    found: ReachableLearner, session: Session, caller: Caller, paging: PageAsked, kind: Kinds = None
) -> Page[EvidenceOut]:
    """A learner's evidence, the last recorded first; what was corrected says by whom and why."""
    kinds = listed(kind, get_args(Kind), "?kind")
    rows = await store.evidence_page(session, found.learner_id, kinds, paging.after_number or None, paging.limit)
    corrections = await store.corrections_of(session, found.learner_id, [row.sequence for row in rows])
    return paging.of(
        rows,
        lambda row: _shown(store.evidence_of(row), caller, corrections.get(row.sequence)),
        lambda row: [row.sequence],
    )


@router.post(
    "/groups/{group_id}/evidence",
    status_code=201,
    dependencies=WRITE,
    responses={
        200: {"model": MatrixOut, "description": "It was there already, with the same content"},
        **problems(UnknownGroup, KindNotYours, MatrixIdReused),
    },
)
async def post_matrix(
    found: ReachableGroup, asked: MatrixIn, session: Session, caller: Caller, response: Response
) -> MatrixOut:
    """Record a check on paper of up to 40 learners by 20 goals: every cell, or nothing and what is wrong where."""
    shown, is_new = await matrix.record_matrix(session, caller, found.group_id, asked, now=datetime.now(UTC))
    response.status_code = 201 if is_new else 200
    return shown
