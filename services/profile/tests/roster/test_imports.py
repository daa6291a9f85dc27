"""Packages through the door and the worker: applied as a whole, or rejected with every fault at its place."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from demo.roster import make_roster
from profile_service.roster.actions import apply_next_package

PACKAGES = Path(__file__).parents[5] / "shared" / "data" / "oneroster-csv-1.2"
INDEX = json.loads((PACKAGES / "index.json").read_text()) if PACKAGES.exists() else []
DEMO = make_roster(2026)


async def send(school: Any, package: bytes, **headers: str) -> Any:
    every = {**school.headers("sis"), "Content-Type": "application/zip", **headers}
    return await school.client.post("/v1/roster/imports", content=package, headers=every)


async def outcome(school: Any, package: bytes) -> dict[str, Any]:
    accepted = await send(school, package)
    assert accepted.status_code == 202, accepted.text
    location = accepted.headers["location"]
    assert (await school.get(location)).json()["state"] == "running"
    while await apply_next_package(school.sessions):
        pass
    found: dict[str, Any] = (await school.get(location)).json()
    return found


def changed(package: bytes, file: str, change: Any) -> bytes:
    """The package with one of its files rewritten line by line."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, "".join(change(text.splitlines(keepends=True))) if name == file else text)
    return made.getvalue()


async def everybody(school: Any) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    path: str | None = "/v1/learners?limit=200"
    while path:
        page = (await school.get(path)).json()
        found |= {item["sourcedId"]: item for item in page["items"]}
        path = f"/v1/learners?limit=200&cursor={page['nextCursor']}" if page["nextCursor"] else None
    return found


@pytest.fixture
def empty(school: Any) -> Any:
    """A board of which nothing is known yet."""
    school.board_id = UUID(int=UUID(str(school.board_id)).int ^ 1)
    return school


async def test_the_demo_roster_is_applied_and_told_to_everybody(empty: Any) -> None:
    done = await outcome(empty, DEMO)
    assert (done["state"], done["errors"]) == ("applied", [])
    assert done["counts"]["users.csv"] == 190
    learners = await everybody(empty)
    assert len(learners) == 180
    assert all(learner["active"] and learner["groupIds"] and learner["grades"] for learner in learners.values())
    announced = await empty.announced()
    assert announced.count("profile.learner.changed.v1") == 180
    assert announced.count("profile.educator.changed.v1") == 8
    assert announced.count("profile.group.changed.v1") == 8


async def test_the_same_package_again_changes_nothing(empty: Any) -> None:
    await outcome(empty, DEMO)
    before, told = await everybody(empty), len(await empty.announced())
    assert (await outcome(empty, DEMO))["state"] == "applied"
    assert await everybody(empty) == before
    assert len(await empty.announced()) == told


async def test_who_is_gone_from_a_bulk_ends_and_keeps_its_pseudonym_when_it_returns(empty: Any) -> None:
    await outcome(empty, DEMO)
    before = await everybody(empty)
    gone = sorted(before)[0]

    def without(lines: list[str]) -> list[str]:
        return [line for line in lines if gone not in line]

    fewer = DEMO
    for file in ("users.csv", "roles.csv", "enrollments.csv"):
        fewer = changed(fewer, file, without)
    assert (await outcome(empty, fewer))["state"] == "applied"
    ended = (await everybody(empty))[gone]
    assert (ended["active"], ended["groupIds"], ended["learnerId"]) == (False, [], before[gone]["learnerId"])
    await outcome(empty, DEMO)
    assert (await everybody(empty))[gone] == before[gone]


async def test_a_broken_package_changes_nothing_and_names_the_place(empty: Any) -> None:
    broken = changed(DEMO, "users.csv", lambda lines: [lines[0], *lines[1:], lines[1]])
    done = await outcome(empty, broken)
    assert done["state"] == "rejected"
    [fault] = done["errors"]
    assert (fault["file"], fault["row"], fault["code"]) == ("users.csv", 192, "reference.duplicate_sourced_id")
    assert await everybody(empty) == {}
    assert await empty.announced() == []


@pytest.mark.skipif(not INDEX, reason="the OneRoster packages are not beside the project")
@pytest.mark.parametrize("package", INDEX, ids=[package["file"] for package in INDEX])
async def test_packages_of_others_get_the_outcome_they_deserve(empty: Any, package: dict[str, Any]) -> None:
    done = await outcome(empty, (PACKAGES / package["file"]).read_bytes())
    assert done["state"] == ("applied" if package["expect"] == "valid" else "rejected"), done
    assert {fault["code"] for fault in done["errors"]} == set(package.get("expectedCodes", []))


async def test_a_body_that_is_no_zip_is_refused_at_once(empty: Any) -> None:
    text = await send(empty, b"dit is geen zip")
    assert (text.status_code, text.headers["content-type"]) == (422, "application/problem+json")
    assert (await send(empty, DEMO, **{"Content-Type": "text/csv"})).status_code == 415
    assert (await send(empty, b"x" * 64_000_001)).status_code == 413
    assert (await empty.get("/v1/roster/imports")).json()["items"] == []


async def test_names_that_climb_out_of_the_zip_are_refused(empty: Any) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("../manifest.csv", "propertyName,value\n")
    answer = await send(empty, made.getvalue())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"].startswith("package.")


async def test_a_bomb_is_refused(empty: Any) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("users.csv", b"\0" * 200_000_000)
    answer = await send(empty, made.getvalue())
    assert answer.status_code == 422


async def test_only_the_boards_systems_import_and_see_imports(empty: Any) -> None:
    done = await outcome(empty, DEMO)
    path = f"/v1/roster/imports/{done['importId']}"
    assert (await empty.get(path, "educator", empty.educators[0])).status_code == 403
    assert (await empty.get("/v1/roster/imports")).json()["items"][0]["importId"] == done["importId"]
    empty.board_id = UUID(int=7)
    assert (await empty.get(path)).status_code == 404


async def test_a_repeated_request_with_its_key_is_one_import(empty: Any) -> None:
    first = await send(empty, DEMO, **{"Idempotency-Key": "een"})
    again = await send(empty, DEMO, **{"Idempotency-Key": "een"})
    assert first.headers["location"] == again.headers["location"]


async def test_somebody_in_more_groups_than_can_be_told_rejects_the_package_and_says_so(
    school: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eigenwijs_shared.events.outbox.LARGEST", 300)
    shown = await outcome(school, DEMO)
    assert (shown["state"], [fault["code"] for fault in shown["errors"]]) == (
        "rejected",
        ["package.person_in_too_many"],
    )
    assert await school.announced() == []
