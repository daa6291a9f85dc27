"""A challenge is the learner's own question, in its own words, for whom it chooses."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from services.choices.tests.challenges.conftest import QUESTION, Json

from eigenwijs_shared.auth import SCOPES_OF_ROLE
from eigenwijs_shared.contracts.profile import EducatorChanged, LearnerChanged, ParentChanged
from eigenwijs_shared.testing import bearer


async def test_a_learner_writes_down_a_question_and_its_coach_sees_it(asking: Any) -> None:
    made = await asking.asks(why="Ik zag er een op vakantie", company="pair", withWhom="Met Noor")
    seen = await asking.has(made, "educator")
    assert (seen["title"], seen["why"], seen["withWhom"]) == (QUESTION, "Ik zag er een op vakantie", "Met Noor")
    assert (seen["state"], seen["goals"], seen["confirmedAt"], seen["visibleTo"]) == ("open", [], None, ["coach"])


async def test_what_is_said_of_it_to_others_has_none_of_its_words(asking: Any) -> None:
    made = await asking.asks()
    [told] = await asking.board.told("choices.challenge.changed.v1")
    assert told["challengeId"] == made["challengeId"]
    assert "vulkaan" not in str(told)


async def test_a_question_sent_twice_with_one_key_is_one_challenge(asking: Any) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    send = {"json": {"title": QUESTION}, "headers": headers}
    answers = [await asking.board.call("POST", "/v1/challenges", "learner", **send) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert len((await asking.board.get("/v1/challenges")).json()["items"]) == 1


async def test_an_educator_writes_on_a_learners_behalf_and_stays_its_author(asking: Any) -> None:
    made = await asking.asks("educator", learnerId=str(asking.board.learner_id))
    assert made["authorId"] == str(asking.board.educator_id)
    assert (await asking.has(made))["learnerId"] == str(asking.board.learner_id)


async def test_an_educator_says_for_whom(asking: Any) -> None:
    answer = await asking.board.call("POST", "/v1/challenges", "educator", json={"title": QUESTION})
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["#/learnerId"]


async def test_only_the_learner_says_who_sees_it(asking: Any) -> None:
    made = await asking.asks()
    body = {"title": "x", "learnerId": str(asking.board.learner_id), "visibleTo": ["parents"]}
    refused = await asking.board.call("POST", "/v1/challenges", "educator", json=body)
    assert refused.json()["type"].endswith("learner-decides")
    assert (await asking.does("PATCH", made, role="educator", visibleTo=["board"])).status_code == 403
    assert (await asking.does("PATCH", made, visibleTo=[])).status_code == 200
    assert (await asking.board.get(f"/v1/challenges/{made['challengeId']}", "educator")).status_code == 404
    listed = await asking.board.get(f"/v1/challenges?learner={asking.board.learner_id}", "educator")
    assert listed.json()["items"] == []
    assert (await asking.has(made))["visibleTo"] == []


@pytest.mark.parametrize(("shown", "status"), [(["parents"], 200), (["coach"], 404)])
async def test_a_parent_reads_what_its_child_shows_and_writes_nothing(
    asking: Any, shown: list[str], status: int
) -> None:
    board, parent_id = asking.board, uuid4()
    await board.hears(ParentChanged(parent_id=parent_id, version=1, active=True, learner_ids=[board.learner_id]))
    made = await asking.asks(visibleTo=shown)
    headers = bearer(board.keys.token("parent", board.board_id, parent_id, scopes=SCOPES_OF_ROLE["parent"]))
    where = f"/v1/challenges/{made['challengeId']}"
    assert (await board.client.get(where, headers=headers)).status_code == status
    assert (await board.client.patch(where, headers=headers, json={"title": "x"})).status_code == 403


@pytest.mark.parametrize("role", ["board-admin", "sis"])
async def test_a_board_sees_what_the_learner_shows_it_and_no_more(asking: Any, role: Any) -> None:
    hidden, open_ = await asking.asks(), await asking.asks(visibleTo=["board"])
    listed = await asking.board.get(f"/v1/challenges?learner={asking.board.learner_id}", role)
    assert [one["challengeId"] for one in listed.json()["items"]] == [open_["challengeId"]]
    assert (await asking.board.get(f"/v1/challenges/{hidden['challengeId']}", role)).status_code == 404


async def test_out_of_reach_there_is_no_challenge(asking: Any, new_board: Any) -> None:
    made = await asking.asks()
    where = f"/v1/challenges/{made['challengeId']}"
    other = new_board()
    await other.hears_of_people()
    assert (await other.get(where, "educator")).status_code == 404
    board = asking.board
    stranger = EducatorChanged(educator_id=board.educator_id, version=10**6, active=True, group_ids=[uuid4()])
    await board.hears(stranger)
    assert (await board.get(where, "educator")).json()["type"].endswith("unknown-challenge")
    assert (await board.get(f"/v1/challenges?group={board.group_id}", "educator")).status_code == 404


async def test_a_classmate_sees_nothing_of_it(asking: Any) -> None:
    made, board = await asking.asks(), asking.board
    mine, board.learner_id = board.learner_id, uuid4()
    await board.hears_of_people()
    assert (await board.get(f"/v1/challenges/{made['challengeId']}")).status_code == 404
    assert (await board.get(f"/v1/challenges?learner={mine}")).status_code == 404
    assert (await board.get(f"/v1/challenges?group={board.group_id}")).status_code == 404


async def test_a_coach_sees_the_challenges_of_its_group_newest_first(asking: Any) -> None:
    board, first = asking.board, await asking.asks()
    mate = uuid4()
    in_group = LearnerChanged(
        learner_id=mate, version=1, active=True, grades=["groep-5"], school_ids=[], group_ids=[board.group_id]
    )
    await board.hears(in_group)
    second = await asking.asks("educator", learnerId=str(mate))
    page = (await board.get(f"/v1/challenges?group={board.group_id}&limit=1", "educator")).json()
    rest = await board.get(f"/v1/challenges?group={board.group_id}&cursor={page['nextCursor']}", "educator")
    found = [one["challengeId"] for one in [*page["items"], *rest.json()["items"]]]
    assert found == [second["challengeId"], first["challengeId"]]


async def test_a_list_is_of_one_learner_or_one_group(asking: Any) -> None:
    ids = f"learner={asking.board.learner_id}&group={asking.board.group_id}"
    answers = [await asking.board.get(f"/v1/challenges?{query}", "educator") for query in ("", ids)]
    assert {answer.json()["type"].split(":")[-1] for answer in answers} == {"whose-challenges"}


async def test_two_who_change_it_at_once_do_not_overwrite_each_other(asking: Any) -> None:
    made = await asking.asks()
    where, headers = f"/v1/challenges/{made['challengeId']}", {"If-Match": (await asking.has(made))["etag"]}
    bodies = [("learner", {"title": "Wat is lava?"}), ("educator", {"title": "Wat is magma?"})]
    answers = await asyncio.gather(
        *(asking.board.call("PATCH", where, role, json=body, headers=headers) for role, body in bodies)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert (await asking.board.call("PATCH", where, "learner", json={"title": "x"})).status_code == 428


async def test_a_stopped_challenge_stays_as_it_is_until_it_is_opened_again(asking: Any) -> None:
    made = await asking.asks()
    stopped = await asking.does("PATCH", made, state="stopped", stateWords="Het werd te groot")
    assert (stopped.json()["state"], stopped.json()["stateWords"]) == ("stopped", "Het werd te groot")
    assert (await asking.does("PATCH", made, title="Anders")).json()["type"].endswith("challenge-closed")
    assert (await asking.does("PATCH", made, visibleTo=["coach", "parents"])).status_code == 200
    assert (await asking.does("PATCH", made, state="open", title="Kleiner")).json()["title"] == "Kleiner"


async def test_a_change_that_changes_nothing_is_not_told(asking: Any) -> None:
    made = await asking.asks()
    assert (await asking.does("PATCH", made, title=QUESTION)).json()["version"] == 1
    assert len(await asking.board.told("choices.challenge.changed.v1")) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/title"),
        ({"title": " "}, "#/title"),
        ({"title": "x", "why": ""}, "#/why"),
        ({"title": "x", "company": "crowd"}, "#/company"),
        ({"title": "x", "visibleTo": ["everybody"]}, "#/visibleTo/0"),
        ({"title": "x", "learnerId": "me"}, "#/learnerId"),
        ({"title": "x", "state": "presented"}, "#/state"),
        ({"title": "\x00"}, "#/title"),
    ],
)
async def test_a_challenge_of_the_wrong_form_says_where_and_is_not_kept(asking: Any, body: Json, pointer: str) -> None:
    answer = await asking.board.call("POST", "/v1/challenges", "learner", json=body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert (await asking.board.get("/v1/challenges")).json()["items"] == []


async def test_who_looked_is_noted_and_the_learners_own_look_is_not(asking: Any) -> None:
    made = await asking.asks()
    await asking.has(made)
    await asking.has(made, "educator")
    looks = await asking.board.told("choices.learner.seen.v1")
    assert [(look["viewerId"], look["what"]) for look in looks] == [(str(asking.board.educator_id), "challenges")]
