"""Presets: a start that a school understands, taken by a move that says which one it was."""

from typing import Any

import pytest

from eigenwijs_shared.agency import DIMENSIONS
from profile_service.agency.presets import PRESETS, Preset

KUNSKAPSSKOLAN = {"preset": "kunskapsskolan", "reason": "Zo beginnen we"}


def of_group(school: Any) -> str:
    return f"/v1/groups/{school.groups[0]}/agency"


@pytest.mark.parametrize("preset", PRESETS.values(), ids=str)
def test_a_preset_says_where_every_dimension_stands(preset: Preset) -> None:
    assert set(preset.positions) == set(preset.positions_in("rekenen-en-wiskunde")) == set(DIMENSIONS)


async def test_presets_are_explained_in_the_language_of_the_caller(school: Any) -> None:
    dutch = await school.get("/v1/agency/presets", "learner", school.learners[0])
    headers = {**school.headers("educator", school.educators[0]), "Accept-Language": "en"}
    english = await school.client.get("/v1/agency/presets", headers=headers)
    named = {one["preset"]: one for one in dutch.json()["items"]}
    assert set(named) == {"teacher-led", "shared", "dalton", "mastery", "challenge", "kunskapsskolan"}
    assert named["teacher-led"]["name"] == "De leraar leidt"
    assert (english.json()["items"][0]["name"], english.headers["content-language"]) == ("Teacher-led", "en")


async def test_a_preset_moves_the_dial_and_the_history_names_it(school: Any) -> None:
    applied = await school.post(f"{of_group(school)}/preset", {"preset": "dalton", "reason": "Weektaak"})
    [move] = (await school.get(f"{of_group(school)}/history")).json()["items"]
    assert applied.json()["places"][0]["dimensions"]["pace"] == "learner"
    assert (move["preset"], move["reason"], move["dimensions"]["whether"]) == ("dalton", "Weektaak", "teacher")


async def test_steps_and_themes_differ_per_kind_of_subject(school: Any) -> None:
    await school.post(f"{of_group(school)}/preset", KUNSKAPSSKOLAN)
    subjects = ("rekenen-en-wiskunde", "geschiedenis")
    shown = [(await school.get(f"{of_group(school)}?subject={subject}")).json() for subject in subjects]
    assert [one["dimensions"]["pace"] for one in shown] == ["learner", "teacher"]


async def test_a_next_preset_takes_away_what_the_last_set_apart_and_leaves_what_people_set(school: Any) -> None:
    await school.post(f"{of_group(school)}/preset", KUNSKAPSSKOLAN)
    own = {"dimensions": {"pace": "shared"}, "reason": "Wij niet", "subject": "engels"}
    await school.put(of_group(school), own)
    await school.post(f"{of_group(school)}/preset", {"preset": "teacher-led", "reason": "Even terug"})
    subjects = ("rekenen-en-wiskunde", "engels")
    shown = [(await school.get(f"{of_group(school)}?subject={subject}")).json() for subject in subjects]
    assert [one["dimensions"]["pace"] for one in shown] == ["teacher", "shared"]


async def test_the_same_preset_again_changes_nothing(school: Any) -> None:
    await school.post(f"{of_group(school)}/preset", KUNSKAPSSKOLAN)
    announced = await school.announced()
    await school.post(f"{of_group(school)}/preset", KUNSKAPSSKOLAN)
    assert await school.announced() == announced


async def test_a_preset_may_be_for_one_subject_one_learner_or_the_board(school: Any) -> None:
    of_learner = f"/v1/learners/{school.learners[0]}/agency"
    one = await school.post(f"{of_learner}/preset", {**KUNSKAPSSKOLAN, "subject": "engels"})
    board = await school.post("/v1/board/agency/preset", {"preset": "shared", "reason": "r"}, "board-admin")
    history = (await school.get("/v1/board/agency/history")).json()["items"]
    assert [len(made.json()["places"]) for made in (one, board)] == [1, 1]
    assert [move["preset"] for move in history] == ["shared"]


async def test_the_board_takes_a_preset_by_those_who_run_it(school: Any) -> None:
    wanted = {"preset": "shared", "reason": "r"}
    refused = await school.post("/v1/board/agency/preset", wanted, "educator", school.educators[0])
    assert refused.status_code == 403
    learner = await school.post(f"{of_group(school)}/preset", wanted, "learner", school.learners[0])
    assert learner.status_code == 403


async def test_an_unknown_preset_is_422(school: Any) -> None:
    assert (await school.post(f"{of_group(school)}/preset", {"preset": "x", "reason": "r"})).status_code == 422
