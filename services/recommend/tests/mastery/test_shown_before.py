"""Evidence from before it was kept in what and when a goal was shown: it counts for no more than is known of it."""

from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from uuid import UUID

import pytest
from services.recommend.tests.board import Board, Shelf
from sqlalchemy import text

from eigenwijs_shared.db import board_transaction
from recommend_service.mastery.rules import Shown
from recommend_service.mastery.store import estimates_of

MIGRATION = Path(__file__).parents[2] / "migrations/versions/0007_evidence_rules.py"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


async def taken_over(board: Board, goal_id: UUID) -> list[Shown]:
    """What the migration makes of the estimate as it was before."""
    spec = spec_from_file_location("migration", MIGRATION)
    assert spec is not None
    assert spec.loader is not None
    migration = module_from_spec(spec)
    spec.loader.exec_module(migration)
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(text("UPDATE estimate SET shown = '[]'"))
        await session.execute(text(migration._WHAT_IS_KNOWN))
        return list((await estimates_of(session, board.learner_id))[goal_id].shown)


@pytest.mark.parametrize(
    ("tries", "known", "lately"),
    [((False,), 0, 0), ((True, False), 1, 0), ((False, True), 1, 1), ((True,) * 7, 5, 1)],
)
async def test_of_hard_successes_only_the_last_try_is_known_to_be_recent(
    board: Board, shelf: Shelf, tries: tuple[bool, ...], known: int, lately: int
) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[3], *tries)
    shown = await taken_over(board, shelf.goals[0].goal_id)
    assert {(one.proof, one.level) for one in shown} <= {("practice", 3)}
    assert (len(shown), sum(one.at > LONG_AGO for one in shown)) == (known, lately)
