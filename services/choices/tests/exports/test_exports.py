"""A board takes what there is to choose, and what was chosen, with it."""

import csv
import io
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from pyarrow import parquet

from choices_service.exports.datasets import DATASETS

EXPORTS = "/v1/board/exports"


@pytest.fixture
async def filled(board: Any) -> Any:
    """Goals in order, an activity, a card that was chosen from twice, and one of the catalogue's own."""
    board.goals = await board.has_goals("Tellen", "Optellen", precedes=[("Tellen", "Optellen")])
    board.game = await board.has_activity(board.goals["Tellen"], materials=["een bord", 'dobbels, "grote"'])
    await board.has_activity(board.goals["Tellen"], title="Lezen", form="reading", company="solo", topic="dieren")
    board.card = await board.sees_card(board.game)
    idea = {"title": "Met Fatima de straat tellen", "goalIds": [str(board.goals["Tellen"])]}
    answers = [
        await board.chooses(board.card.card_id, ownIdea=idea),
        await board.chooses(board.card.card_id, optionId=str(board.card.options[0].option_id)),
        await board.get(f"/v1/learners/{board.learner_id}/card"),
    ]
    assert [one.status_code for one in answers] == [201, 201, 200]
    return board


async def rows(board: Any, dataset: str) -> list[dict[str, str]]:
    answer = await board.get(f"{EXPORTS}/{dataset}", "sis")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize("dataset", DATASETS)
async def test_every_dataset_reads_as_csv_and_parquet_alike(filled: Any, dataset: str) -> None:
    told = await rows(filled, dataset)
    answer = await filled.get(f"{EXPORTS}/{dataset}?format=parquet", "sis")
    table = parquet.read_table(io.BytesIO(answer.content))
    assert table.column_names == list(told[0]) == list(DATASETS[dataset].kinds)
    assert table.num_rows == len(told) > 0
    first = table.column_names[0]
    assert [str(value) for value in table[first].to_pylist()] == [row[first] for row in told]


async def test_goals_tell_what_comes_before_them(filled: Any) -> None:
    told = {row["title"]: row for row in await rows(filled, "goals")}
    assert told["Optellen"]["prerequisite_ids"] == str(filled.goals["Tellen"])
    assert (told["Tellen"]["prerequisite_ids"], told["Tellen"]["framework"]) == ("", "Leerplan")


async def test_a_change_of_mind_is_two_choices_of_which_one_stands(filled: Any) -> None:
    told = {row["kind"]: row for row in await rows(filled, "choices")}
    assert told["own-idea"]["superseded_by"] == told["option"]["choice_id"]
    assert (told["option"]["activity_id"], told["option"]["superseded_by"]) == (filled.game["activityId"], "")
    assert {row["learner_id"] for row in told.values()} == {str(filled.learner_id)}


async def test_what_a_learner_wrote_itself_is_in_none_of_them(filled: Any) -> None:
    found = [(await filled.get(f"{EXPORTS}/{dataset}", "sis")).text for dataset in DATASETS]
    assert "Fatima" not in "".join(found)


async def test_a_card_of_the_catalogue_names_its_activities(filled: Any) -> None:
    [told] = await rows(filled, "catalogue-cards")
    assert filled.game["activityId"] in told["activity_ids"].split()
    assert UUID(told["learner_id"]) == filled.learner_id


async def test_only_the_board_itself_takes_its_own_data(filled: Any) -> None:
    answers = [
        await filled.get(f"{EXPORTS}/choices", "educator"),
        await filled.get(f"{EXPORTS}/choices", "sis", scopes=["catalogue:read"]),
        await filled.get(f"{EXPORTS}/choices?format=xls", "sis"),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 422]


async def test_a_name_that_lies_elsewhere_is_told_with_all_that_there_are(filled: Any) -> None:
    answer = await filled.get(f"{EXPORTS}/passwords", "sis")
    [fault] = answer.json()["errors"]
    assert (answer.status_code, fault["pointer"]) == (422, "{dataset}")
    assert ["'attempts'" in fault["detail"], "'goals'" in fault["detail"], "'cards'" in fault["detail"]] == [True] * 3


async def test_another_board_finds_nothing_of_it(filled: Any, new_board: Callable[[], Any]) -> None:
    other = new_board()
    other.board_id = uuid4()
    found = [(await other.get(f"{EXPORTS}/{dataset}", "sis")).text for dataset in DATASETS]
    assert [len(text.splitlines()) for text in found] == [1] * len(DATASETS)
