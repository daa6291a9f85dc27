"""Proposals: a move that learner and educator must agree to, answered by the other side and never by one's own."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import text, update

from eigenwijs_shared.db import board_transaction
from profile_service.agency.tables import agency_proposal

PACE = {"dimensions": {"pace": "learner"}, "reason": "Ik kan mijn week zelf plannen"}
Json = dict[str, Any]


def path(school: Any, number: int = 0) -> str:
    return f"/v1/learners/{school.learners[number]}/agency"


def me(school: Any, side: str) -> tuple[Any, Any]:
    people = {"learner": school.learners[0], "educator": school.educators[0], "board-admin": "beheer"}
    return side, people[side]


async def propose(school: Any, side: str = "learner", **more: Any) -> Any:
    return await school.post(f"{path(school)}/proposals", {**PACE, **more}, *me(school, side))


async def answer(school: Any, made: Any, said: str, side: str) -> Any:
    proposal_id = made.json()["proposalId"]
    return await school.post(f"{path(school)}/proposals/{proposal_id}/{said}", {}, *me(school, side))


async def pace(school: Any) -> str:
    return str((await school.get(path(school))).json()["dimensions"]["pace"])


@pytest.mark.parametrize(
    ("proposer", "other"), [("learner", "educator"), ("educator", "learner"), ("learner", "board-admin")]
)
async def test_the_dial_moves_when_the_other_side_agrees_and_not_before(school: Any, proposer: str, other: str) -> None:
    made = await propose(school, proposer)
    assert (made.status_code, made.json()["state"], await pace(school)) == (201, "open", "shared")
    accepted = await answer(school, made, "accept", other)
    assert (accepted.json()["state"], await pace(school)) == ("accepted", "learner")
    assert accepted.json()["agreed"] == {"learner": True, "educator": True}


async def test_of_a_move_that_was_agreed_both_are_named(school: Any) -> None:
    await answer(school, await propose(school), "accept", "educator")
    [move] = (await school.get(f"{path(school)}/history")).json()["items"]
    assert (move["authorId"], move["agreedWith"]) == (str(school.educators[0]), str(school.learners[0]))
    shown = (await school.get(f"{path(school)}/effective", *me(school, "learner"))).json()
    why = shown["dimensions"]["pace"]["why"]
    assert why.startswith("Staat op leerling: jij en je leraar hebben dat op ")
    assert why.endswith(" voor jou zo afgesproken.")


async def test_the_same_answer_again_changes_nothing(school: Any) -> None:
    made = await propose(school)
    answers = [await answer(school, made, "accept", "educator") for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert len((await school.get(f"{path(school)}/history")).json()["items"]) == 1


async def test_answers_at_once_move_the_dial_once(school: Any) -> None:
    made = await propose(school)
    answers = await asyncio.gather(*(answer(school, made, "accept", "educator") for _ in range(5)))
    assert {one.status_code for one in answers} == {200}
    assert await school.announced() == ["profile.agency.moved.v1"]


@pytest.mark.parametrize("side", ["learner", "educator"])
@pytest.mark.parametrize("said", ["accept", "decline"])
async def test_nobody_answers_a_proposal_of_their_own(school: Any, side: str, said: str) -> None:
    refused = await answer(school, await propose(school, side), said, side)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:eigenwijs:problem:own-proposal")
    assert "nu is de ander aan zet" in refused.json()["detail"]
    assert await pace(school) == "shared"


async def test_who_proposed_may_withdraw_and_the_other_may_not(school: Any) -> None:
    made = await propose(school)
    assert (await answer(school, made, "withdraw", "educator")).status_code == 409
    withdrawn = await answer(school, made, "withdraw", "learner")
    assert withdrawn.json()["state"] == "withdrawn"
    refused = await answer(school, made, "accept", "educator")
    assert (refused.status_code, "ingetrokken" in refused.json()["detail"]) == (409, True)


async def test_a_declined_proposal_leaves_the_dial_and_is_no_longer_open(school: Any) -> None:
    made = await propose(school)
    declined = await answer(school, made, "decline", "educator")
    assert (declined.json()["state"], declined.json()["closedBy"]) == ("declined", str(school.educators[0]))
    assert (await answer(school, made, "accept", "educator")).status_code == 409
    assert await pace(school) == "shared"


async def test_a_dial_that_moved_since_overtakes_a_proposal(school: Any) -> None:
    made = await propose(school)
    await school.put(path(school), {"dimensions": {"pace": "teacher"}, "reason": "Toetsweek"})
    refused = await answer(school, made, "accept", "educator")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:eigenwijs:problem:dial-moved-since")
    [shown] = (await school.get(f"{path(school)}/proposals")).json()["items"]
    assert shown["state"] == "superseded"


async def test_another_dimension_may_move_meanwhile(school: Any) -> None:
    made = await propose(school)
    await school.put(path(school), {"dimensions": {"form": "teacher"}, "reason": "Toetsweek"})
    assert (await answer(school, made, "accept", "educator")).status_code == 200


async def test_what_was_proposed_long_ago_has_expired(school: Any) -> None:
    made = await propose(school)
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(update(agency_proposal).values(expires_at=text("now() - interval '1 s'")))
    refused = await answer(school, made, "accept", "educator")
    assert (refused.status_code, "verlopen" in refused.json()["detail"]) == (409, True)
    shown = await school.get(f"{path(school)}/proposals/{made.json()['proposalId']}")
    assert shown.json()["state"] == "expired"


async def test_what_stands_so_already_need_not_be_proposed(school: Any) -> None:
    refused = await propose(school, dimensions={"pace": "shared"})
    assert (refused.status_code, "tempo" in refused.json()["detail"]) == (409, True)


async def test_one_open_proposal_about_the_same_is_enough(school: Any) -> None:
    await propose(school)
    assert (await propose(school, "educator")).status_code == 409
    assert (await propose(school, dimensions={"form": "learner"})).status_code == 201
    assert (await propose(school, subject="nederlands")).status_code == 201


async def test_an_agreed_move_may_be_for_a_while_and_for_one_subject(school: Any) -> None:
    made = await propose(school, subject="nederlands", validUntil="2099-01-01T00:00:00Z")
    await answer(school, made, "accept", "educator")
    shown = (await school.get(f"{path(school)}?subject=nederlands")).json()["decidedBy"]["pace"]
    assert (shown["subject"], shown["validUntil"]) == ("nederlands", "2099-01-01T00:00:00Z")
    assert await pace(school) == "shared"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"dimensions": {"pace": None}, "reason": "r"},
        {"dimensions": {"mood": "learner"}, "reason": "r"},
        {**PACE, "validFrom": "2099-01-02T00:00:00Z", "validUntil": "2099-01-01T00:00:00Z"},
        {**PACE, "validUntil": "2020-01-01T00:00:00Z"},
    ],
)
async def test_a_proposal_that_is_none_is_422(school: Any, body: Json) -> None:
    assert (await school.post(f"{path(school)}/proposals", body, *me(school, "learner"))).status_code == 422


async def test_only_the_learner_and_who_reaches_them_propose_and_answer(school: Any) -> None:
    made = await propose(school)
    elsewhere = f"{path(school)}/proposals/{made.json()['proposalId']}/accept"
    others = [("learner", school.learners[1]), ("educator", school.educators[1])]
    answers = [await school.post(elsewhere, {}, *other) for other in others]
    assert [one.status_code for one in answers] == [404, 404]
    headers = school.headers("educator", school.educators[0], without="agency:propose")
    assert (await school.client.post(elsewhere, json={}, headers=headers)).status_code == 403
    other_learner = elsewhere.replace(str(school.learners[0]), str(school.learners[1]))
    assert (await school.post(other_learner, {}, "sis")).status_code == 404


async def test_a_key_makes_one_proposal(school: Any) -> None:
    headers = {**school.headers("learner", school.learners[0]), "Idempotency-Key": "k1"}
    made = [await school.client.post(f"{path(school)}/proposals", json=PACE, headers={**headers}) for _ in range(2)]
    assert made[0].json() == made[1].json()
    assert made[0].headers["location"].endswith(f"/agency/proposals/{made[0].json()['proposalId']}")


async def test_proposals_come_in_pages_the_newest_first(school: Any) -> None:
    await propose(school)
    await propose(school, dimensions={"form": "learner"})
    first = (await school.get(f"{path(school)}/proposals?limit=1")).json()
    rest = (await school.get(f"{path(school)}/proposals?limit=1&cursor={first['nextCursor']}")).json()
    assert [list(page["items"][0]["dimensions"]) for page in (first, rest)] == [["form"], ["pace"]]
    assert rest["nextCursor"] is None
