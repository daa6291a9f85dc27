"""Versions are put to use by people with a reason, taken back in one step, and are all in the register."""

from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.models import make
from sqlalchemy import select, update

from eigenwijs_shared.db import board_transaction
from recommend_service.model import files
from recommend_service.model.fit import day_one_population
from recommend_service.models import actions
from recommend_service.models.inuse import Models
from recommend_service.models.problems import NothingBefore
from recommend_service.models.rules import Limits
from recommend_service.models.tables import model_version
from recommend_service.register.actions import check
from recommend_service.register.tables import register_entry

LIMITS = Limits(0.05, 0.03)


async def listed(board: Board) -> dict[str, Any]:
    answer = await board.get("/v1/models", "board-admin")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def entries(board: Board) -> list[tuple[str, Any]]:
    async with board_transaction(board.sessions, board.board_id) as session:
        assert (await check(session)).sound
        found = await session.execute(select(register_entry).order_by(register_entry.c.position))
        return [(row.kind, row.content) for row in found]


async def at_work(board: Board, models: Models | None = None) -> str:
    async with board_transaction(board.sessions, board.board_id) as session:
        return (await (models or Models()).in_use(session)).version


async def set_file(board: Board, version: str, **values: Any) -> None:
    async with board_transaction(board.sessions, board.board_id) as session:
        await session.execute(update(model_version).where(model_version.c.version == version).values(**values))


async def roll_back(board: Board) -> str:
    async with board_transaction(board.sessions, board.board_id) as session:
        return await actions.roll_back(session, "Toch terug", "tester", LIMITS, make.MADE_AT)


async def test_day_one_is_there_without_anything_fitted(board: Board) -> None:
    found = await listed(board)
    assert (found["inUse"], [one["version"] for one in found["items"]]) == ("day-one-1", ["day-one-1"])
    assert found["items"][0]["status"] == "in_use"
    assert await at_work(board) == "day-one-1"


async def test_a_version_is_promoted_once_with_who_and_why_in_the_register(board: Board) -> None:
    await make.version(board)
    first, again = await make.promote(board, "fit-1"), await make.promote(board, "fit-1", "Nog eens")
    assert (first.status_code, again.status_code) == (200, 200), first.text
    assert (first.json()["status"], first.json()["previous"], first.json()["reason"]) == (
        "in_use",
        "day-one-1",
        "Past beter",
    )
    assert again.json() == first.json()
    [(kind, content)] = await entries(board)
    assert (kind, content["version"], content["before"], content["by"]) == ("model", "fit-1", "day-one-1", "client")
    assert await at_work(board) == "fit-1"


async def test_going_back_goes_to_what_was_in_use_before_and_once_more_to_day_one(board: Board) -> None:
    await make.version(board, 1)
    await make.version(board, 2)
    await make.promote(board, "fit-1")
    await make.promote(board, "fit-2")
    assert [await roll_back(board), await at_work(board)] == ["fit-1", "fit-1"]
    assert [await roll_back(board), await at_work(board)] == ["day-one-1", "day-one-1"]
    with pytest.raises(NothingBefore):
        await roll_back(board)
    assert [content["version"] for _, content in await entries(board)] == ["fit-1", "fit-2", "fit-1", "day-one-1"]


async def test_an_older_version_is_also_put_back_over_http(board: Board) -> None:
    await make.version(board)
    await make.promote(board, "fit-1")
    answer = await make.promote(board, "day-one-1", "Terug naar af")
    assert (answer.status_code, answer.json()["status"], await at_work(board)) == (200, "in_use", "day-one-1")


async def test_in_shadow_it_is_in_the_register_and_older_ones_make_room(board: Board) -> None:
    [await make.version(board, number) for number in (1, 2, 3)]
    answers = [await make.post(board, f"fit-{number}/shadow") for number in (1, 2, 2, 3)]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert {one["version"]: one["status"] for one in (await listed(board))["items"]} == {
        "fit-1": "fitted",
        "fit-2": "shadow",
        "fit-3": "shadow",
        "day-one-1": "in_use",
    }
    assert [kind for kind, _ in await entries(board)] == ["model-shadow"] * 3


async def test_unknown_versions_and_who_may_not_are_refused(board: Board, new_board: Any) -> None:
    await make.version(board)
    answers = [
        await make.promote(board, "fit-9"),
        await make.post(board, "fit-9/shadow"),
        await make.post(board, "fit-1/promote", "educator", reason="Ik wil dit"),
        await make.post(board, "fit-1/promote"),
        await make.post(board, "fit-1/promote", reason=" "),
        await make.post(board, "fit-1%00/promote", reason="Past"),
        await board.get("/v1/models", "educator"),
        await board.get("/v1/models/subgroups", "learner"),
        await make.promote(new_board(), "fit-1"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 403, 422, 422, 422, 403, 403, 404]
    assert answers[0].json()["type"] == "urn:eigenwijs:problem:unknown-model"
    assert (await listed(board))["inUse"] == "day-one-1"


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 half a file", b"\x00" * 900])
async def test_a_damaged_file_is_not_promoted_and_one_in_use_gives_way_to_the_one_before(
    board: Board, body: bytes
) -> None:
    await make.version(board, 1)
    await make.version(board, 2)
    await make.promote(board, "fit-1")
    await make.promote(board, "fit-2")
    await set_file(board, "fit-2", file=body)
    models = Models()
    assert [await at_work(board, models), await at_work(board, models)] == ["fit-1", "fit-1"]
    await set_file(board, "fit-1", file=body)
    assert await at_work(board) == "day-one-1"
    answer = await make.post(board, "fit-1/promote", reason="Terug")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:model-unusable")


async def test_a_file_about_other_goals_or_of_another_version_is_never_used(board: Board) -> None:
    await make.version(board, 1, goal_ids=[uuid4()])
    await make.version(board, 2, file=b"x", checksum="2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881")
    answers = [await make.promote(board, one) for one in ("fit-1", "fit-2")]
    assert [answer.status_code for answer in answers] == [409, 409]


async def test_a_loaded_version_is_read_once(board: Board) -> None:
    await make.version(board)
    await make.promote(board, "fit-1")
    models = Models(held=1)
    await at_work(board, models)
    await set_file(board, "fit-1", file=b"gone")
    assert await at_work(board, models) == "fit-1"


async def test_estimates_are_made_by_the_version_in_use_and_what_was_mastered_stays(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[3], *[True] * 6)
    goal = str(shelf.goals[0].goal_id)
    before = (await board.mastery())[goal]
    assert (before["model"], before["state"]) == ("day-one-1", "mastered")
    hard = replace(day_one_population(), eases=replace(day_one_population().eases, overall=-3.0))
    await make.version(board, file=files.packed(hard), checksum=sha256(files.packed(hard)).hexdigest())
    await make.promote(board, "fit-1")
    await board.tries(shelf.of(0)[3], True)
    after = (await board.mastery())[goal]
    assert (after["model"], after["state"]) == ("fit-1", "review")  # not taken away, though this model thinks less
    assert after["probability"] < before["probability"]
    await make.promote(board, "day-one-1")
    await board.tries(shelf.of(0)[3], True)
    assert (await board.mastery())[goal]["model"] == "day-one-1"
