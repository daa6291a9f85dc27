"""A round of electives: what it must be like, who may make and see it, and how it changes."""

from typing import Any
from uuid import uuid4

import pytest

from eigenwijs_shared.contracts.profile import EducatorChanged

School = Any


async def test_a_round_is_for_the_learners_and_educators_of_its_groups(school: School, new_board: Any) -> None:
    made = await school.offers(school.module("Robots", teacherIds=[str(school.board.educator_id)]))
    listed = [(await school.board.client.get("/v1/electives", headers={})).status_code]
    for role in ("learner", "educator", "board-admin"):
        seen = await school.call("GET", "", role)
        assert seen.json()["modules"] == made["modules"]
    stranger = await new_board().get(f"/v1/electives/{school.elective}", "board-admin")
    assert (listed, stranger.status_code) == ([401], 404)
    assert (await school.call("GET", "", "learner", uuid4())).status_code == 404


async def test_rounds_come_in_pages_newest_first(school: School) -> None:
    first = await school.offers(school.module("A"))
    school.elective = ""
    second = await school.offers(school.module("B"))
    school.elective = ""
    page = (await school.call("GET", "?limit=1", "learner")).json()
    rest = (await school.call("GET", f"?limit=1&cursor={page['nextCursor']}", "learner")).json()
    ids = [one["electiveId"] for one in (*page["items"], *rest["items"])]
    assert ids == [second["electiveId"], first["electiveId"]]


async def test_who_gives_a_module_sees_the_round_of_other_groups(school: School) -> None:
    await school.offers(school.module("Robots", teacherIds=[str(school.board.educator_id)]))
    elsewhere = EducatorChanged(educator_id=school.board.educator_id, version=10**6, active=True, group_ids=[uuid4()])
    await school.board.hears(elsewhere)
    assert (await school.call("GET", "")).status_code == 200
    refused = await school.call("PUT", "", json=school.body(school.module("Robots")), headers={"If-Match": "*"})
    assert refused.json()["type"].endswith("groups-out-of-reach")


async def test_an_educator_offers_to_own_groups_only(school: School) -> None:
    body = school.body(school.module("Robots"), groupIds=[str(uuid4())])
    assert (await school.call("POST", "", json=body)).json()["type"].endswith("unknown-group")


async def test_a_learner_or_parent_makes_no_round(school: School) -> None:
    for role in ("learner", "parent"):
        assert (await school.call("POST", "", role, json=school.body(school.module("A")))).status_code == 403


def _wrong(school: School) -> dict[str, tuple[Any, str]]:
    robots, unknown = school.module("Robots"), str(uuid4())
    body = school.body(robots)
    first, second = body["periods"]
    teacher = {"teacherIds": [str(school.board.educator_id)]}
    session = {"periodId": school.periods[0], "least": 1, "most": 2}
    return {
        "overlap": ({"periods": [first, {**second, "startsOn": first["endsOn"]}]}, "#/periods/1/startsOn"),
        "backwards": ({"periods": [{**first, "endsOn": "2026-01-01"}, second]}, "#/periods/0/endsOn"),
        "period twice": ({"periods": [first, {**second, "periodId": first["periodId"]}]}, "#/periods/1/periodId"),
        "closes early": ({"closesAt": body["opensAt"]}, "#/closesAt"),
        "closes late": ({"closesAt": "2031-01-01T00:00:00Z"}, "#/closesAt"),
        "module twice": ({"modules": [robots, robots]}, "#/modules/1/moduleId"),
        "least above most": (
            {"modules": [{**robots, "sessions": [{**session, "least": 3}]}]}, "#/modules/0/sessions/0/least"
        ),
        "no such period": (
            {"modules": [{**robots, "sessions": [{**session, "periodId": unknown}]}]},
            "#/modules/0/sessions/0/periodId",
        ),
        "period of module twice": (
            {"modules": [{**robots, "sessions": [session, session]}]}, "#/modules/0/sessions/1/periodId"
        ),
        "teacher at two places": (
            {"modules": [school.module("A", **teacher), school.module("B", **teacher)]}, "#/modules/1/teacherIds/0"
        ),
        "unknown teacher": ({"modules": [school.module("A", teacherIds=[unknown])]}, "#/modules/0/teacherIds/0"),
        "unknown goal": ({"modules": [school.module("A", goalIds=[unknown])]}, "#/modules/0/goalIds/0"),
        "unknown module": (
            {"modules": [school.module("A", prerequisiteModuleIds=[unknown])]}, "#/modules/0/prerequisiteModuleIds/0"
        ),
        "itself": (
            {"modules": [school.module("A", prerequisiteModuleIds=[school.modules["A"]])]},
            "#/modules/0/prerequisiteModuleIds/0",
        ),
        "no places": ({"modules": [school.module("A", most=0)]}, "#/modules/0/sessions/0/most"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "what",
    [
        *("overlap", "backwards", "period twice", "closes early", "closes late", "module twice", "least above most"),
        *("no such period", "period of module twice", "teacher at two places", "unknown teacher", "unknown goal"),
        *("unknown module", "itself", "no places"),
    ],
)
async def test_what_is_wrong_is_named_at_its_place_and_nothing_is_made(school: School, what: str) -> None:
    more, pointer = _wrong(school)[what]
    answer = await school.call("POST", "", json={**school.body(school.module("Robots")), **more})
    assert answer.status_code == 422, answer.text
    assert pointer in [one["pointer"] for one in answer.json()["errors"]]
    assert (await school.call("GET", "")).json()["items"] == []


async def test_modules_that_come_before_each_other_are_named(school: School) -> None:
    school.module("A"), school.module("B")
    after_b = school.module("A", prerequisiteModuleIds=[school.modules["B"]])
    after_a = school.module("B", prerequisiteModuleIds=[school.modules["A"]])
    answer = await school.call("POST", "", json=school.body(after_b, after_a))
    assert answer.json()["type"].endswith("module-cycle")
    assert {one["title"] for one in answer.json()["cycle"]} == {"A", "B"}


async def test_a_round_that_was_changed_meanwhile_is_not_overwritten(school: School) -> None:
    await school.offers(school.module("Robots"))
    tag = (await school.call("GET", "")).headers["ETag"]
    body = school.body(school.module("Robots"), title="Anders")
    missing = await school.call("PUT", "", json=body)
    changed = await school.call("PUT", "", json=body, headers={"If-Match": tag})
    late = await school.call("PUT", "", json=body, headers={"If-Match": tag})
    assert [missing.status_code, changed.status_code, late.status_code] == [428, 200, 412]
    assert (changed.json()["version"], changed.json()["title"]) == (2, "Anders")


async def test_a_module_that_was_chosen_is_cancelled_and_not_left_out(school: School) -> None:
    await school.offers(school.module("Robots"), school.module("Koken"))
    await school.wish(0, ["Koken"])
    without = await school.call("PUT", "", json=school.body(school.module("Robots")), headers={"If-Match": "*"})
    assert (without.status_code, "“Koken”" in without.json()["detail"]) == (409, True)
    body = school.body(school.module("Robots"), school.module("Koken", cancelled=True))
    assert (await school.call("PUT", "", json=body, headers={"If-Match": "*"})).status_code == 200


async def test_a_round_sent_twice_with_one_key_is_made_once(school: School) -> None:
    body, headers = school.body(school.module("Robots")), {"Idempotency-Key": "een"}
    answers = [await school.call("POST", "", json=body, headers=headers) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert answers[0].headers["Location"] == f"/v1/electives/{answers[0].json()['electiveId']}"
    assert len((await school.call("GET", "")).json()["items"]) == 1
