"""An educator judges the presentation with a rubric; that closes the challenge, and is told as evidence."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from services.choices.tests.challenges.conftest import FRACTION, GRAPH, VOLCANO, Json

from choices_service.challenge_work.presenting import presentations_again
from choices_service.challenges.actions import challenges_again
from eigenwijs_shared.db import board_transaction

RUBRIC: list[Json] = [
    {"criterion": "Uitleg", "levels": ["zoekend", "op weg", "helder"], "scored": 2},
    {"criterion": "Bronnen", "levels": ["geen", "een", "meer"], "scored": 1},
]


def shows(asking: Any, *names: str, **more: Any) -> Json:
    return {"goals": [{"goalId": str(asking.goals[name])} for name in names], "rubric": RUBRIC, **more}


async def test_each_goal_that_was_shown_is_told_as_evidence_without_the_words_of_the_rubric(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO, GRAPH)
    answer = await asking.does("POST", made, "/presentation", "educator", **shows(asking, VOLCANO, GRAPH, note="Mooi"))
    assert answer.status_code == 201
    [told] = await asking.board.told("choices.challenge.presented.v1")
    assert [goal["scoreScaled"] for goal in told["goals"]] == [0.75, 0.75]
    assert told["goals"][0]["criteria"] == [{"scored": 2, "highest": 2}, {"scored": 1, "highest": 2}]
    assert {"helder", "Uitleg", "Mooi"} & set(str(told).replace("'", " ").split()) == set()
    assert [goal["evidenceId"] for goal in told["goals"]] == [goal["evidenceId"] for goal in answer.json()["goals"]]


async def test_a_goal_may_have_a_rubric_and_level_of_its_own(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO, GRAPH)
    low = [{**RUBRIC[0], "scored": 0}]
    body = shows(asking, VOLCANO)
    body["goals"].append({"goalId": str(asking.goals[GRAPH]), "level": 4, "rubric": low})
    shown = (await asking.does("POST", made, "/presentation", "educator", **body)).json()["goals"]
    assert [(one["scoreScaled"], one["success"], one["level"]) for one in shown] == [(0.75, True, 3), (0.0, False, 4)]


async def test_it_closes_the_challenge_for_good(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    await asking.does("POST", made, "/presentation", "educator", **shows(asking, VOLCANO))
    assert (await asking.has(made))["state"] == "presented"
    answers = [
        await asking.does("POST", made, "/presentation", "educator", **shows(asking, VOLCANO)),
        await asking.does("PATCH", made, state="open"),
        await asking.maps(made, GRAPH),
    ]
    assert {answer.json()["type"].split(":")[-1] for answer in answers} == {"challenge-closed"}
    assert len(await asking.board.told("choices.challenge.presented.v1")) == 1
    assert (await asking.board.get(f"/v1/challenges/{made['challengeId']}/presentation")).status_code == 200


async def test_two_who_judge_at_once_judge_once(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    body = shows(asking, VOLCANO)
    answers = await asyncio.gather(*(asking.does("POST", made, "/presentation", "educator", **body) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert len(await asking.board.told("choices.challenge.presented.v1")) == 1


async def test_a_learner_does_not_judge_itself(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    answer = await asking.does("POST", made, "/presentation", **shows(asking, VOLCANO))
    assert (answer.status_code, answer.json()["type"].split(":")[-1]) == (403, "coach-judges")
    assert (await asking.has(made))["state"] == "open"


async def test_goals_that_no_coach_confirmed_are_not_judged(asking: Any) -> None:
    made = await asking.asks()
    await asking.maps(made, VOLCANO)
    answer = await asking.does("POST", made, "/presentation", "educator", **shows(asking, VOLCANO))
    assert answer.json()["type"].endswith("mapping-not-confirmed")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"goals": []}, "#/goals"),
        ({"rubric": None}, "#/goals/0/rubric"),
        ({"rubric": []}, "#/rubric"),
        ({"rubric": [{**RUBRIC[0], "scored": 3}]}, "#/rubric/0/scored"),
        ({"rubric": [{**RUBRIC[0], "levels": ["een"]}]}, "#/rubric/0/levels"),
        ({"goals": [{"goalId": str(uuid4())}]}, "#/goals/0/goalId"),
        ({"occurredAt": "2999-01-01T00:00:00Z"}, "#/occurredAt"),
    ],
)
async def test_a_judgement_that_does_not_fit_says_where_and_changes_nothing(
    asking: Any, change: Json, pointer: str
) -> None:
    made = await asking.confirmed(VOLCANO)
    answer = await asking.does("POST", made, "/presentation", "educator", **{**shows(asking, VOLCANO), **change})
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (await asking.has(made))["state"] == "open"


async def test_a_confirmed_goal_of_another_challenge_is_not_judged_here(asking: Any) -> None:
    await asking.confirmed(FRACTION)
    made = await asking.confirmed(VOLCANO)
    answer = await asking.does("POST", made, "/presentation", "educator", **shows(asking, FRACTION))
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/goals/0/goalId"]


async def test_before_the_presentation_there_is_none(asking: Any) -> None:
    made = await asking.asks()
    assert (await asking.board.get(f"/v1/challenges/{made['challengeId']}/presentation")).status_code == 404


async def test_who_comes_later_is_told_of_challenges_and_presentations_as_they_stand(asking: Any) -> None:
    made = await asking.confirmed(VOLCANO)
    await asking.does("POST", made, "/presentation", "educator", **shows(asking, VOLCANO))
    async with board_transaction(asking.board.sessions, asking.board.board_id) as session:
        [changed], _ = await challenges_again(session, None, 10)
        [presented], _ = await presentations_again(session, None, 10)
    assert changed.model_dump(mode="json") == (await asking.board.told("choices.challenge.changed.v1"))[-1]
    assert [presented.model_dump(mode="json")] == await asking.board.told("choices.challenge.presented.v1")
