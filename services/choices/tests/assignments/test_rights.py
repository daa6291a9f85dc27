"""What was decided for a learner is in its dossier, and goes with it."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from choices_service.assignments.tables import assignment, assignment_met
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.rights.dossier import Holding, gather

HOLDING = Holding(also={"agency_dial": "scope_id", "assignment": "scope_id"})


async def test_the_dossier_has_what_was_decided_and_why(board: Any, decide: Any, attempt: Any) -> None:
    made = (await decide()).json()
    await board.hears(attempt(board.learner_id, made["activity"]["activityId"]))
    async with board_transaction(board.sessions, board.board_id) as session:
        rows = await gather(session, board.learner_id, HOLDING)
    assert [row["reason"] for row in rows["assignment"]] == [made["reason"]]
    assert [row["assignment_id"] for row in rows["assignment_met"]] == [made["assignmentId"]]


async def test_an_erased_learner_leaves_no_decision_but_the_groups_stand(board: Any, decide: Any, attempt: Any) -> None:
    own = (await decide()).json()
    groups = (await decide(learnerId=None, groupId=str(board.group_id))).json()
    done = attempt(board.learner_id, own["activity"]["activityId"])
    await board.hears(done)
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    await board.hears(attempt(board.learner_id, own["activity"]["activityId"]))
    async with board_transaction(board.sessions, board.board_id) as session:
        left = list(await session.scalars(select(assignment.c.assignment_id)))
        met = list(await session.scalars(select(assignment_met.c.learner_id)))
    assert (list(map(str, left)), met) == ([groups["assignmentId"]], [])
