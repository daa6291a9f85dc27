"""After publication: the waiting list fills what comes free, and no place is ever given that is not there."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from choices_service.places.moving import fill_board
from eigenwijs_shared.db import board_transaction

School = Any


@pytest.fixture
async def published(school: School) -> School:
    """A has one place and two who wait; B needs one and C has room for all."""
    await school.offers(school.module("A", most=1), school.module("B", most=1), school.module("C", most=4))
    await school.all_wish(range(3), ["A", "B", "C"])
    await school.publishes()
    return school


async def holder(school: School, title: str) -> int:
    found: int = (await school.got()).index(title)
    return found


async def gives_up(school: School, number: int) -> Any:
    learner = school.learners[number]
    return await school.call("DELETE", school.at(number), "learner", learner)


async def test_a_place_that_is_given_back_goes_down_the_waiting_list(published: School) -> None:
    a, b, c = [await holder(published, title) for title in "ABC"]
    left = await gives_up(published, a)
    assert (left.status_code, left.json()["places"][0]["module"]) == (200, None)
    got = await published.got()
    assert [got[number] for number in (a, b, c)] == [None, "A", "B"]
    moved = await published.has(b)
    assert (moved["way"], moved["said"], moved["waitsFor"]) == (
        "waiting-list", "Er kwam een plek vrij: je krijgt “A”.", []
    )  # fmt: skip
    assert [one["title"] for one in (await published.has(c))["waitsFor"]] == ["A"]
    told = await published.board.told("choices.elective.placed.v1")
    assert [one["title"] for one in told[-3:]] == [None, "A", "B"]


async def test_who_no_longer_waits_stays_where_it_is(published: School) -> None:
    a, b, c = [await holder(published, title) for title in "ABC"]
    content = await published.call("DELETE", f"{published.at(b)}/waiting", "learner", published.learners[b])
    assert content.json()["places"][0]["waitsFor"] == []
    await gives_up(published, a)
    got = await published.got()
    assert [got[number] for number in (b, c)] == ["B", "A"]


async def test_once_a_period_has_begun_nobody_is_moved(published: School) -> None:
    a, b = await holder(published, "A"), await holder(published, "B")
    await published.begins()
    assert (await gives_up(published, a)).status_code == 200
    assert (await published.got())[b] == "B"


async def test_a_learner_who_leaves_school_makes_room(published: School) -> None:
    a, b = await holder(published, "A"), await holder(published, "B")
    await published.board.hears(published.learner(published.learners[a], active=False))
    async with board_transaction(published.board.sessions, published.board.board_id) as session:
        assert await fill_board(session, now=datetime.now(UTC)) == 2
    assert (await published.has(b))["module"]["title"] == "A"


async def test_more_places_let_those_who_wait_in_and_fewer_than_are_taken_there_cannot_be(published: School) -> None:
    path, period = f"/modules/{published.modules['A']}/places", {"periodId": published.periods[0]}
    more = await published.call("PUT", path, json={**period, "most": 3})
    assert (more.json()["placed"], more.json()["movedIn"]) == (3, 2)
    fewer = await published.call("PUT", path, json={**period, "most": 2})
    assert (fewer.status_code, fewer.json()["type"]) == (409, "urn:eigenwijs:problem:over-capacity")
    assert (await published.call("PUT", path, "learner", json={**period, "most": 9})).status_code == 403


async def test_nobody_is_put_into_a_module_that_is_full(published: School) -> None:
    c = await holder(published, "C")
    full = await published.call("PUT", published.at(c), json={"moduleId": published.modules["A"]})
    assert (full.status_code, full.json()["type"]) == (409, "urn:eigenwijs:problem:module-full")
    assert (await published.got())[c] == "C"


async def test_an_educator_gives_a_place_that_is_there(published: School) -> None:
    given = await published.call("PUT", published.at(3), json={"moduleId": published.modules["C"]})
    assert given.json()["places"][0]["said"] == "Je leraar heeft je ingedeeld bij “C”."
    assert (await published.got())[3] == "C"
    again = await published.call("PUT", published.at(3), json={"moduleId": published.modules["C"]})
    assert again.json() == given.json()
    mine = await published.call("PUT", published.at(3), "learner", published.learners[3], json={})
    assert mine.status_code == 403


async def test_no_place_is_given_against_what_comes_first_or_holds_a_module_together(school: School) -> None:
    goals = await school.board.has_goals("Breuken")
    await school.board.has_activity(goals["Breuken"])
    modules = [
        school.module("Duo", least=2, most=2),
        school.module("Bank", prerequisiteGoalIds=[str(goals["Breuken"])]),
        school.module("Vijf", least=3, most=5),
        school.module("Ruim", most=9),
    ]
    await school.offers(*modules)
    await school.all_wish(range(2), ["Duo"])
    await school.publishes()
    wanted = [(2, "Bank"), (2, "Vijf"), (0, "Ruim")]
    answers = [
        await school.call("PUT", school.at(number), json={"moduleId": school.modules[name]}) for number, name in wanted
    ]
    kinds = [answer.json()["type"].rpartition(":")[2] for answer in answers]
    assert kinds == ["module-not-possible", "module-not-running", "would-end-module"]
    assert "“Breuken”" in answers[0].json()["detail"]
    assert await school.got() == ["Duo", "Duo", None, None]


async def test_what_a_later_module_builds_on_is_not_given_back(school: School) -> None:
    first = school.module("Een", most=4)
    await school.offers(first, school.module("Twee", periods=(1,), prerequisiteModuleIds=[first["moduleId"]]))
    await school.wish(0, ["Een"], ["Twee"])
    await school.publishes()
    refused = await gives_up(school, 0)
    assert (refused.status_code, refused.json()["code"]) == (409, "needed-later")
    assert "“Twee”" in refused.json()["detail"]


async def test_the_dial_keeps_a_learner_from_moving_and_not_an_educator(published: School) -> None:
    a = await holder(published, "A")
    await published.board.moves_dial(topic="teacher")
    assert (await gives_up(published, a)).json()["type"].endswith("dial-forbids")
    assert (await published.call("DELETE", published.at(a))).status_code == 200


async def test_lists_show_whom_one_reaches(published: School) -> None:
    page = (await published.call("GET", "/places?limit=3")).json()
    rest = (await published.call("GET", f"/places?limit=50&cursor={page['nextCursor']}")).json()
    assert len(page["items"]) + len(rest["items"]) == 5 * 2
    mine = (await published.call("GET", "/places", "learner", published.learners[1])).json()["items"]
    assert {one["learnerId"] for one in mine} == {str(published.learners[1])}
    other = await published.call("GET", f"/places/{published.learners[0]}", "learner", published.learners[1])
    assert other.status_code == 404
    assert (await published.call("GET", "/places?cursor=WyJ4Il0")).status_code == 422


async def test_before_publication_there_are_no_places(school: School) -> None:
    await school.offers(school.module("A"))
    answers = [
        await school.call("GET", "/places"),
        await school.call("GET", f"/places/{school.learners[0]}", "learner"),
        await gives_up(school, 0),
        await school.swaps(0, "A"),
    ]
    assert {answer.json()["type"] for answer in answers} == {"urn:eigenwijs:problem:not-published"}


async def test_who_joins_later_can_be_given_a_place_too(published: School) -> None:
    newcomer, stranger = uuid4(), uuid4()
    await published.board.hears(published.learner(newcomer))
    published.learners = [*published.learners, newcomer]
    body = {"moduleId": published.modules["C"]}
    given = await published.call("PUT", published.at(4), json=body)
    assert given.json()["places"][0]["module"]["title"] == "C"
    elsewhere = published.learner(stranger).model_copy(update={"group_ids": [uuid4()]})
    await published.board.hears(elsewhere)
    refused = await published.call("PUT", f"/places/{stranger}/{published.periods[0]}", "board-admin", json=body)
    assert refused.json()["type"].endswith("elective-not-for-learner")


async def test_who_has_no_module_yet_is_listed_for_who_can_help(published: School) -> None:
    without = (await published.call("GET", "/allocation")).json()["unplaced"]
    now = [one for one in without if one["periodId"] == published.periods[0]]
    assert {one["learnerId"] for one in now} == {str(published.learners[3]), str(published.board.learner_id)}
    mine = (await published.call("GET", "/allocation", "learner", published.learners[0])).json()["unplaced"]
    assert {one["learnerId"] for one in mine} == {str(published.learners[0])}
