"""Giving out places: tried first, published once, explained, and remembered the next time."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text

from choices_service.allocation.lottery import commitment, turns
from choices_service.places.actions import electives_again
from eigenwijs_shared.db import board_transaction

School = Any


def by_place(event: dict[str, Any]) -> tuple[str, str]:
    return event["learnerId"], event["periodId"]


async def outcome_of(school: School) -> list[tuple[str, Any]]:
    """What every place became, by learner."""
    async with board_transaction(school.board.sessions, school.board.board_id) as session:
        rows = await session.execute(
            text("SELECT learner_id, period_id, module_id, wish FROM elective_place ORDER BY 1, 2")
        )
        return [tuple(row) for row in rows]


async def test_places_are_published_once_also_by_two_at_once(school: School) -> None:
    await school.offers(school.module("A"))
    await school.closes()
    answers = await asyncio.gather(*(school.call("POST", "/allocation", json={}) for _ in range(2)))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    late = await school.call("POST", "/allocation", json={})
    assert late.json()["type"].endswith("already-published")
    tried = await school.call("POST", "/allocation?dryRun=true", json={})
    assert tried.json()["type"].endswith("already-published")
    edited = await school.call("PUT", "", json=school.body(school.module("A")), headers={"If-Match": "*"})
    assert edited.json()["type"].endswith("already-published")
    assert (await school.wish(0, ["A"], role="educator")).json()["type"].endswith("already-published")


async def test_a_publication_sent_again_with_its_key_gets_the_same_answer(school: School) -> None:
    await school.offers(school.module("A"))
    await school.closes()
    answers = [await school.call("POST", "/allocation", json={}, headers={"Idempotency-Key": "nu"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_while_learners_can_choose_it_can_only_be_tried(school: School) -> None:
    await school.offers(school.module("A"))
    await school.wish(0, ["A"])
    early = await school.call("POST", "/allocation", json={})
    assert early.json()["type"].endswith("elective-still-open")
    tried = await school.tries()
    assert (tried["dryRun"], tried["seed"], tried["periods"][0]["firstWish"]) == (True, None, 1)
    assert await outcome_of(school) == []
    assert (await school.call("GET", "/allocation")).json()["type"].endswith("not-published")


async def test_nobody_but_who_has_all_groups_tries_or_publishes(school: School) -> None:
    await school.offers(school.module("A"))
    await school.closes()
    assert (await school.call("POST", "/allocation", "learner", json={})).status_code == 403
    assert (await school.call("POST", "/allocation", "board-admin", json={})).status_code == 201


async def test_what_if_shows_what_other_numbers_would_do_and_changes_nothing(school: School) -> None:
    await school.offers(school.module("A", most=1), school.module("B", least=3, most=4))
    await school.all_wish(range(4), ["A", "B"])
    now = await school.tries()
    seats = {"moduleId": school.modules["A"], "periodId": school.periods[0], "most": 4}
    more = await school.tries(seats=[seats])
    without = await school.tries(cancelled=[school.modules["A"]])
    assert [(one["placed"], one["runs"], one["lacking"]) for one in now["modules"]] == [(1, True, 0), (3, True, 0)]
    assert [(one["placed"], one["runs"], one["lacking"]) for one in more["modules"]] == [(4, True, 0), (0, False, 3)]
    assert (more["better"], more["worse"], without["worse"]) == (3, 0, 1)
    assert (await school.tries()) == now


@pytest.mark.parametrize("path", ["/allocation?dryRun=true", "/allocation"])
async def test_other_numbers_that_make_no_sense_or_no_trial_are_refused(school: School, path: str) -> None:
    await school.offers(school.module("A"))
    await school.closes()
    wrong = {"moduleId": school.modules["A"], "periodId": school.periods[1], "most": 3}
    answer = await school.call("POST", path, json={"seats": [wrong]})
    assert answer.status_code == 422
    assert await outcome_of(school) == []


async def test_it_does_not_matter_who_was_first(school: School) -> None:
    await school.offers(school.module("A", most=1), school.module("B", most=1), school.module("C", most=2))
    await school.all_wish(range(4), ["A", "B", "C"])
    first = await school.tries()
    await school.closes()
    await school.all_wish((3, 1, 0, 2), ["A", "B", "C"], role="educator", headers={"If-Match": "*"})
    assert (await school.tries())["unplaced"] == first["unplaced"]
    before = await school.tries()
    published = await school.publishes()
    assert (published["periods"], published["modules"]) == (before["periods"], before["modules"])


async def test_everybody_reads_why_a_wish_did_not_come_true_and_never_about_another(school: School) -> None:
    await school.offers(school.module("A", most=1), school.module("B", most=3))
    await school.all_wish(range(4), ["A", "B"])
    published = await school.publishes()
    assert [one["placed"] for one in published["modules"]] == [1, 3]
    places = [await school.has(number) for number in range(4)]
    lucky = [one for one in places if one["wish"] == 1]
    others = [one for one in places if one["wish"] == 2]
    assert (len(lucky), lucky[0]["said"], lucky[0]["whys"]) == (1, "Je eerste wens is gelukt: “A”.", [])
    assert {one["said"] for one in others} == {
        "Je krijgt “B”, nummer 2 van je lijst. Dat onthouden we: een volgende keer ga je eerder."
    }
    assert {one["whys"][0]["code"] for one in others} == {"full"}
    assert {tuple(each["title"] for each in one["waitsFor"]) for one in others} == {("A",)}
    assert "turn" not in str(places)


async def test_in_english_too(school: School) -> None:
    await school.offers(school.module("A", least=3, most=3))
    await school.wish(0, ["A"])
    await school.publishes()
    path, english = f"/places/{school.learners[0]}", {"Accept-Language": "en"}
    place = (await school.call("GET", path, "learner", headers=english)).json()["places"][0]
    assert place["whys"][0]["said"] == "“A” does not run this time: it needed more learners."
    assert place["said"].startswith("You have no module for this period yet.")


async def test_with_the_published_seed_anybody_gets_the_same_again(school: School) -> None:
    made = await school.offers(school.module("A", most=2), school.module("B", most=2))
    await school.all_wish(range(4), ["A", "B"])
    published = await school.publishes()
    assert published["seedCommitment"] == made["seedCommitment"]
    seen = (await school.call("GET", "/allocation", "learner")).json()
    assert (seen["seed"], seen["modules"]) == (published["seed"], published["modules"])
    order = turns(seen["seed"], 0, school.learners, {})
    got = dict(zip(school.learners, await school.got(), strict=True))
    assert [got[learner] for learner in order] == ["A", "A", "B", "B"]
    assert commitment(seen["seed"]) == made["seedCommitment"]


async def test_who_missed_out_goes_earlier_in_the_next_round(school: School) -> None:
    await school.offers(school.module("A", most=2), school.module("B", most=2))
    await school.all_wish(range(4), ["A", "B"])
    await school.publishes()
    missed = [number for number, title in enumerate(await school.got()) if title == "B"]
    school.elective, school.periods = "", school.periods[::-1]
    await school.offers(school.module("C", most=2), school.module("D", most=2))
    await school.all_wish(range(4), ["C", "D"])
    await school.publishes()
    got = await school.got()
    assert [got[number] for number in missed] == ["C", "C"]


async def test_no_place_breaks_what_comes_first_nor_gives_a_module_twice(school: School) -> None:
    goals = await school.board.has_goals("Breuken")
    await school.board.has_activity(goals["Breuken"])
    bank = school.module("Bank", prerequisiteGoalIds=[str(goals["Breuken"])], periods=(0, 1), most=4)
    more = school.module("Bank 2", prerequisiteModuleIds=[school.modules["Bank"]], periods=(0, 1), most=4)
    await school.offers(bank, more)
    await school.masters(school.learners[0], goals["Breuken"])
    await school.all_wish(range(2), ["Bank 2", "Bank"], ["Bank", "Bank 2"])
    await school.publishes()
    assert (await school.got(0), await school.got(1)) == (["Bank", None, None, None], ["Bank 2", None, None, None])
    first, second = await school.has(0), await school.has(0, 1)
    assert [(one["title"], one["code"]) for one in first["whys"]] == [("Bank 2", "earlier-module")]
    assert [(one["title"], one["code"]) for one in second["whys"]] == [("Bank", "taken")]
    codes = [one["code"] for one in (await school.has(1))["whys"]]
    assert codes == ["earlier-module", "prerequisite"]


async def test_a_module_of_an_earlier_round_is_not_had_again(school: School) -> None:
    await school.offers(school.module("A"))
    await school.wish(0, ["A"])
    await school.publishes()
    school.elective = ""
    await school.offers(school.module("A"))
    await school.wish(0, ["A"])
    await school.publishes()
    assert [one["code"] for one in (await school.has(0))["whys"]] == ["taken"]


async def test_the_dial_as_it_stands_when_places_are_given_holds(school: School) -> None:
    await school.offers(school.module("A", subject="techniek"))
    await school.wish(0, ["A"])
    await school.wish(1, ["A"], role="educator")
    await school.board.moves_dial("techniek", topic="teacher")
    assert (await school.tries())["toConfirm"] == [str(school.learners[0])]
    await school.publishes()
    assert (await school.got())[:2] == [None, "A"]
    assert [one["code"] for one in (await school.has(0))["whys"]] == ["dial"]


async def test_with_everyone_whoever_has_no_wish_left_gets_what_is_left(school: School) -> None:
    await school.offers(school.module("A", most=1), school.module("B", most=9), everyone=True)
    await school.wish(0, ["A"])
    await school.wish(1, ["B"])
    await school.publishes()
    assert await school.got() == ["A", "B", "B", "B"]
    assert (await school.has(2))["said"] == "Je krijgt “B”: daar was nog plek."


async def test_others_hear_who_got_what_and_can_hear_it_again(school: School) -> None:
    await school.offers(school.module("A", most=1))
    await school.wish(0, ["A"])
    await school.publishes()
    told = await school.board.told("choices.elective.placed.v1")
    assert len(told) == 5 * 1 * len(school.periods)
    mine = [one for one in told if one["moduleId"]]
    assert [(one["learnerId"], one["title"], one["version"]) for one in mine] == [(str(school.learners[0]), "A", 1)]
    async with board_transaction(school.board.sessions, school.board.board_id) as session:
        first, after = await electives_again(session, None, 4)
        second, end = await electives_again(session, after, 50)
    again = [event.model_dump(mode="json") for event in (*first, *second)]
    assert end is None
    assert sorted(again, key=by_place) == sorted(told, key=by_place)
