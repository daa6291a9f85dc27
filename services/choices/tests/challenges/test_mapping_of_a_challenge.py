"""The goals of a challenge: proposed by the search, chosen by the learner within the dial, confirmed by the coach."""

from typing import Any
from uuid import uuid4

import pytest
from services.choices.tests.challenges.conftest import FRACTION, GRAPH, VOLCANO


async def test_goals_are_proposed_for_the_words_of_the_question(asking: Any) -> None:
    made = await asking.asks()
    found = (await asking.board.get(f"/v1/challenges/{made['challengeId']}/mapping", "educator")).json()
    assert [one["title"] for one in found["proposals"]] == [VOLCANO]
    assert [word["word"] for word in found["proposals"][0]["words"]] == ["vulkaan"]


async def test_what_the_learner_chose_is_no_longer_proposed_and_keeps_the_words(asking: Any) -> None:
    made = await asking.asks()
    [goal] = (await asking.maps(made, VOLCANO)).json()["goals"]
    assert (goal["title"], goal["words"], goal["confirmedAt"]) == (VOLCANO, ["vulkaan"], None)
    assert (await asking.board.get(f"/v1/challenges/{made['challengeId']}/mapping")).json()["proposals"] == []


async def test_a_coach_confirms_and_may_change_what_was_chosen(asking: Any) -> None:
    made = await asking.asks()
    await asking.maps(made, VOLCANO, FRACTION)
    shown = (await asking.maps(made, VOLCANO, GRAPH, role="educator")).json()
    assert {goal["title"] for goal in shown["goals"]} == {VOLCANO, GRAPH}
    assert {goal["confirmedBy"] for goal in shown["goals"]} == {str(asking.board.educator_id)}
    assert shown["confirmedBy"] == str(asking.board.educator_id)
    told = (await asking.board.told("choices.challenge.changed.v1"))[-1]
    assert set(told["confirmedGoalIds"]) == {str(asking.goals[VOLCANO]), str(asking.goals[GRAPH])}


async def test_what_a_learner_adds_later_waits_for_the_coach(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    shown = (await asking.maps(made, VOLCANO, GRAPH)).json()
    assert {goal["title"]: goal["confirmedAt"] is not None for goal in shown["goals"]} == {VOLCANO: True, GRAPH: False}


async def test_confirming_twice_is_told_once(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    version = (await asking.has(made))["version"]
    assert (await asking.maps(made, VOLCANO, role="educator")).json()["version"] == version


async def test_where_the_teacher_decides_on_the_topic_the_learner_puts_it_to_the_teacher(asking: Any) -> None:
    made = await asking.asks()
    await asking.board.moves_dial(subject="rekenen-en-wiskunde", topic="teacher")
    refused = await asking.maps(made, VOLCANO)
    assert refused.json()["type"].endswith("dial-forbids")
    assert (await asking.has(made))["goals"] == []
    assert (await asking.maps(made, VOLCANO, role="educator")).status_code == 200


@pytest.mark.parametrize("role", ["learner", "educator"])
async def test_an_unknown_goal_is_named_by_its_place_and_nothing_is_half_done(asking: Any, role: str) -> None:
    made = await asking.asks()
    ids = [str(asking.goals[VOLCANO]), str(uuid4())]
    answer = await asking.does("PUT", made, "/mapping", role, goalIds=ids)
    assert answer.status_code == 404
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/goalIds/1"]
    assert (await asking.has(made))["goals"] == []


async def test_a_coach_does_not_confirm_nothing(asking: Any) -> None:
    made = await asking.asks()
    answer = await asking.maps(made, role="educator")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/goalIds"]


async def test_a_learner_may_take_its_goals_back(asking: Any) -> None:
    made = await asking.asks()
    await asking.maps(made, VOLCANO)
    assert (await asking.maps(made)).json()["goals"] == []


async def test_too_many_goals_are_refused(asking: Any) -> None:
    made = await asking.asks()
    answer = await asking.does("PUT", made, "/mapping", goalIds=[str(uuid4()) for _ in range(13)])
    assert answer.status_code == 422
