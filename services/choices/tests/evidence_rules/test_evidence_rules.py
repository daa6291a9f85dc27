"""Who may say what it takes to leave a task, what then holds where, and how the others hear of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.ids import new_id

Json = dict[str, Any]
BOARD = "/v1/evidence-rules/board"
STRICT = {
    "attempts": 5,
    "successes": 2,
    "level": 4,
    "probability": 0.8,
    "withinDays": 90,
    "kinds": ["product", "check"],
}
USUAL: Json = {"attempts": 3, "successes": 1, "level": 3, "probability": 0.7, "withinDays": None, "kinds": []}


@pytest.fixture
async def ids(board: Any) -> dict[str, UUID]:
    found: dict[str, UUID] = await board.has_goals("Tellen", "Optellen")
    for goal_id in found.values():
        await board.has_activity(goal_id)
    return found


async def puts(board: Any, path: str, rule: Json | None, role: str = "board-admin") -> Any:
    """With the version that is there now; None takes it back."""
    tag = (await board.get(path, role)).headers["ETag"]
    method, more = ("DELETE", {}) if rule is None else ("PUT", {"json": rule})
    return await board.call(method, path, role, headers={"If-Match": tag}, **more)


def of(goal_id: UUID) -> str:
    return f"/v1/goals/{goal_id}/evidence-rule"


def said(answer: Any) -> Json:
    return {name: answer.json()[name] for name in USUAL}


async def told(board: Any, goal_id: UUID) -> Json:
    events = await board.told("choices.goal.changed.v1")
    newest: Json = max((one for one in events if one["goalId"] == str(goal_id)), key=lambda one: one["version"])
    return newest


async def test_where_nobody_said_otherwise_the_usual_rule_holds(board: Any, ids: Any) -> None:
    answer = await board.get(of(ids["Tellen"]))
    assert (said(answer), answer.json()["source"], answer.json()["version"]) == (USUAL, "usual", 0)
    assert (await told(board, ids["Tellen"]))["evidenceRule"] is None


async def test_a_goal_has_its_own_rule_and_the_board_one_for_all_others(board: Any, ids: Any) -> None:
    await puts(board, BOARD, {"attempts": 4})
    await puts(board, of(ids["Tellen"]), STRICT, "educator")
    own, other = await board.get(of(ids["Tellen"])), await board.get(of(ids["Optellen"]))
    assert said(own) == {**STRICT, "kinds": ["check", "product"]}
    assert said(other) == {**USUAL, "attempts": 4}
    assert [(one.json()["source"], one.json()["version"]) for one in (own, other)] == [("goal", 2), ("board", 1)]
    listed = (await board.get("/v1/evidence-rules")).json()
    assert listed["ofBoard"]["attempts"] == 4
    assert [one["goalId"] for one in listed["ofGoals"]] == [str(ids["Tellen"])]


async def test_every_goal_for_which_it_holds_is_told_with_it(board: Any, ids: Any) -> None:
    await puts(board, of(ids["Tellen"]), STRICT)
    await puts(board, BOARD, {"attempts": 4})
    own, other = await told(board, ids["Tellen"]), await told(board, ids["Optellen"])
    assert (own["evidenceRule"]["version"], own["evidenceRule"]["withinDays"]) == (1, 90)
    assert (other["evidenceRule"]["version"], other["evidenceRule"]["attempts"]) == (2, 4)


async def test_a_rule_that_is_taken_back_leaves_what_holds_for_the_board(board: Any, ids: Any) -> None:
    await puts(board, BOARD, {"attempts": 4})
    await puts(board, of(ids["Tellen"]), STRICT)
    answer = await puts(board, of(ids["Tellen"]), None)
    assert (said(answer), answer.json()["source"]) == ({**USUAL, "attempts": 4}, "board")
    assert (await told(board, ids["Tellen"]))["evidenceRule"]["version"] == 1
    assert (await puts(board, BOARD, None)).json()["source"] == "usual"
    assert (await told(board, ids["Tellen"]))["evidenceRule"] is None


async def test_saying_what_holds_already_tells_nothing(board: Any, ids: Any) -> None:
    await puts(board, of(ids["Tellen"]), STRICT)
    before = await board.told("choices.goal.changed.v1")
    again = await puts(board, of(ids["Tellen"]), STRICT)
    await puts(board, BOARD, None)
    assert (again.status_code, again.json()["version"]) == (200, 1)
    assert await board.told("choices.goal.changed.v1") == before


async def test_an_imported_goal_keeps_its_rule(board: Any, make_case: Any) -> None:
    package = make_case("Tellen")
    await board.imports(package)
    goal_id = UUID(package["CFPackage"]["CFItems"][0]["identifier"])
    await puts(board, of(goal_id), STRICT)
    package["CFPackage"]["CFItems"][0]["fullStatement"] = "Verder tellen"
    await board.imports(package)
    newest = await told(board, goal_id)
    assert (newest["title"], newest["evidenceRule"]["version"]) == ("Verder tellen", 1)


async def test_who_saw_another_version_overwrites_nothing(board: Any, ids: Any) -> None:
    path = of(ids["Tellen"])
    tag = (await board.get(path, "educator")).headers["ETag"]
    await puts(board, path, STRICT)
    late = await board.call("PUT", path, "educator", json={"attempts": 9}, headers={"If-Match": tag})
    blind = await board.call("PUT", path, "educator", json={"attempts": 9})
    assert (late.status_code, blind.status_code) == (412, 428)
    assert (await board.get(path)).json()["attempts"] == 5


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"attempts": 0}, "#/attempts"),
        ({"attempts": 2.5}, "#/attempts"),
        ({"successes": 6}, "#/successes"),
        ({"level": 6}, "#/level"),
        ({"probability": 1}, "#/probability"),
        ({"withinDays": 1}, "#/withinDays"),
        ({"kinds": ["self-assessment"]}, "#/kinds/0"),
        ({"kinds": ["check", "check"]}, "#/kinds"),
        ({"style": "x"}, "#/style"),
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(board: Any, ids: Any, wrong: Json, pointer: str) -> None:
    answer = await puts(board, of(ids["Tellen"]), wrong)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)
    assert (await board.get(of(ids["Tellen"]))).json()["version"] == 0


async def test_only_the_board_decides_for_all_goals_and_learners_for_none(board: Any, ids: Any) -> None:
    assert (await board.call("PUT", BOARD, "educator", json={})).status_code == 403
    assert (await board.call("PUT", of(ids["Tellen"]), "learner", json={})).status_code == 403
    assert (await board.call("PUT", of(uuid4()), json={}, headers={"If-Match": "*"})).status_code == 404


async def test_another_board_keeps_its_own(board: Any, new_board: Any, ids: Any) -> None:
    await puts(board, BOARD, STRICT)
    assert (await new_board().get(BOARD)).json()["source"] == "usual"


async def test_a_card_of_before_the_change_is_not_left_by_the_old_rule(board: Any, ids: Any) -> None:
    goal_id = ids["Tellen"]
    made = [await board.has_activity(goal_id, form=form) for form in ("game", "reading")]
    old = await board.sees_card(*made, opt_out_allowed=True)
    await puts(board, of(goal_id), STRICT)
    refused = await board.chooses(old.card_id, optOut={})
    assert (refused.status_code, refused.json()["type"].rpartition(":")[2]) == (409, "card-outdated")
    new = old.model_copy(update={"card_id": new_id(), "rule_versions": {str(goal_id): 1}})
    await board.hears(new)
    assert (await board.chooses(new.card_id, optOut={})).status_code == 201
