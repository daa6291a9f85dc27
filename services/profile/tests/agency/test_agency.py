"""The dial: moved with a reason, by whom it is left to, and the most specific setting wins."""

import asyncio
from typing import Any

import pytest

MOVE = {"dimensions": {"form": "teacher"}, "reason": "Even samen"}


def of_learner(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/agency"


def of_group(school: Any, number: int = 0) -> str:
    return f"/v1/groups/{school.groups[number]}/agency"


async def test_where_nothing_is_set_control_is_shared(school: Any) -> None:
    shown = (await school.get(of_learner(school))).json()
    assert set(shown["dimensions"].values()) == {"shared"}
    assert set(shown["decidedBy"].values()) == {None}
    assert shown["learnerId"] == str(school.learners[0])


async def test_a_move_says_who_made_it_and_why_and_is_announced_without_the_reason(school: Any) -> None:
    me = school.educators[0]
    moved = await school.put(of_learner(school), MOVE, "educator", me)
    assert moved.status_code == 200
    decided = moved.json()["decidedBy"]["form"]
    assert (decided["scope"], decided["version"], decided["authorId"], decided["reason"]) == (
        "learner", 1, str(me), "Even samen",
    )  # fmt: skip
    assert await school.announced() == ["profile.agency.moved.v1"]


async def test_the_same_move_again_changes_nothing(school: Any) -> None:
    await school.put(of_learner(school), MOVE)
    again = await school.put(of_learner(school), MOVE)
    assert again.json()["version"] == 1
    assert len(await school.announced()) == 1


async def test_a_group_decides_for_its_learners_until_the_learners_own_dial_does(school: Any) -> None:
    await school.put(of_group(school), {"dimensions": {"topic": "teacher"}, "reason": "Thema"})
    assert (await school.get(of_learner(school))).json()["dimensions"]["topic"] == "teacher"
    assert (await school.get(of_learner(school, 1))).json()["dimensions"]["topic"] == "shared"
    await school.put(of_learner(school), {"dimensions": {"topic": "learner"}, "reason": "Kan het zelf"})
    assert (await school.get(of_learner(school))).json()["dimensions"]["topic"] == "learner"
    cleared = await school.put(of_learner(school), {"dimensions": {"topic": None}, "reason": "Toch samen"})
    assert cleared.json()["dimensions"]["topic"] == "teacher"


async def test_a_subject_has_its_own_dial(school: Any) -> None:
    await school.put(of_learner(school), {**MOVE, "subject": "nederlands"})
    assert (await school.get(f"{of_learner(school)}?subject=nederlands")).json()["dimensions"]["form"] == "teacher"
    assert (await school.get(of_learner(school))).json()["dimensions"]["form"] == "shared"


async def test_the_boards_dial_is_moved_by_those_who_run_the_board(school: Any) -> None:
    assert (await school.put("/v1/board/agency", MOVE, "educator", school.educators[0])).status_code == 403
    assert (await school.put("/v1/board/agency", MOVE, "board-admin")).status_code == 200
    assert (await school.get(of_learner(school))).json()["decidedBy"]["form"]["scope"] == "board"


async def test_a_move_over_one_that_was_not_seen_is_412(school: Any) -> None:
    seen = (await school.get(of_learner(school))).headers["etag"]
    headers = {**school.headers("sis"), "If-Match": seen}
    first = await school.client.put(of_learner(school), json=MOVE, headers=headers)
    other = {"dimensions": {"form": "learner"}, "reason": "Anders"}
    second = await school.client.put(of_learner(school), json=other, headers=headers)
    assert (first.status_code, second.status_code) == (200, 412)


async def test_moves_at_once_get_versions_without_gaps(school: Any) -> None:
    positions = ["teacher", "learner"] * 5
    moves = [{"dimensions": {"pace": position}, "reason": "r"} for position in positions]
    await asyncio.gather(*(school.put(of_group(school), move) for move in moves))
    history = (await school.get(f"{of_group(school)}/history")).json()["items"]
    assert [move["version"] for move in history] == list(range(len(history), 0, -1))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"dimensions": {}, "reason": "r"},
        {"dimensions": {"mood": "teacher"}, "reason": "r"},
        {"dimensions": {"form": "nobody"}, "reason": "r"},
        {"dimensions": {"form": "teacher"}},
        {"dimensions": {"form": "teacher"}, "reason": ""},
        {"dimensions": {"form": "teacher"}, "reason": "   "},
        {"dimensions": {"form": "teacher"}, "reason": "a\x00b"},
        {"dimensions": {"form": "teacher"}, "reason": "r", "subject": "Niet Zo"},
    ],
)
async def test_a_move_that_is_not_one_is_422_and_moves_nothing(school: Any, body: dict[str, Any]) -> None:
    assert (await school.put(of_learner(school), body)).status_code == 422
    assert await school.announced() == []


async def test_a_learner_sees_but_does_not_move_its_dial(school: Any) -> None:
    me = school.learners[0]
    assert (await school.get(of_learner(school), "learner", me)).status_code == 200
    assert (await school.put(of_learner(school), MOVE, "learner", me)).status_code == 403
    assert (await school.get(of_learner(school, 1), "learner", me)).status_code == 404
    assert (await school.put(of_group(school, 1), MOVE, "educator", school.educators[0])).status_code == 404


async def test_each_dimension_names_who_set_it_and_not_who_moved_last(school: Any) -> None:
    await school.put(of_group(school), MOVE, "educator", school.educators[0])
    later = {"dimensions": {"pace": "teacher"}, "reason": "Toetsweek"}
    decided = (await school.put(of_group(school), later)).json()["decidedBy"]
    assert (decided["form"]["reason"], decided["form"]["version"]) == ("Even samen", 1)
    assert (decided["pace"]["reason"], decided["pace"]["version"]) == ("Toetsweek", 2)


async def test_what_was_seen_for_all_subjects_may_be_moved_for_one(school: Any) -> None:
    seen = (await school.get(of_learner(school))).headers["etag"]
    headers = {**school.headers("sis"), "If-Match": seen}
    move = {**MOVE, "subject": "nederlands"}
    assert (await school.client.put(of_learner(school), json=move, headers=headers)).status_code == 200
