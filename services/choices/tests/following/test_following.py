"""Over HTTP: what to go on with after a check, and what the catalogue still lacks for it."""

from typing import Any
from uuid import UUID

Json = dict[str, Any]


async def test_after_a_check_there_is_another_form_another_check_and_something_deeper(board: Any) -> None:
    ids = await board.has_goals("A", "B")
    check = await board.has_activity(ids["A"], kind="check", form="exercise", level=3)
    b_form = await board.has_activity(ids["A"], kind="check", form="exercise", parallelTo=check["activityId"])
    await board.has_activity(ids["A"], kind="corrective", form="exercise")
    await board.has_activity(ids["A"], kind="corrective", form="drawing", status="draft")
    corrective = await board.has_activity(ids["A"], kind="corrective", form="game")
    await board.has_activity(ids["A"], ids["B"], kind="enrichment", level=5, title="Verder")
    deeper = await board.has_activity(ids["A"], kind="enrichment", level=4, title="Dieper")
    found = (await board.get(f"/v1/activities/{check['activityId']}/follow-ups")).json()
    assert [one["activityId"] for one in found["correctives"]] == [corrective["activityId"]]
    assert found["secondCheck"] == b_form
    assert [one["activityId"] for one in found["enrichments"]] == [deeper["activityId"]]


async def test_nothing_follows_a_draft_that_one_may_not_see(board: Any) -> None:
    ids = await board.has_goals("A")
    draft = await board.has_activity(ids["A"], status="draft")
    path = f"/v1/activities/{draft['activityId']}/follow-ups"
    assert [(await board.get(path, role)).status_code for role in ("learner", "educator")] == [404, 200]
    assert (await board.get(f"/v1/activities/{UUID(int=1)}/follow-ups")).status_code == 404


async def lacks(board: Any, **headers: str) -> dict[str, list[str]]:
    items = (await board.get("/v1/goals/gaps", "educator", headers=headers)).json()["items"]
    return {one["title"]: [lack["code"] for lack in one["lacks"]] for one in items}


async def test_what_a_goal_lacks_is_said_until_the_round_is_whole(board: Any) -> None:
    ids = await board.has_goals("A", "Leeg")
    await board.has_activity(ids["A"], form="game", medium="screen")
    everything = ["second-form", "offline", "check", "corrective-in-another-form", "deeper-enrichment"]
    assert await lacks(board) == {"A": everything, "Leeg": ["activity"]}
    await board.has_activity(ids["A"], form="drawing")
    check = await board.has_activity(ids["A"], kind="check", form="exercise")
    await board.has_activity(ids["A"], kind="corrective", form="exercise")
    assert (await lacks(board))["A"] == ["second-check", "corrective-in-another-form", "deeper-enrichment"]
    await board.has_activity(ids["A"], kind="check", form="exercise", parallelTo=check["activityId"])
    await board.has_activity(ids["A"], kind="corrective", form="game")
    await board.has_activity(ids["A"], kind="enrichment", level=4)
    assert (await lacks(board))["A"] == []


async def test_gaps_come_in_pages_and_in_the_language_asked_for(board: Any) -> None:
    await board.has_goals("A", "B", "C")
    first = await board.get("/v1/goals/gaps?limit=2", headers={"Accept-Language": "en"})
    second = (await board.get(f"/v1/goals/gaps?limit=2&cursor={first.json()['nextCursor']}")).json()
    titles = [one["title"] for one in (*first.json()["items"], *second["items"])]
    assert titles == ["A", "B", "C"]
    assert first.json()["items"][0]["lacks"][0]["message"] == "There is nothing to practise with yet."
    assert second["items"][0]["lacks"][0]["message"] == "Er is nog niets om mee te oefenen."
