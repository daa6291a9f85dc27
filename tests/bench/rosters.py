"""A whole board's roster, made to measure: 50,000 learners in four groups each; and how an import of it goes."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

from embedded.records import Records
from profile_service.roster.oneroster import write_package
from tests.journeys.suite import Suite

Json = dict[str, Any]

Rows = Iterator[Mapping[str, str]]
SCHOOLS = 50
A_GROUP = 25
GROUPS_OF_ONE = 4


def make_package(learners: int) -> bytes:
    """Bulk: `learners`, four enrolments each, an educator for every group of 25."""
    groups = learners // A_GROUP
    files: dict[str, Rows] = {
        "orgs.csv": ({"sourcedId": f"s{n}", "name": f"School {n}", "type": "school"} for n in range(SCHOOLS)),
        "academicSessions.csv": iter([_YEAR]),
        "courses.csv": iter([{"sourcedId": "c", "title": "Groep 6", "orgSourcedId": "s0", "grades": "groep-6"}]),
        "classes.csv": (_class(number) for number in range(groups * GROUPS_OF_ONE)),
        "users.csv": _users(learners, groups),
        "roles.csv": _roles(learners, groups),
        "enrollments.csv": _enrolments(learners, groups),
    }
    return write_package(files, "bulk")


_YEAR = {
    "sourcedId": "y",
    "title": "2026-2027",
    "type": "schoolYear",
    "startDate": "2026-08-01",
    "endDate": "2027-07-31",
    "schoolYear": "2027",
}


def _class(number: int) -> dict[str, str]:
    place = {"courseSourcedId": "c", "schoolSourcedId": f"s{number % SCHOOLS}", "termSourcedIds": "y"}
    return {"sourcedId": f"g{number}", "title": f"Klas {number}", "classType": "scheduled", **place}


def _users(learners: int, educators: int) -> Rows:
    for number in range(learners):
        yield _user(f"leerling-{number:06}", f"Voornaam{number}", f"Achternaam{number * 7919 % 9973}")
    for number in range(educators):
        yield _user(f"leraar-{number:05}", f"Leraar{number}", f"Achternaam{number * 7919 % 9973}")


def _user(key: str, given: str, family: str) -> dict[str, str]:
    return {"sourcedId": key, "enabledUser": "true", "username": key, "givenName": given, "familyName": family}


def _roles(learners: int, educators: int) -> Rows:
    for number in range(learners):
        yield _role(f"leerling-{number:06}", "student", number // A_GROUP)
    for number in range(educators):
        yield _role(f"leraar-{number:05}", "teacher", number)


def _role(key: str, role: str, group: int) -> dict[str, str]:
    org = f"s{group % SCHOOLS}"
    return {"sourcedId": f"r-{key}", "userSourcedId": key, "roleType": "primary", "role": role, "orgSourcedId": org}


def _enrolments(learners: int, groups: int) -> Rows:
    for number in range(learners):
        for which in range(GROUPS_OF_ONE):
            group = (number // A_GROUP + which * groups) % (groups * GROUPS_OF_ONE)
            yield _enrolment(f"leerling-{number:06}", "student", group)
    for group in range(groups * GROUPS_OF_ONE):
        yield _enrolment(f"leraar-{group % groups:05}", "teacher", group)


def _enrolment(key: str, role: str, group: int) -> dict[str, str]:
    place = {"classSourcedId": f"g{group}", "schoolSourcedId": f"s{group % SCHOOLS}", "userSourcedId": key}
    return {"sourcedId": f"e-{key}-{group}", "role": role, **place}


async def import_twice(suite: Suite, learners: int) -> list[Json]:
    """Seconds, largest MB and state of an import, and of the same package again; a board and a process of its own."""
    assert suite.folder is not None
    environ = psutil.Process(Records(suite.folder / "processes.json").running()["profile"]).environ()
    board_id, package = str(uuid4()), suite.folder / "bench-roster.zip"
    package.write_bytes(make_package(learners))
    with held_back(suite, "profile-worker"):
        return [await _import_once(environ["EW_DATABASE_URL"], board_id, package) for _ in range(2)]


async def _import_once(url: str, board_id: str, package: Path) -> Json:
    with package.open("rb") as sent:
        once = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench.import_once", url, board_id), stdin=sent, stdout=subprocess.PIPE
        )
        said, _ = await once.communicate()
    found: Json = json.loads(said)
    assert found["state"] == "applied", found
    return found


@contextmanager
def held_back(suite: Suite, name: str) -> Iterator[None]:
    """That process of the suite waits meanwhile: what is measured would not begin, or not be alone, with it."""
    assert suite.folder is not None
    worker = psutil.Process(Records(suite.folder / "processes.json").running()[name])
    family = [worker, *worker.children(recursive=True)]
    for process in family:
        process.suspend()
    try:
        yield
    finally:
        for process in family:
            process.resume()
