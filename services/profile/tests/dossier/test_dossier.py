"""The dossier holds what every service has, readable for people and for machines, and for nobody on the way."""

import errno
import io
import json
import zipfile
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text, update

from eigenwijs_shared.contracts.rights import DOSSIER_PART_OF
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import outbox
from eigenwijs_shared.rights.dossier import seal
from profile_service.dossier import actions
from profile_service.dossier.actions import make_next, on_parts
from profile_service.dossier.tables import dossier, dossier_piece

GOAL, SECRET = str(uuid4()), "Ik wil <b>raketten</b> bouwen"


async def requested(school: Any) -> dict[str, Any]:
    """What the other services hear."""
    async with board_transaction(school.sessions, school.board_id) as session:
        bodies = (await session.execute(select(outbox.c.body).where(outbox.c.subject.contains("dossier")))).scalars()
        data: dict[str, Any] = json.loads(list(bodies)[-1])["data"]
        return data


async def hand_in(school: Any, *services: str) -> None:
    asked = await requested(school)
    estimate = {"goal_id": GOAL, "mastered": True, "attempts": 3, "successes": 2, "practised_at": "2026-11-02T09:00:00"}
    choice = {"kind": "own-idea", "title": SECRET, "made_at": "2026-11-03T10:00:00"}
    rows: dict[str, Any] = {"choices": {"choice": [choice]}, "recommend": {"estimate": [estimate]}, "gateway": {}}
    for service in services:
        pieces = seal({"rows": rows[service], "titles": {GOAL: "Breuken vergelijken"}}, asked["publicKey"])
        part = DOSSIER_PART_OF[service](
            request_id=asked["requestId"],
            learner_id=asked["learnerId"],
            number=1,
            total=len(pieces),
            rows={table: len(held) for table, held in rows[service].items()},
            sealed=pieces[0],
        )
        for _ in range(2):
            async with board_transaction(school.sessions, school.board_id) as session:
                await on_parts(session, [part])


async def fetched(school: Any, who: UUID) -> zipfile.ZipFile:
    path = f"/v1/learners/{who}/dossier"
    asked = await school.post(path, {}, "learner", who)
    assert asked.status_code == 202, asked.text
    await hand_in(school, "choices", "recommend", "gateway")
    assert await make_next(school.sessions)
    state = (await school.get(asked.headers["location"], "learner", who)).json()
    assert state["state"] == "done", state
    return zipfile.ZipFile(io.BytesIO((await school.get(state["download"], "learner", who)).content))


async def test_everything_that_every_service_holds_is_in_it(school: Any) -> None:
    me = school.learners[0]
    await school.post("/v1/attempts", school.attempt())
    await school.put(f"/v1/learners/{me}/agency", {"dimensions": {"form": "learner"}, "reason": "Noor kan dit"})
    file = await fetched(school, me)
    assert {"dossier.html", "dossier.en.html", "README.txt", "data/profile/attempt.json"} <= set(file.namelist())
    assert json.loads(file.read("data/choices/choice.json"))[0]["title"] == SECRET
    assert json.loads(file.read("data/profile/vault.person.json"))[0]["given"] == "Voornaam l0"
    page = file.read("dossier.html").decode()
    for told in (
        "Voornaam l0 Achternaam",
        "Breuken vergelijken",
        "beheerst",
        "Noor kan dit",
        "Gemaakt werk",
        "02-11-2026",
    ):
        assert told in page
    assert "Dossier of" in file.read("dossier.en.html").decode()


async def test_what_people_wrote_is_shown_as_they_wrote_it_and_does_nothing(school: Any) -> None:
    page = (await fetched(school, school.learners[0])).read("dossier.html").decode()
    assert "<b>raketten" not in page
    assert "Ik wil &lt;b&gt;raketten&lt;/b&gt; bouwen" in page


async def test_on_the_way_nobody_can_read_it_and_afterwards_the_key_is_gone(school: Any) -> None:
    me = school.learners[0]
    await school.post(f"/v1/learners/{me}/dossier", {}, "learner", me)
    await hand_in(school, "choices")
    async with board_transaction(school.sessions, school.board_id) as session:
        sealed = (await session.execute(select(dossier_piece.c.sealed))).scalar_one()
        assert "raketten" not in sealed
    assert set((await requested(school))["publicKey"]) == {"kty", "crv", "x"}
    assert not await make_next(school.sessions)
    await hand_in(school, "recommend", "gateway")
    assert await make_next(school.sessions)
    async with board_transaction(school.sessions, school.board_id) as session:
        assert (await session.execute(select(dossier.c.private_key))).scalar_one() is None
        assert (await session.execute(select(dossier_piece))).all() == []


async def test_each_service_gives_its_receipt_and_a_second_request_is_the_same(school: Any) -> None:
    me = school.learners[0]
    path = f"/v1/learners/{me}/dossier"
    first = await school.post(path, {}, "learner", me)
    again = await school.post(path, {})
    assert first.headers["location"] == again.headers["location"]
    early = await school.get(f"{first.headers['location']}/download", "learner", me)
    assert early.status_code == 409
    await hand_in(school, "choices", "recommend", "gateway")
    await make_next(school.sessions)
    done = (await school.get(first.headers["location"])).json()
    assert {receipt["service"] for receipt in done["receipts"]} == {"profile", "choices", "recommend", "gateway"}
    assert next(one["what"] for one in done["receipts"] if one["service"] == "choices") == {"choice": 1}
    assert (await school.post(path, {})).headers["location"] != first.headers["location"]


async def test_nobody_gets_the_dossier_of_another(school: Any) -> None:
    me, other = school.learners
    asked = await school.post(f"/v1/learners/{me}/dossier", {}, "learner", me)
    location = asked.headers["location"]
    assert (await school.get(location, "learner", other)).status_code == 404
    assert (await school.get(location.replace(str(me), str(other)), "learner", other)).status_code == 404
    assert (await school.post(f"/v1/learners/{me}/dossier", {}, "educator", school.educators[0])).status_code == 403


async def test_a_full_disk_fails_it_clearly_and_keeps_nothing(school: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    me = school.learners[0]
    asked = await school.post(f"/v1/learners/{me}/dossier", {}, "learner", me)
    await hand_in(school, "choices", "recommend", "gateway")
    monkeypatch.setattr(actions, "write_archive", full)
    assert await make_next(school.sessions)
    state = (await school.get(asked.headers["location"], "learner", me)).json()
    assert (state["state"], state["download"]) == ("failed", None)
    assert "schijfruimte" in state["message"]


async def test_a_dossier_is_gone_after_a_week(school: Any) -> None:
    me = school.learners[0]
    asked = await school.post(f"/v1/learners/{me}/dossier", {}, "learner", me)
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(update(dossier).values(created_at=dossier.c.created_at - actions.KEPT * 1.01))
    await actions.drop_old_dossiers(school.sessions)
    assert (await school.get(asked.headers["location"], "learner", me)).status_code == 404


async def test_times_are_those_of_the_clock_at_school_and_needs_have_words(school: Any) -> None:
    me = school.learners[0]
    await school.post("/v1/attempts", school.attempt(occurredAt="2026-07-01T22:30:00Z"))
    await school.post(f"/v1/learners/{me}/needs", {"need": "extra-time"})
    page = (await fetched(school, me)).read("dossier.html").decode()
    assert "02-07-2026 00:30" in page
    assert "extra tijd" in page.lower()


async def test_a_talk_that_nobody_held_is_told_as_missed_and_the_end_of_time_is_told_at_all(school: Any) -> None:
    me, talk = school.learners[0], {"topic": "Hoe gaat het", "educatorId": str(school.educators[0])}
    for at in ("2099-03-01T09:00:00Z", "9999-12-31T23:59:59Z"):
        answer = await school.post(f"/v1/learners/{me}/talks", {**talk, "at": at}, "learner", me)
        assert answer.status_code == 201
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(text("UPDATE talk SET at = now() - interval '25 hours' WHERE at < '2100-01-01'"))
    page = (await fetched(school, me)).read("dossier.html").decode()
    assert "gemist" in page
    assert "31-12-9999" in page


async def test_what_somebody_wrote_that_begins_like_a_time_is_told_as_it_was_written(school: Any) -> None:
    me, title = school.learners[0], "2026-03-01T09:00 bij de juf"
    assert (await school.post(f"/v1/learners/{me}/aims", {"title": title}, "learner", me)).status_code == 201
    assert title in (await fetched(school, me)).read("dossier.html").decode()
