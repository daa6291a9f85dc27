"""A board takes the cards that were offered, and what is believed of its learners, with it."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pyarrow import parquet
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import evidence_recorded

from recommend_service.exports.datasets import DATASETS

EXPORTS = "/v1/board/exports"


@pytest.fixture
async def filled(board: Board, shelf: Shelf) -> Board:
    """A card was offered; of one goal much is known, of another only what the learner said itself."""
    await board.knows(shelf.goals, shelf.activities)
    await board.tries(shelf.of(0)[3], *[True] * 9)
    just_now = {"kind": "self-assessment", "weight": 0.3, "occurred_at": datetime.now(UTC)}
    await board.hears(evidence_recorded(board.learner_id, 10, [shelf.goals[1].goal_id], False, **just_now))
    await board.card()
    return board


async def rows(board: Board, dataset: str) -> list[dict[str, str]]:
    answer = await board.get(f"{EXPORTS}/{dataset}", "sis")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


async def table(board: Board, dataset: str) -> Any:
    answer = await board.get(f"{EXPORTS}/{dataset}?format=parquet", "sis")
    return parquet.read_table(io.BytesIO(answer.content))


@pytest.mark.parametrize("dataset", DATASETS)
async def test_every_dataset_reads_as_csv_and_parquet_alike(filled: Board, dataset: str) -> None:
    told, read = await rows(filled, dataset), await table(filled, dataset)
    assert read.column_names == list(told[0]) == list(DATASETS[dataset].kinds)
    assert read.num_rows == len(told) > 0
    assert [str(value) for value in read["learner_id"].to_pylist()] == [row["learner_id"] for row in told]


async def test_estimates_are_those_that_the_api_shows(filled: Board) -> None:
    shown = await filled.mastery()
    told = {row["goal_id"]: row for row in (await table(filled, "estimates")).to_pylist()}
    assert len(told) == 2
    for_api = {key: (row["probability"], row["low"], row["high"], row["attempts"]) for key, row in told.items()}
    for_us = {
        key: tuple(pytest.approx(shown[key][name], abs=1e-4) for name in ("probability", "low", "high", "evidence"))
        for key in told
    }
    assert for_api == for_us


async def test_a_card_is_told_as_it_was_offered(filled: Board) -> None:
    card = await filled.card()
    [told] = await rows(filled, "cards")
    assert told["card_id"] == card["cardId"]
    assert told["activity_ids"].split() == [option["activityId"] for option in card["options"]]
    assert told["goal_ids"].split() == [goal["goalId"] for goal in card["goals"]]


async def test_only_the_board_itself_takes_its_own_data(filled: Board) -> None:
    answers = [
        await filled.get(f"{EXPORTS}/cards", "educator"),
        await filled.get(f"{EXPORTS}/cards", "learner"),
        await filled.get(f"{EXPORTS}/goals", "sis"),
        await filled.get(f"{EXPORTS}/cards?format=xls", "sis"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 422, 422]


async def test_another_board_finds_nothing_of_it(filled: Board, new_board: Callable[[], Board]) -> None:
    other = new_board()
    found = [(await other.get(f"{EXPORTS}/{dataset}", "sis")).text for dataset in DATASETS]
    assert [len(text.splitlines()) for text in found] == [1] * len(DATASETS)
