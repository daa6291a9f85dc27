"""Versions predict what is newly seen beside each other, the same attempts, and their figures are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from services.recommend.tests.board import Board
from services.recommend.tests.fitting.make import School, observe, school
from services.recommend.tests.make import learner_changed
from services.recommend.tests.models import make

from eigenwijs_shared.db import board_transaction
from recommend_service.fitting import observed
from recommend_service.fitting.actions import fit_board
from recommend_service.mastery.known import DAY_ONE
from recommend_service.model.learner import Predictor
from recommend_service.models import scoring, store
from recommend_service.models.inuse import Models
from recommend_service.models.predicting import chances

TODAY = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0)
DAY = TODAY.date()
BEFORE = TODAY - timedelta(days=30)


@pytest.fixture
def thirty() -> School:
    return school(30)


@pytest.fixture
async def fitted(board: Board, thirty: School) -> Board:
    """A month of attempts, a version in shadow that was fitted on them, and some attempts of today."""
    await observe(board.sessions, board.board_id, thirty, 40, at=BEFORE)
    await fit_board(board.sessions, board.board_id, "worker", BEFORE + timedelta(days=2))
    await observe(board.sessions, board.board_id, thirty, 10, first=41, at=TODAY, seed=2, minutes=1)
    return board


async def live(board: Board) -> dict[str, Any]:
    listed = (await board.get("/v1/models", "board-admin")).json()["items"]
    return {one["version"]: one for one in listed}


async def test_both_are_scored_on_the_same_attempts_and_the_fitted_one_is_better(fitted: Board) -> None:
    await scoring.score_day(fitted.sessions, fitted.board_id, DAY)
    found = await live(fitted)
    assert {version: (one["status"], one["live"]["attempts"]) for version, one in found.items()} == {
        "fit-1": ("shadow", 300),
        "day-one-1": ("in_use", 300),
    }
    assert found["fit-1"]["live"]["logLoss"] < found["day-one-1"]["live"]["logLoss"]
    assert found["fit-1"]["drift"]["word"] in {"ok", "watch"}


async def test_a_day_scored_twice_counts_once(fitted: Board) -> None:
    await scoring.score_boards(fitted.sessions, TODAY)
    await scoring.score_boards(fitted.sessions, TODAY)
    assert (await live(fitted))["fit-1"]["live"]["attempts"] == 300


async def test_a_sample_bounds_the_work_and_is_the_same_all_day(fitted: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "MOST_LEARNERS", 12)
    await scoring.score_day(fitted.sessions, fitted.board_id, DAY)
    first = await live(fitted)
    await scoring.score_day(fitted.sessions, fitted.board_id, DAY)
    assert (first["fit-1"]["live"]["learners"], await live(fitted)) == (12, first)


async def test_subgroups_are_scored_apart(fitted: Board, thirty: School) -> None:
    mine = [learner_changed(one, group_ids=[fitted.group_id]) for one in thirty.learners[:15]]
    await fitted.hears(*mine)
    await make.name(fitted, make.group(fitted.group_id))
    await scoring.score_day(fitted.sessions, fitted.board_id, DAY)
    gaps = (await live(fitted))["fit-1"]["gaps"]
    assert {(gap["kind"], gap["learners"]) for gap in gaps if gap["evidence"] == "live" and gap["subgroup"]} == {
        ("auc", 15),
        ("calibration", 15),
    }


async def test_what_a_version_was_fitted_on_is_not_counted_for_it(board: Board, thirty: School) -> None:
    await observe(board.sessions, board.board_id, thirty, 40, at=TODAY - timedelta(hours=7), minutes=1)
    await fit_board(board.sessions, board.board_id, "worker", TODAY)
    await scoring.score_day(board.sessions, board.board_id, DAY)
    async with board_transaction(board.sessions, board.board_id) as session:
        assert await store.live_since(session, DAY) == {}


async def test_a_board_where_nothing_happened_has_no_scores(board: Board) -> None:
    await scoring.score_boards(board.sessions, TODAY)
    assert (await live(board))["day-one-1"]["live"] is None


async def test_whole_learners_at_once_give_what_one_attempt_at_a_time_gives(fitted: Board, thirty: School) -> None:
    async with board_transaction(fitted.sessions, fitted.board_id) as session:
        kept = await Models().of(session, "fit-1")
        asked = {"learners": thirty.learners[:1], "before": TODAY + timedelta(days=1)}
        seen = await observed.read(session, observed.OF_LEARNERS, **asked)
    assert kept is not None
    predictor, learner = Predictor(kept.population), Predictor(kept.population).new_learner()
    items, goals = observed.uuids(seen.item_ids), observed.uuids(seen.goal_ids)
    one_by_one = [
        predictor.predict_update(
            learner,
            kept.items[items[seen.item[i]]],
            np.array([kept.goals[goals[seen.goals[i]]]]),
            seen.at[i],
            seen.y[i],
            offset=float((3 - seen.level[i]) * 0.7),
        )
        for i in range(len(seen))
    ]
    assert chances(kept, seen) == pytest.approx(one_by_one, abs=1e-6)
    assert np.isfinite(chances(DAY_ONE, seen)).all()
