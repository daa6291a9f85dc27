"""What boards share is means of how people learn: nothing of a goal, an activity, a board or a person."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from services.recommend.tests.board import Board
from services.recommend.tests.models import make
from sqlalchemy import delete, select, update

from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.model import difficulties, files
from recommend_service.model.population import Population, day_one_population
from recommend_service.models import prior
from recommend_service.models.tables import model_prior

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def fitted(general_variance: float) -> Population:
    """Of a board with two goals and three activities of its own."""
    p = day_one_population()
    constants = p.constants.copy()
    constants[1] = general_variance
    eases = replace(difficulties.nothing(2, 3), goals=np.array([9.0, 9.0, 0.0]), overall=0.5)
    return replace(p, constants=constants, eases=eases)


async def board_with(new_board: Callable[[], Board], general_variance: float, **values: Any) -> None:
    board, file = new_board(), files.packed(fitted(general_variance))
    await board.hears(BoardCreated(board_id=board.board_id))
    ids: dict[str, Any] = {"goal_ids": [uuid4(), uuid4()], "activity_ids": [uuid4() for _ in range(3)]}
    await make.version(board, file=file, checksum=sha256(file).hexdigest(), **ids, **values)


@pytest.fixture
async def alone(sessions: Sessions, monkeypatch: pytest.MonkeyPatch, new_board: Callable[[], Board]) -> list[Any]:
    """The boards of this test, beside those of others that share its database."""
    made: list[Any] = []
    async with board_transaction(sessions, None) as session:
        await session.execute(delete(model_prior))

    async def mine(_sessions: Sessions) -> list[Any]:
        return made

    monkeypatch.setattr(prior, "boards", mine)
    return made


async def test_three_boards_share_a_mean_without_goals_and_activities(
    sessions: Sessions, new_board: Callable[[], Board], alone: list[Any]
) -> None:
    for_each = [new_board() for _ in range(4)]
    alone += [one.board_id for one in for_each]
    boards = iter(for_each)
    await board_with(lambda: next(boards), 0.5)
    await board_with(lambda: next(boards), 0.5)
    assert await prior.share(sessions, NOW) is False
    await board_with(lambda: next(boards), 4.0)
    await board_with(lambda: next(boards), 999.0, learners=9)
    assert await prior.share(sessions, NOW) is True
    async with board_transaction(sessions, None) as session:
        found = await prior.prior(session)
        row = (await session.execute(select(model_prior))).one()
    assert found is not None
    assert found.constants[1] == pytest.approx(1.0)  # the geometric mean of 0.5, 0.5 and 4
    assert (found.eases.goals.tolist(), found.eases.items.tolist(), found.eases.overall) == ([0.0], [0.0], 0.5)
    assert (row.boards, row.learners) == (3, 180)


async def test_a_prior_that_cannot_be_read_is_as_if_there_were_none(sessions: Sessions, alone: list[Any]) -> None:
    async with board_transaction(sessions, None) as session:
        assert await prior.prior(session) is None
        values = {"number": 1, "made_at": NOW, "boards": 3, "learners": 30, "attempts": 1, "file": b"PK"}
        await session.execute(model_prior.insert().values(values))
        assert await prior.prior(session) is None
        await session.execute(update(model_prior).values(file=b""))
        assert await prior.prior(session) is None
