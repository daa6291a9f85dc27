"""Wishing: by the learner while it is open, by an educator later too, never past the dial."""

from typing import Any
from uuid import uuid4

import pytest

School = Any


async def test_a_learner_ranks_and_changes_its_mind(school: School) -> None:
    await school.offers(school.module("Robots"), school.module("Koken"))
    first = await school.wish(0, ["Robots", "Koken"])
    blind = await school.wish(0, ["Koken"])
    again = await school.wish(0, ["Koken"], headers={"If-Match": first.headers["ETag"]})
    stale = await school.wish(0, ["Robots"], headers={"If-Match": first.headers["ETag"]})
    assert [answer.status_code for answer in (first, blind, again, stale)] == [200, 428, 200, 412]
    seen = await school.call("GET", f"/preferences/{school.learners[0]}", "learner")
    assert [one["title"] for one in seen.json()["periods"][0]["wishes"]] == ["Koken"]
    assert seen.headers["ETag"] == again.headers["ETag"]


async def test_each_wish_says_whether_it_could_come_true_now(school: School) -> None:
    goals = await school.board.has_goals("Breuken", "Procenten", precedes=[("Breuken", "Procenten")])
    modules = [
        school.module("Robots", prerequisiteGoalIds=[str(goals["Breuken"])]),
        school.module("Bank", goalIds=[str(goals["Procenten"])]),
        school.module("Koken"),
    ]
    await school.board.has_activity(goals["Breuken"])
    await school.offers(*modules)
    asked = await school.wish(0, ["Robots", "Bank", "Koken"])
    wishes = asked.json()["periods"][0]["wishes"]
    assert [one["possible"] for one in wishes] == [False, False, True]
    assert "“Breuken”" in wishes[1]["why"]
    await school.masters(school.learners[0], goals["Breuken"])
    wishes = (await school.call("GET", f"/preferences/{school.learners[0]}", "learner")).json()["periods"][0]["wishes"]
    assert [one["possible"] for one in wishes] == [True, True, True]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (lambda s: s.wishes(["A", "A"]), "#/periods/0/moduleIds/1"),
        (lambda s: s.wishes([], ["A"]), "#/periods/1/moduleIds/0"),
        (lambda s: s.wishes(["Groot"]), "#/periods/0/moduleIds/0"),
        (lambda s: {"periods": [{"periodId": str(uuid4()), "moduleIds": []}]}, "#/periods/0/periodId"),
        (lambda s: {"periods": s.wishes(["A"])["periods"] * 2}, "#/periods/1/periodId"),
    ],
)
async def test_a_list_that_cannot_be_is_refused_at_its_place(school: School, change: Any, pointer: str) -> None:
    await school.offers(school.module("A"), school.module("Groot", levels=["groep-8"]))
    answer = await school.call("PUT", f"/preferences/{school.learners[0]}", "learner", json=change(school))
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_before_opening_and_after_closing_an_educator_can_still_help(school: School) -> None:
    await school.offers(school.module("A"))
    await school.closes()
    assert (await school.wish(0, ["A"])).json()["type"].endswith("elective-not-open")
    helped = await school.wish(0, ["A"], role="educator")
    assert helped.json()["authorId"] == str(school.board.educator_id)


async def test_where_the_teacher_decides_on_the_topic_an_educator_writes_it_down(school: School) -> None:
    await school.offers(school.module("A", subject="techniek"), school.module("B"))
    await school.board.moves_dial("techniek", topic="teacher")
    refused = await school.wish(0, ["B", "A"])
    assert (refused.status_code, refused.json()["dimension"]) == (409, "topic")
    assert (await school.wish(0, ["B"])).status_code == 200
    assert (await school.wish(1, ["A"], role="educator")).status_code == 200


async def test_nobody_wishes_for_another_and_nobody_outside_the_groups(school: School) -> None:
    await school.offers(school.module("A"))
    other = await school.call(
        "PUT", f"/preferences/{school.learners[1]}", "learner", school.learners[0], json=school.wishes(["A"])
    )
    assert other.json()["type"].endswith("unknown-learner")
    gone = school.learner(school.learners[2], active=False)
    await school.board.hears(gone)
    assert (await school.wish(2, ["A"], role="educator")).json()["type"].endswith("elective-not-for-learner")
    assert (await school.wish(0, ["A"], role="parent")).status_code == 403


async def test_an_educator_sees_who_has_not_chosen_yet(school: School) -> None:
    await school.offers(school.module("A"))
    await school.wish(1, ["A"])
    page = (await school.call("GET", "/preferences?handedIn=false")).json()["items"]
    assert {one["learnerId"] for one in page} == {
        *(str(one) for one in school.learners if one != school.learners[1]),
        str(school.board.learner_id),
    }
    done = (await school.call("GET", "/preferences?handedIn=true&limit=1")).json()
    assert [(one["learnerId"], one["periods"]) for one in done["items"]] == [(str(school.learners[1]), 1)]
    mine = (await school.call("GET", "/preferences", "learner")).json()["items"]
    assert [one["learnerId"] for one in mine] == [str(school.learners[0])]
