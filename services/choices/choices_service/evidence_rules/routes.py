"""Evidence rules over HTTP: the board's, and those of single goals."""

from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Response

from choices_service.evidence_rules import actions
from choices_service.evidence_rules.schemas import EvidenceRuleIn, EvidenceRuleOut, EvidenceRulesOut
from choices_service.goals.store import UnknownGoal
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired

router = APIRouter(tags=["evidence rules"])
READ, OF_GOAL, OF_BOARD = [needs("catalogue:read")], [needs("catalogue:write")], [needs("frameworks:write")]
EDITED = (PreconditionRequired, PreconditionFailed)
GOAL, BOARD = "/goals/{goal_id}/evidence-rule", "/evidence-rules/board"


@router.get("/evidence-rules", dependencies=READ, responses=problems())
async def list_evidence_rules(session: Session) -> EvidenceRulesOut:
    """All evidence rules of the board that hold now; goals that are not named follow the board's."""
    return await actions.all_rules(session)


@router.get(BOARD, dependencies=READ, responses=problems())
async def get_board_evidence_rule(session: Session, response: Response) -> EvidenceRuleOut:
    """What must have been shown before a task may be left, for every goal without a rule of its own."""
    return _tagged(response, await actions.rule_of(session, None))


@router.put(BOARD, dependencies=OF_BOARD, responses=problems(*EDITED))
async def put_board_evidence_rule(
    wanted: EvidenceRuleIn, session: Session, caller: Caller, response: Response, if_match: IfMatch = None
) -> EvidenceRuleOut:
    """Say what it takes on this board. Cards made before can no longer be left by the old rule."""
    now = datetime.now(UTC)
    return _tagged(response, await actions.set_rule(session, None, wanted, if_match, caller.subject, now=now))


@router.delete(BOARD, dependencies=OF_BOARD, responses=problems(*EDITED))
async def delete_board_evidence_rule(
    session: Session, caller: Caller, response: Response, if_match: IfMatch = None
) -> EvidenceRuleOut:
    """Back to the usual rule."""
    now = datetime.now(UTC)
    return _tagged(response, await actions.set_rule(session, None, None, if_match, caller.subject, now=now))


@router.get(GOAL, dependencies=READ, responses=problems(UnknownGoal))
async def get_goal_evidence_rule(goal_id: UUID, session: Session, response: Response) -> EvidenceRuleOut:
    """What holds for this goal, and who said so: for the goal, for the board, or nobody."""
    return _tagged(response, await actions.rule_of(session, goal_id))


@router.put(GOAL, dependencies=OF_GOAL, responses=problems(UnknownGoal, *EDITED))
async def put_goal_evidence_rule(
    goal_id: UUID,
    wanted: EvidenceRuleIn,
    session: Session,
    caller: Caller,
    response: Response,
    if_match: IfMatch = None,
) -> EvidenceRuleOut:
    """Say what it takes for this goal."""
    now = datetime.now(UTC)
    return _tagged(response, await actions.set_rule(session, goal_id, wanted, if_match, caller.subject, now=now))


@router.delete(GOAL, dependencies=OF_GOAL, responses=problems(UnknownGoal, *EDITED))
async def delete_goal_evidence_rule(
    goal_id: UUID, session: Session, caller: Caller, response: Response, if_match: IfMatch = None
) -> EvidenceRuleOut:
    """Back to what holds for the board."""
    now = datetime.now(UTC)
    return _tagged(response, await actions.set_rule(session, goal_id, None, if_match, caller.subject, now=now))


def _tagged(response: Response, out: EvidenceRuleOut) -> EvidenceRuleOut:
    response.headers["ETag"] = actions.entity_tag(out)
    return out
