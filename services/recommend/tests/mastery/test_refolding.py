"""When another model is put to use, everybody is estimated by it: from all facts, once, and nothing is taken away."""

from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import recorded
from services.recommend.tests.models import make
from sqlalchemy import select

from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.db import board_transaction, plumbing_transaction
from recommend_service import tables
from recommend_service.mastery import refolding
from recommend_service.mastery.refolding import next_page
from recommend_service.mastery.store import lock_states
from recommend_service.mastery.tables import mastered_once, observation
from recommend_service.model import files
from recommend_service.model.constants import day_one
from recommend_service.model.difficulties import nothing
from recommend_service.model.fit import day_one_population
from recommend_service.models.tables import model_in_use


def gloomy(shelf: Shelf) -> dict[str, Any]:
    """A fitted model that finds the first goal far harder than day one does, and the second far easier."""
    eases = nothing(3, 0)
    eases.goals[:3] = -8.0, 4.0, 0.0
    file = files.packed(replace(day_one_population(), constants=day_one(), eases=eases, seen=1000))
    goal_ids = [one.goal_id for one in shelf.goals]
    return {"file": file, "checksum": sha256(file).hexdigest(), "goal_ids": goal_ids, "activity_ids": []}


async def promoted(board: Board, shelf: Shelf) -> str:
    version = await make.version(board, **gloomy(shelf))
    answer = await make.promote(board, version)
    assert answer.status_code == 200, answer.text
    return version


async def worked_through(board: Board) -> None:
    """As the worker's task does; other boards of the database may wait as well."""
    async with plumbing_transaction(board.sessions) as session:
        waiting = list(
            (await session.execute(select(model_in_use.c.board_id).where(~model_in_use.c.settled))).scalars()
        )
    for _ in range(2 * len(waiting)):
        await next_page(board.sessions)


@pytest.fixture
async def practised(board: Board, shelf: Shelf) -> Board:
    """The first goal was mastered by day one's model; the second was begun."""
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[4], *[True] * 8)
    await board.tries(shelf.of(1)[3], True, False)
    assert (await board.mastery())[str(shelf.goals[0].goal_id)]["state"] == "mastered"
    return board


async def test_estimates_are_made_anew_by_the_version_that_was_put_to_use(practised: Board, shelf: Shelf) -> None:
    before = await practised.mastery()
    version = await promoted(practised, shelf)
    await worked_through(practised)
    after, second = await practised.mastery(), str(shelf.goals[1].goal_id)
    assert {one["model"] for one in before.values()} == {"day-one-1"}
    assert {one["model"] for one in after.values()} == {version}
    assert after[second]["probability"] > before[second]["probability"]
    assert after[second]["evidence"] == before[second]["evidence"] == 2


async def test_a_goal_that_was_mastered_stays_so_whatever_the_next_model_thinks(practised: Board, shelf: Shelf) -> None:
    await promoted(practised, shelf)
    await worked_through(practised)
    first = str(shelf.goals[0].goal_id)
    after = (await practised.mastery())[first]
    assert after["probability"] < 0.5
    assert after["state"] in {"mastered", "review"}
    async with board_transaction(practised.sessions, practised.board_id) as session:
        assert [row.goal_id for row in await session.execute(select(mastered_once))] == [shelf.goals[0].goal_id]


async def test_a_fact_that_comes_before_the_worker_did_is_learnt_by_the_new_model_alone(
    practised: Board, shelf: Shelf
) -> None:
    version = await promoted(practised, shelf)
    await practised.tries(shelf.of(1)[3], True)
    at_once = await practised.mastery()
    await worked_through(practised)
    later = await practised.mastery()
    assert [one["probability"] for one in later.values()] == pytest.approx(
        [one["probability"] for one in at_once.values()], abs=1e-3
    )
    assert {one["model"] for one in at_once.values()} == {version}


async def test_who_listens_is_told_and_what_is_told_later_counts(practised: Board, shelf: Shelf) -> None:
    told = await practised.announced(MasteryChanged)
    await promoted(practised, shelf)
    await worked_through(practised)
    new = (await practised.announced(MasteryChanged))[len(told) :]
    assert {one.goal_id for one in new} == {one.goal_id for one in shelf.goals[:2]}
    assert min(one.version for one in new) > max(one.version for one in told)


async def test_going_back_gives_the_estimates_that_were_there(practised: Board, shelf: Shelf) -> None:
    before = await practised.mastery()
    await promoted(practised, shelf)
    await worked_through(practised)
    assert (await make.promote(practised, "day-one-1")).status_code == 200
    await worked_through(practised)
    after = await practised.mastery()
    numbers = ("low", "probability", "high", "evidence", "model")
    assert [[one[name] for name in numbers] for one in after.values()] == [
        pytest.approx([one[name] for name in numbers], abs=1e-3) for one in before.values()
    ]


async def test_who_was_estimated_before_facts_were_kept_goes_on_from_there(practised: Board, shelf: Shelf) -> None:
    async with board_transaction(practised.sessions, practised.board_id) as session:
        await session.execute(observation.delete())
        await session.execute(tables.learner_state.update().values(whole=False))
    version = await promoted(practised, shelf)
    await worked_through(practised)
    await practised.tries(shelf.of(1)[3], True)
    after = (await practised.mastery())[str(shelf.goals[1].goal_id)]
    assert (after["evidence"], after["model"]) == (3, version)


async def test_a_batch_about_many_who_wait_for_the_new_model_does_some_and_gives_the_rest_back(
    practised: Board, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal_ids, others = [shelf.goals[0].goal_id], [uuid4(), uuid4()]
    await practised.hears(*(recorded(one, 1, goal_ids, True) for one in others))
    await promoted(practised, shelf)
    monkeypatch.setattr(refolding, "AT_ONCE", 1)
    second = [recorded(one, 2, goal_ids, True) for one in others]
    [left] = await practised.hears_each(second)
    assert await practised.hears_each([left]) == []
    async with board_transaction(practised.sessions, practised.board_id) as session:
        states = await lock_states(session, others)
    assert {(state.sequence, state.model) for state in states.values()} == {(2, "fit-1")}
