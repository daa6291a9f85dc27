"""A group's timetable: said by its educators, one after the other."""

from typing import Any

import pytest

SLOT = {"weekday": 1, "starts": "09:00", "ends": "09:45"}


async def put(board: Any, body: Any, role: Any = "educator", tag: str = '"0"') -> Any:
    path = f"/v1/groups/{board.group_id}/timetable"
    return await board.call("PUT", path, role, json=body, headers={"If-Match": tag})


async def test_a_timetable_is_kept_and_shown(board: Any) -> None:
    path = f"/v1/groups/{board.group_id}/timetable"
    before = await board.get(path, "educator")
    assert (before.json()["slots"], before.json()["usualMinutes"], before.headers["etag"]) == ([], 60, '"0"')
    said = await put(board, {"slots": [SLOT], "daysOff": ["2026-12-25", "2026-12-25"]})
    assert (said.status_code, said.json()["version"], said.json()["daysOff"]) == (200, 1, ["2026-12-25"])
    assert (await board.get(path, "educator")).json() == said.json()


async def test_who_did_not_see_the_last_one_overwrites_nothing(board: Any) -> None:
    await put(board, {"slots": [SLOT]})
    stale = await put(board, {"slots": []})
    assert stale.status_code == 412
    path = f"/v1/groups/{board.group_id}/timetable"
    assert (await board.call("PUT", path, "educator", json={"slots": []})).status_code == 428
    assert (await put(board, {"slots": []}, tag='"1"')).status_code == 200


@pytest.mark.parametrize(
    ("slot", "pointer"),
    [
        ({**SLOT, "weekday": 8}, "#/slots/0/weekday"),
        ({**SLOT, "starts": "9:00"}, "#/slots/0/starts"),
        ({**SLOT, "ends": "24:00"}, "#/slots/0/ends"),
        ({**SLOT, "ends": "09:00"}, "#/slots/0"),
        ({"weekday": 1}, "#/slots/0/starts"),
    ],
)
async def test_a_slot_that_makes_no_sense_says_where(board: Any, slot: Any, pointer: str) -> None:
    answer = await put(board, {"slots": [slot]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_group_is_its_educators(board: Any) -> None:
    assert (await put(board, {"slots": []}, "learner")).status_code == 404
    board.educator_id = board.learner_id
    assert (await put(board, {"slots": []})).status_code == 404
