"""What was decided for a learner goes with it, and does not come back."""

from datetime import UTC, datetime
from uuid import uuid4

from services.recommend.tests.board import Board
from services.recommend.tests.make import assignment_changed
from sqlalchemy import select

from eigenwijs_shared.contracts.choices import AssignmentMet
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.db import board_transaction
from recommend_service.assignments.tables import met_assignment, standing_assignment


async def test_nothing_of_an_erased_learner_is_left_whatever_comes_late(board: Board) -> None:
    own = assignment_changed(uuid4(), board.learner_id)
    groups = assignment_changed(uuid4(), board.group_id, scope="group")
    met = AssignmentMet(learner_id=board.learner_id, assignment_id=groups.assignment_id, met_at=datetime.now(UTC))
    await board.hears(own, groups, met)
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    await board.hears(own.model_copy(update={"version": 2}), met)
    async with board_transaction(board.sessions, board.board_id) as session:
        left = list(await session.scalars(select(standing_assignment.c.assignment_id)))
        assert left == [groups.assignment_id]
        assert list(await session.scalars(select(met_assignment.c.learner_id))) == []
