"""The settings of the connector: whose they are, where they may point, and that the secret stays one."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from services.profile.tests.connector.sis import SECRET, answers
from sqlalchemy import select, text

from eigenwijs_shared.db import board_transaction
from profile_service.connector.pull import start_due
from profile_service.connector.secret import Unreadable, unlock
from profile_service.connector.tables import connector


async def stored(connecting: Any) -> Any:
    async with board_transaction(connecting.school.sessions, connecting.school.board_id) as session:
        return (await session.execute(select(connector))).one()


async def test_the_secret_is_stored_encrypted_and_never_shown(connecting: Any) -> None:
    shown = await connecting.school.get("/v1/roster/connector")
    assert shown.json()["hasSecret"] is True
    assert SECRET not in shown.text
    assert SECRET not in str(await stored(connecting))


async def test_a_stored_secret_opens_for_its_own_board_alone(connecting: Any) -> None:
    found, key = await stored(connecting), connecting.settings.connector_key
    assert unlock(found.client_secret, found.board_id, key) == SECRET
    with pytest.raises(Unreadable):
        unlock(found.client_secret, UUID(int=1), key)


async def test_settings_without_a_secret_keep_it(connecting: Any) -> None:
    put = await connecting.school.put("/v1/roster/connector", connecting.without_secret(schedule="daily", hour=4))
    assert (put.status_code, put.json()["schedule"], put.json()["hour"]) == (200, "daily", 4)
    assert (await connecting.sync())["state"] == "done"


async def test_the_stored_secret_is_not_sent_to_another_token_address(connecting: Any) -> None:
    wanted = connecting.without_secret(tokenUrl="https://elders.example/token")
    put = await connecting.school.put("/v1/roster/connector", wanted)
    assert (put.status_code, put.json()["errors"][0]["pointer"]) == (422, "#/clientSecret")


@pytest.mark.parametrize(
    "url",
    [
        "http://sis.example/v1p2",
        "ftp://sis.example/v1p2",
        "https://sis.example/v1p2?x=1",
        "https://sis.example/#a",
        "https://u:p@sis.example/v1p2",
        "https://",
        "https://[::1",
        "https://sis.example:99999/",
        "sis.example",
        "https://sis.example/ a",
    ],
)
async def test_an_address_that_cannot_be_is_refused(connecting: Any, url: str) -> None:
    put = await connecting.put(baseUrl=url)
    assert (put.status_code, put.json()["errors"][0]["pointer"]) == (422, "#/baseUrl")


async def test_who_does_not_see_the_whole_board_has_no_connector(connecting: Any) -> None:
    school = connecting.school
    assert (await school.get("/v1/roster/connector", "educator", school.educators[0])).status_code == 403
    assert (await school.post("/v1/roster/connector/sync", {}, "learner", school.learners[0])).status_code == 403


async def test_a_board_without_a_connector_is_told_so(school: Any) -> None:
    assert (await school.get("/v1/roster/connector")).json()["type"].endswith("no-connector")
    assert (await school.post("/v1/roster/connector/sync", {})).status_code == 404


async def test_a_second_sync_while_one_runs_names_the_first(connecting: Any) -> None:
    first = (await connecting.ask()).json()
    second = await connecting.ask()
    assert (second.status_code, second.json()["syncId"]) == (409, first["syncId"])


async def test_another_board_sees_neither_connector_nor_syncs(connecting: Any) -> None:
    location = (await connecting.ask()).headers["location"]
    connecting.school.board_id = UUID(int=7)
    assert (await connecting.school.get(location)).status_code == 404
    assert (await connecting.school.get("/v1/roster/connector")).status_code == 404
    assert (await connecting.school.get("/v1/roster/connector/syncs")).json()["items"] == []


async def test_settings_that_another_changed_meanwhile_are_not_overwritten(connecting: Any) -> None:
    school = connecting.school
    seen = (await school.get("/v1/roster/connector")).headers["etag"]
    first = await school.client.put(
        "/v1/roster/connector", json=connecting.wanted(hour=5), headers={**school.headers("sis"), "If-Match": seen}
    )
    second = await school.client.put(
        "/v1/roster/connector", json=connecting.wanted(hour=6), headers={**school.headers("sis"), "If-Match": seen}
    )
    assert (first.status_code, second.status_code) == (200, 412)


async def test_a_connector_that_is_removed_takes_its_sync_and_its_names_along(connecting: Any, sis: Any) -> None:
    sis.fail("enrollments", answers(503))
    location = (await connecting.ask()).headers["location"]
    await connecting.step()
    assert await connecting.kept() > 0
    removed = await connecting.school.client.delete("/v1/roster/connector", headers=connecting.school.headers("sis"))
    assert removed.status_code == 204
    assert (await connecting.shown(location))["problem"]["code"] == "removed"
    assert await connecting.kept() == 0


async def test_a_schedule_starts_a_sync_when_it_is_time_and_not_twice(connecting: Any) -> None:
    await connecting.put(schedule="hourly")
    assert (await connecting.school.get("/v1/roster/connector/syncs")).json()["items"] == []
    for _ in range(2):
        await start_due(connecting.school.sessions, now=datetime.now(UTC) + timedelta(hours=1))
    found = (await connecting.school.get("/v1/roster/connector/syncs")).json()["items"]
    assert [one["authorId"] for one in found] == ["connector"]


async def test_the_schedule_waits_while_a_sync_runs(connecting: Any) -> None:
    await connecting.put(schedule="hourly")
    await connecting.ask()
    await start_due(connecting.school.sessions, now=datetime.now(UTC) + timedelta(hours=1))
    assert len((await connecting.school.get("/v1/roster/connector/syncs")).json()["items"]) == 1


async def test_new_settings_are_tried_at_once_by_a_sync_that_waits(connecting: Any, sis: Any) -> None:
    sis.fail("courses", answers(503, retry_after="900"))
    location = (await connecting.ask()).headers["location"]
    assert await connecting.step()
    assert not await connecting.step()
    await connecting.put(hour=5)
    assert await connecting.step()
    assert (await connecting.finish(location))["state"] == "done"


async def test_a_key_that_was_changed_is_said(connecting: Any) -> None:
    async with board_transaction(connecting.school.sessions, connecting.school.board_id) as session:
        await session.execute(text("UPDATE connector SET client_secret = 'a.b.c.d.e'"))
    assert (await connecting.sync())["problem"]["code"] == "no-key"
