"""A fit on the board's own observations: the same however often it was halted, and never on too little."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from services.recommend.tests.board import Board
from services.recommend.tests.fitting.make import observe, school
from sqlalchemy import delete, select, text

from eigenwijs_shared.db import board_transaction
from recommend_service.fitting import actions, library, observed, shards, store, turns
from recommend_service.fitting.actions import NothingToFit, fit_board
from recommend_service.fitting.tables import fit_run, fit_shard
from recommend_service.mastery.known import KnownModel
from recommend_service.model import files, fit
from recommend_service.model.population import day_one_population
from recommend_service.models.inuse import Models
from recommend_service.models.tables import model_prior

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


class Killed(BaseException):
    """As a signal would: past every `except Exception`."""


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one fold to check on."""
    monkeypatch.setattr(shards, "PER_SHARD", 100)
    monkeypatch.setattr(library, "ALL_FOLDS_UP_TO", 0)


async def loaded(board: Board, version: str) -> KnownModel:
    async with board_transaction(board.sessions, board.board_id) as session:
        found = await Models().of(session, version)
    assert found is not None
    return found


async def rows(board: Board, query: Any) -> list[Any]:
    async with board_transaction(board.sessions, board.board_id) as session:
        return list(await session.execute(query))


def numbers(kept: KnownModel) -> list[Any]:
    p = kept.population
    return [p.mix, p.constants.tolist(), p.eases.items.tolist(), p.eases.goals.tolist(), p.readout.weights.tolist()]


async def test_columns_come_out_as_they_were_put_in(board: Board) -> None:
    made = school(3)
    await observe(board.sessions, board.board_id, made, 5)
    statement = text(
        """INSERT INTO observation VALUES (current_board(), :learner, 9, 0, gen_random_uuid(), NULL,
        CAST(:goals AS uuid[]), 4, 'observation', 'game', true, 1, 0.5, false, true, now(), now())"""
    )
    two, nobody = sorted(made.goals)[:2], uuid4()
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(statement, {"learner": made.learners[0], "goals": two})
        await session.execute(statement, {"learner": nobody, "goals": []})
        found = await observed.read(
            session, observed.BETWEEN, first=shards.bounds(0, 1)[0], last=shards.bounds(0, 1)[1]
        )
    assert sorted(observed.uuids(found.learner_ids)) == sorted([*made.learners, nobody])
    learner = observed.uuids(found.learner_ids).index(made.learners[0])
    last = int(np.flatnonzero(found.learner == learner)[-1])
    goals = [observed.uuids(found.goal_ids)[one] for one in found.goals[found.start[last] : found.start[last + 1]]]
    assert (goals, found.item[last], found.level[last], found.weight[last]) == (two, -1, 4, 0.5)
    assert (bool(found.witnessed[last]), int((found.item < 0).sum()), len(found)) == (False, 2, 17)
    assert set(observed.uuids(found.item_ids)) <= set(made.activities)


async def test_a_fit_makes_a_version_that_knows_the_boards_goals_and_how_it_does(board: Board) -> None:
    made = school(30)
    await observe(board.sessions, board.board_id, made)
    version = await fit_board(board.sessions, board.board_id, "tester", NOW)
    kept = await loaded(board, version)
    assert (version, set(kept.goals), set(kept.items)) == ("fit-1", set(made.goals), set(made.activities))
    listed = (await board.get("/v1/models", "board-admin")).json()
    found = listed["items"][0]
    assert (listed["inUse"], found["status"], found["attempts"], found["learners"]) == ("day-one-1", "fitted", 900, 30)
    assert found["figures"]["attempts"] == 900
    assert 0.6 < found["figures"]["auc"] < 0.95
    assert await rows(board, select(fit_shard)) == []


async def test_a_fit_killed_between_parts_goes_on_and_makes_the_same_model(
    board: Board, new_board: Any, small_shards: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = school(20)
    await observe(board.sessions, board.board_id, made, 40)
    reads, whole = 0, actions.read_shard

    async def killed(*arguments: Any) -> None:
        nonlocal reads
        reads += 1
        if reads == 4:
            raise Killed
        await whole(*arguments)

    monkeypatch.setattr(actions, "read_shard", killed)
    with pytest.raises(Killed):
        await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert len(await rows(board, select(fit_shard.c.shard))) == 3
    version = await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert (reads, [row.stage for row in await rows(board, select(fit_run))]) == (4 + 5, ["done"])
    again = await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert (version, again) == ("fit-1", "fit-2")
    assert numbers(await loaded(board, version)) == numbers(await loaded(board, again))


async def test_a_fit_killed_between_turns_goes_on_and_makes_the_same_model(
    board: Board, small_shards: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await observe(board.sessions, board.board_id, school(20), 20)
    monkeypatch.setattr(turns, "KEEP_EVERY", 2)
    added, add_shard = 0, fit.add_shard

    def killed(*arguments: Any) -> Any:
        nonlocal added
        added += 1
        if added == 12:  # the fourth part of the third turn
            raise Killed
        return add_shard(*arguments)

    monkeypatch.setattr(fit, "add_shard", killed)
    with pytest.raises(Killed):
        await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert [row.stage for row in await rows(board, select(fit_run))] == ["fitting"]
    version = await fit_board(board.sessions, board.board_id, "tester", NOW)
    mine = added
    again = await fit_board(board.sessions, board.board_id, "tester", NOW)
    # Two turns and two parts of the third were kept; the check adds parts of its own, to both alike.
    assert (added - mine) - (mine - 12) == 2 * 4 + 2
    assert numbers(await loaded(board, version)) == numbers(await loaded(board, again))


async def test_progress_of_another_version_is_begun_anew(board: Board, small_shards: None) -> None:
    await observe(board.sessions, board.board_id, school(12))
    async with board_transaction(board.sessions, board.board_id) as session:
        run = await store.begin(session, 2, [], "tester", NOW)
        await store.keep_progress(session, run.run_id, b"PK of another version")
    assert await fit_board(board.sessions, board.board_id, "tester", NOW) == "fit-1"


async def test_what_boards_share_is_what_a_fit_is_pulled_to(
    board: Board, small_shards: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def start(*arguments: Any, **values: Any) -> Any:
        asked.append(values["prior"])
        return begin(*arguments, **values)

    begin = fit.start
    monkeypatch.setattr(fit, "start", start)
    await observe(board.sessions, board.board_id, school(12))
    shared = replace(day_one_population(), mix=0.25)
    async with board_transaction(board.sessions, None) as session:
        await session.execute(delete(model_prior))
        values = {"number": 1, "made_at": NOW, "boards": 3, "learners": 30, "attempts": 1}
        await session.execute(model_prior.insert().values(file=files.packed(shared), **values))
    await fit_board(board.sessions, board.board_id, "tester", NOW)
    async with board_transaction(board.sessions, None) as session:
        await session.execute(delete(model_prior))
    assert asked[0].mix == 0.25


async def test_what_was_read_too_long_ago_is_read_again(board: Board, small_shards: None) -> None:
    await observe(board.sessions, board.board_id, school(12))
    async with board_transaction(board.sessions, board.board_id) as session:
        run = await store.begin(session, 3, [], "tester", datetime(2026, 11, 1, tzinfo=UTC))
        await store.add_shard(session, run.run_id, 0, 1, b"of somebody who was forgotten")
    assert await fit_board(board.sessions, board.board_id, "tester", NOW) == "fit-1"
    assert sorted(row.stage for row in await rows(board, select(fit_run))) == ["done", "failed"]


async def test_a_damaged_part_ends_the_run_with_its_name_and_the_next_begins_anew(
    board: Board, small_shards: None
) -> None:
    await observe(board.sessions, board.board_id, school(12))
    async with board_transaction(board.sessions, board.board_id) as session:
        run = await store.begin(session, 2, [], "tester", NOW)
        await store.add_shard(session, run.run_id, 0, 1, b"no part")
    with pytest.raises(ValueError, match=r"."):
        await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert await fit_board(board.sessions, board.board_id, "tester", NOW) == "fit-1"


@pytest.mark.parametrize("learners", [0, 1, 9])
async def test_of_nobody_or_a_few_no_model_is_made(board: Board, learners: int) -> None:
    await observe(board.sessions, board.board_id, school(learners), 50)
    with pytest.raises(NothingToFit, match=f"of {learners} learners"):
        await fit_board(board.sessions, board.board_id, "tester", NOW)
    assert await rows(board, select(fit_run)) == []


@pytest.mark.parametrize("success", [True, False])
async def test_answers_all_alike_give_finite_numbers(board: Board, success: bool) -> None:
    await observe(board.sessions, board.board_id, school(12), 20, success=success)
    kept = await loaded(board, await fit_board(board.sessions, board.board_id, "tester", NOW))
    assert np.isfinite(kept.population.eases.items).all()
    figures = (await board.get("/v1/models", "board-admin")).json()["items"][0]["figures"]
    assert (figures["auc"], figures["attempts"]) == (None, 240)
    assert figures["logLoss"] < 0.7
