"""A plan has steps and check-ins with the coach; what was done stays done when the plan changes."""

from typing import Any
from uuid import uuid4

import pytest
from services.choices.tests.challenges.conftest import Json, in_days

CHECK_IN: Json = {"kind": "check-in", "title": "Laten zien wat ik heb", "day": in_days(7)}


async def planned(asking: Any, *steps: Json, **more: Any) -> Json:
    made = await asking.asks()
    answer = await asking.does("PUT", made, "/plan", steps=[*steps, CHECK_IN], **more)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_plan_keeps_its_order_and_the_day_of_the_presentation(asking: Any) -> None:
    shown = await planned(asking, {"title": "Klei kopen"}, {"title": "Bouwen", "day": in_days(3)}, presentOn=in_days(9))
    assert [step["title"] for step in shown["steps"]] == ["Klei kopen", "Bouwen", CHECK_IN["title"]]
    assert [step["kind"] for step in shown["steps"]] == ["step", "step", "check-in"]
    assert shown["presentOn"] == in_days(9)


async def test_a_step_that_stays_keeps_that_it_was_done(asking: Any) -> None:
    shown = await planned(asking, {"title": "Klei kopen"})
    first, last = shown["steps"]
    await asking.does("PATCH", shown, f"/steps/{first['stepId']}", done=True, note="Bij de winkel op de hoek")
    kept = [{name: last[name] for name in ("stepId", "kind", "title", "day")}, {"title": "Nieuw"}]
    kept += [{"stepId": first["stepId"], "title": "Klei en verf kopen"}]
    steps = (await asking.does("PUT", shown, "/plan", steps=kept)).json()["steps"]
    assert [step["title"] for step in steps] == [CHECK_IN["title"], "Nieuw", "Klei en verf kopen"]
    assert (steps[2]["done"], steps[2]["note"]) == (True, "Bij de winkel op de hoek")
    assert steps[2]["doneBy"] == str(asking.board.learner_id)


async def test_the_coach_ticks_a_check_in_and_says_what_came_of_it(asking: Any) -> None:
    shown = await planned(asking)
    path = f"/steps/{shown['steps'][0]['stepId']}"
    ticked = await asking.does("PATCH", shown, path, "educator", done=True, note="Nog een meting doen")
    assert (ticked.json()["done"], ticked.json()["doneBy"]) == (True, str(asking.board.educator_id))
    again = await asking.does("PATCH", shown, path, done=True)
    assert again.json()["doneAt"] == ticked.json()["doneAt"]
    off = await asking.does("PATCH", shown, path, done=False)
    assert (off.json()["done"], off.json()["doneAt"], off.json()["note"]) == (False, None, "Nog een meting doen")


@pytest.mark.parametrize(
    ("plan", "pointer"),
    [
        ({"steps": [{"title": "Bouwen"}]}, "#/steps"),
        ({"steps": [{**CHECK_IN, "day": in_days(-2)}]}, "#/steps/0/day"),
        ({"steps": [CHECK_IN], "presentOn": in_days(3)}, "#/steps/0/day"),
        ({"steps": [CHECK_IN], "presentOn": in_days(-3)}, "#/presentOn"),
        ({"steps": [{**CHECK_IN, "stepId": str(uuid4())}]}, "#/steps/0/stepId"),
        ({"steps": [{**CHECK_IN, "title": ""}]}, "#/steps/0/title"),
        ({"steps": [{**CHECK_IN, "kind": "talk"}]}, "#/steps/0/kind"),
        ({"steps": [CHECK_IN], "presentOn": "2026-02-30"}, "#/presentOn"),
        ({"steps": [CHECK_IN] * 61}, "#/steps"),
    ],
)
async def test_a_plan_that_cannot_be_says_where_and_changes_nothing(asking: Any, plan: Json, pointer: str) -> None:
    made = await asking.asks()
    answer = await asking.does("PUT", made, "/plan", **plan)
    assert answer.status_code == 422
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert (await asking.has(made))["steps"] == []


async def test_a_plan_that_was_changed_meanwhile_is_not_overwritten(asking: Any) -> None:
    shown = await planned(asking)
    where = f"/v1/challenges/{shown['challengeId']}/plan"
    headers = {"If-Match": (await asking.has(shown))["etag"]}
    await asking.does("PATCH", shown, f"/steps/{shown['steps'][0]['stepId']}", done=True)
    answer = await asking.board.call("PUT", where, "learner", json={"steps": []}, headers=headers)
    assert answer.status_code == 412
    assert (await asking.board.call("PUT", where, "learner", json={"steps": []})).status_code == 428


async def test_the_same_plan_again_changes_nothing(asking: Any) -> None:
    shown = await planned(asking)
    same = [{name: step[name] for name in ("stepId", "kind", "title", "day")} for step in shown["steps"]]
    assert (await asking.does("PUT", shown, "/plan", steps=same)).json()["version"] == shown["version"]


async def test_a_step_of_another_challenge_is_not_found(asking: Any) -> None:
    shown, other = await planned(asking), await planned(asking)
    answer = await asking.does("PATCH", other, f"/steps/{shown['steps'][0]['stepId']}", done=True)
    assert answer.json()["type"].endswith("unknown-step")


async def test_a_stopped_challenge_has_its_plan_left_alone(asking: Any) -> None:
    shown = await planned(asking)
    await asking.does("PATCH", shown, state="stopped")
    answers = [
        await asking.does("PUT", shown, "/plan", steps=[]),
        await asking.does("PATCH", shown, f"/steps/{shown['steps'][0]['stepId']}", done=True),
        await asking.does("POST", shown, "/evidence", kind="text", title="x", text="y"),
    ]
    assert {answer.json()["type"].split(":")[-1] for answer in answers} == {"challenge-closed"}
