"""When a learner goes, so does every word of its challenges."""

from typing import Any
from uuid import uuid4

from services.choices.tests.challenges.conftest import VOLCANO, in_days
from sqlalchemy import func, select

from choices_service.challenges.tables import CHALLENGE_TABLES
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.db import board_transaction


async def counts(board: Any) -> dict[str, int]:
    async with board_transaction(board.sessions, board.board_id) as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0 for table in CHALLENGE_TABLES
        }


async def test_an_erasure_leaves_nothing_of_a_challenge(asking: Any) -> None:
    board, made = asking.board, await asking.confirmed(VOLCANO)
    check_in = {"kind": "check-in", "title": "Laten zien", "day": in_days(3)}
    await asking.does("PUT", made, "/plan", steps=[check_in])
    await asking.does("POST", made, "/evidence", kind="text", title="Verslag", text="Over magma")
    shown = {"goals": [{"goalId": str(asking.goals[VOLCANO])}]}
    rubric = [{"criterion": "Uitleg", "levels": ["zoekend", "helder"], "scored": 1}]
    await asking.does("POST", made, "/presentation", "educator", **shown, rubric=rubric)
    assert await counts(board) == {table.name: 1 for table in CHALLENGE_TABLES}
    await board.hears(ErasureRequested(learner_id=board.learner_id, request_id=uuid4()))
    assert await counts(board) == {table.name: 0 for table in CHALLENGE_TABLES}
