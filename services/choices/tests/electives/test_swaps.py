"""Two who each would rather have what the other has swap, without learning of each other."""

import asyncio
from typing import Any

import pytest

School = Any


@pytest.fixture
async def published(school: School) -> School:
    """Four learners, A and B full with two each."""
    await school.offers(school.module("A", most=2), school.module("B", most=2), school.module("C", least=2, most=3))
    await school.all_wish((0, 1), ["A"])
    await school.all_wish((2, 3), ["B"])
    await school.publishes()
    assert await school.got() == ["A", "A", "B", "B"]
    return school


async def test_the_second_who_asks_brings_both_what_they_want(published: School) -> None:
    first = await published.swaps(0, "B")
    assert (first.status_code, first.json()["state"]) == (201, "open")
    assert (await published.has(0))["swap"]["modules"][0]["title"] == "B"
    second = await published.swaps(3, "C", "A")
    assert (second.json()["state"], second.json()["gotId"]) == ("done", published.modules["A"])
    assert await published.got() == ["B", "A", "B", "A"]
    place = await published.has(0)
    assert (place["way"], place["swap"], place["said"]) == ("swap", None, "Je hebt geruild en krijgt “B”.")
    assert str(published.learners[3]) not in str(place)


async def test_who_asked_first_swaps_first_and_nobody_twice(published: School) -> None:
    for number in (1, 0):
        await published.swaps(number, "B")
    answers = await asyncio.gather(published.swaps(2, "A"), published.swaps(3, "A"))
    assert [answer.json()["state"] for answer in answers] == ["done", "done"]
    assert await published.got() == ["B", "B", "A", "A"]


async def test_a_free_place_needs_nobody_to_swap_with(published: School) -> None:
    path = f"/modules/{published.modules['B']}/places"
    await published.call("PUT", path, json={"periodId": published.periods[0], "most": 3})
    assert (await published.swaps(0, "B")).json()["state"] == "done"
    assert await published.got() == ["B", "A", "B", "B"]


async def test_one_wish_to_swap_at_a_time_and_it_can_be_withdrawn(published: School) -> None:
    asked = (await published.swaps(0, "B")).json()
    assert (await published.swaps(0, "B")).json()["type"].endswith("swap-asked")
    path, learner = f"/places/{published.learners[0]}/swaps/{asked['swapId']}", published.learners[0]
    assert (await published.call("DELETE", path, "learner", learner)).json()["state"] == "withdrawn"
    assert (await published.call("DELETE", path, "learner", learner)).json()["type"].endswith("unknown-swap")
    assert (await published.swaps(3, "A")).json()["state"] == "open"


async def test_a_swap_never_goes_against_what_comes_first(school: School) -> None:
    goals = await school.board.has_goals("Breuken")
    await school.board.has_activity(goals["Breuken"])
    bank = school.module("Bank", most=1, prerequisiteGoalIds=[str(goals["Breuken"])])
    await school.offers(bank, school.module("Koken", most=1))
    await school.masters(school.learners[0], goals["Breuken"])
    await school.wish(0, ["Bank"])
    await school.wish(1, ["Koken"])
    await school.publishes()
    await school.swaps(0, "Koken")
    refused = await school.swaps(1, "Bank")
    assert (refused.status_code, refused.json()["code"]) == (409, "prerequisite")
    assert (await school.got())[:2] == ["Bank", "Koken"]


@pytest.mark.parametrize("names", [["A"], ["A", "B"]])
async def test_one_does_not_swap_for_what_one_has(published: School, names: list[str]) -> None:
    assert (await published.swaps(0, *names)).json()["type"].endswith("unknown-module")


async def test_once_the_period_has_begun_there_is_no_swapping(published: School) -> None:
    await published.begins()
    assert (await published.swaps(0, "B")).json()["type"].endswith("period-begun")


async def test_who_is_moved_no_longer_asks(published: School) -> None:
    await published.swaps(0, "B")
    path = f"/modules/{published.modules['B']}/places"
    await published.call("PUT", path, json={"periodId": published.periods[0], "most": 3})
    await published.call("PUT", published.at(0), json={"moduleId": published.modules["B"]})
    assert (await published.has(0))["swap"] is None
