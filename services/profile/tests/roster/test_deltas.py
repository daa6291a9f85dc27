"""From one package to the next: deltas, days on which things begin and end, and what is kept of whom."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text

from eigenwijs_shared.db import board_transaction, plumbing_transaction
from profile_service import tables
from profile_service.roster import packages
from profile_service.roster.actions import apply_next_package
from profile_service.roster.calendar import turn_day

Files = dict[str, list[dict[str, str]]]
GONE = {"status": "tobedeleted"}


def row_of(small: Files, file: str, key: str) -> dict[str, str]:
    return next(row for row in small[file] if row["sourcedId"] == key)


async def test_a_delta_changes_what_it_names_and_leaves_the_rest(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    before, told = await importing.learners(), len(await importing.school.announced())
    moved = {**row_of(small, "users.csv", "noor"), "grades": "groep-7"}
    assert (await importing.apply(importing.delta(users=[moved])))["state"] == "applied"
    after = await importing.learners()
    assert after == {**before, "noor": {**before["noor"], "grades": ["groep-7"]}}
    assert (await importing.school.announced())[told:] == ["profile.learner.changed.v1"]


async def test_a_delta_may_name_what_the_board_has_and_the_package_does_not(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    newcomer = {**row_of(small, "users.csv", "noor"), "sourcedId": "lot", "givenName": "Lot"}
    role = {**row_of(small, "roles.csv", "rol-noor-student"), "sourcedId": "rol-lot", "userSourcedId": "lot"}
    place = {**row_of(small, "enrollments.csv", "in-noor"), "sourcedId": "in-lot", "userSourcedId": "lot"}
    done = await importing.apply(importing.delta(users=[newcomer], roles=[role], enrollments=[place]))
    assert (done["state"], done["errors"]) == ("applied", [])
    learners = await importing.learners()
    assert learners["lot"]["groupIds"] == learners["noor"]["groupIds"] != []


async def test_a_delta_that_names_what_nobody_has_is_rejected(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    place = {**row_of(small, "enrollments.csv", "in-noor"), "sourcedId": "in-x", "userSourcedId": "niemand"}
    done = await importing.apply(importing.delta(enrollments=[place]))
    assert [fault["code"] for fault in done["errors"]] == ["reference.missing_target_record"]


async def test_what_a_delta_deletes_ends_and_is_kept(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    before = (await importing.learners())["sem"]
    await importing.apply(importing.delta(enrollments=[{**row_of(small, "enrollments.csv", "in-sem"), **GONE}]))
    out = (await importing.learners())["sem"]
    assert (out["groupIds"], out["active"], out["learnerId"]) == ([], True, before["learnerId"])
    await importing.apply(importing.delta(users=[{**row_of(small, "users.csv", "sem"), **GONE}]))
    assert (await importing.learners())["sem"]["active"] is False


async def test_an_enrolment_ends_on_its_day_without_a_package(importing: Any, small: Files) -> None:
    row_of(small, "enrollments.csv", "in-noor")["endDate"] = "2099-01-01"
    row_of(small, "enrollments.csv", "in-sem")["beginDate"] = "2099-01-01"
    await importing.apply(importing.bulk(small))
    before = await importing.learners()
    assert (len(before["noor"]["groupIds"]), len(before["sem"]["groupIds"])) == (1, 0)
    told = len(await importing.school.announced())
    await turn_day(importing.school.sessions, now=datetime(2098, 12, 31, 12, tzinfo=UTC))
    assert await importing.learners() == before
    await turn_day(importing.school.sessions, now=datetime(2099, 1, 1, tzinfo=UTC))
    await turn_day(importing.school.sessions, now=datetime(2099, 1, 2, tzinfo=UTC))
    after = await importing.learners()
    assert (len(after["noor"]["groupIds"]), len(after["sem"]["groupIds"])) == (0, 1)
    assert (await importing.school.announced())[told:] == ["profile.learner.changed.v1"] * 2


async def test_a_membership_has_its_history(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    fewer = {**small, "enrollments.csv": [row for row in small["enrollments.csv"] if row["sourcedId"] != "in-sem"]}
    await importing.confirmed(importing.bulk(fewer))
    await importing.apply(importing.bulk(small))
    sem = (await importing.learners())["sem"]["learnerId"]
    async with board_transaction(importing.school.sessions, importing.school.board_id) as session:
        rows = (await session.execute(select(tables.membership).filter_by(user_id=sem).order_by("began_at"))).all()
    assert [row.ended_at is None for row in rows] == [False, True]


async def test_of_who_neither_learns_nor_teaches_no_name_is_kept(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    async with board_transaction(importing.school.sessions, importing.school.board_id) as session:
        names = set((await session.execute(select(tables.person.c.sourced_id))).scalars())
        kept = await session.execute(select(func.string_agg(text("kept::text"), "")).select_from(tables.roster_record))
        assert "Voor-" not in kept.scalar_one()
    assert names == {"juf", "noor", "sem"}


async def test_who_teaches_by_a_later_package_may_be_without_a_name_until_it_comes(
    importing: Any, small: Files
) -> None:
    await importing.apply(importing.bulk(small))
    teaches = {**row_of(small, "roles.csv", "rol-juf-teacher"), "sourcedId": "r2", "userSourcedId": "moeder"}
    await importing.apply(importing.delta(roles=[teaches]))
    [educator] = (await importing.school.get("/v1/educators?sourcedId=moeder")).json()["items"]
    assert (educator["active"], educator["name"]) == (True, None)
    await importing.apply(importing.delta(users=[row_of(small, "users.csv", "moeder")]))
    [named] = (await importing.school.get("/v1/educators?sourcedId=moeder")).json()["items"]
    assert (named["educatorId"], named["name"]["given"]) == (educator["educatorId"], "Voor-moeder")


async def test_what_one_worker_has_in_hand_another_leaves_alone(importing: Any, small: Files) -> None:
    first = await importing.send(importing.bulk(small))
    async with plumbing_transaction(importing.school.sessions) as held:
        taken = await packages.next_running(held)
        assert taken is not None
        assert (str(taken.import_id), await apply_next_package(importing.school.sessions)) == (
            first.json()["importId"],
            False,
        )
    done = await asyncio.gather(*(apply_next_package(importing.school.sessions) for _ in range(2)))
    assert sorted(done) == [False, True]


async def test_attempts_do_not_wait_for_an_import(school: Any) -> None:
    async with board_transaction(school.sessions, school.board_id) as importing:
        await importing.execute(text("UPDATE learner SET version = version + 1"))
        answer = await asyncio.wait_for(school.post("/v1/attempts", school.attempt()), timeout=5)
    assert answer.status_code == 201
