"""Packages made to measure, and the worker's part done at once."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import pytest

from profile_service.roster.actions import apply_next_package
from profile_service.roster.oneroster import FILES, TABLES

Rows = Mapping[str, Sequence[Mapping[str, str]]]
DELTA = {"status": "active", "dateLastModified": "2026-09-01T10:00:00.000Z"}


class Importing:
    """A board of which nothing is known yet, and a way to import into it."""

    def __init__(self, school: Any) -> None:
        self.school = school

    async def send(self, package: bytes, path: str = "/v1/roster/imports", **headers: str) -> Any:
        every = {**self.school.headers("sis"), "Content-Type": "application/zip", **headers}
        return await self.school.client.post(path, content=package, headers=every)

    async def apply(self, package: bytes, path: str = "/v1/roster/imports") -> dict[str, Any]:
        """Send it, let the worker work, and see what became of it."""
        accepted = await self.send(package, path)
        assert accepted.status_code == 202, accepted.text
        return await self.outcome(accepted.headers["location"])

    async def preview(self, package: bytes) -> dict[str, Any]:
        return await self.apply(package, "/v1/roster/imports?dryRun=true")

    async def decide(self, done: dict[str, Any], verb: str, subject: str = "client") -> Any:
        """`confirm` or `cancel`."""
        return await self.school.post(f"/v1/roster/imports/{done['importId']}/{verb}", {}, subject=subject)

    async def confirmed(self, package: bytes) -> dict[str, Any]:
        """Apply a bulk that ends so much that somebody must confirm it."""
        held = await self.apply(package)
        assert held["state"] == "held", held
        await self.decide(held, "confirm")
        return await self.again(held)

    async def outcome(self, location: str) -> dict[str, Any]:
        while await apply_next_package(self.school.sessions):
            pass
        found: dict[str, Any] = (await self.school.get(location)).json()
        return found

    async def again(self, done: dict[str, Any]) -> dict[str, Any]:
        return await self.outcome(f"/v1/roster/imports/{done['importId']}")

    async def learners(self) -> dict[str, dict[str, Any]]:
        page = (await self.school.get("/v1/learners?limit=200")).json()
        return {item["sourcedId"]: item for item in page["items"]}

    @staticmethod
    def bulk(rows: Rows) -> bytes:
        return pack(rows, mode="bulk")

    @staticmethod
    def delta(**rows: list[dict[str, str]]) -> bytes:
        """Files by their name without `.csv`."""
        return pack({f"{name}.csv": records for name, records in rows.items()}, mode="delta")


def pack(rows: Rows, *, mode: str) -> bytes:
    """A package with these files; `status` and `dateLastModified` are filled in where a delta needs them."""
    made = io.BytesIO()
    states = [f"file.{file.removesuffix('.csv')},{mode if file in rows else 'absent'}" for file in FILES]
    lines = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2", *states]
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("manifest.csv", "\r\n".join([*lines, ""]))
        for file, records in rows.items():
            names = [column.name for column in TABLES[file].columns]
            filled = [{**DELTA, **record} if mode == "delta" else record for record in records]
            cells = [",".join(record.get(name, "") for name in names) for record in filled]
            package.writestr(file, "\r\n".join([",".join(names), *cells, ""]))
    return made.getvalue()


def user(key: str, **values: str) -> dict[str, str]:
    names = {"givenName": f"Voor-{key}", "familyName": "Achter", "username": key}
    return {"sourcedId": key, "enabledUser": "true", **names, **values}


def role(key: str, kind: str, **values: str) -> dict[str, str]:
    named = {"sourcedId": f"rol-{key}-{kind}", "userSourcedId": key, "role": kind}
    return {**named, "roleType": "primary", "orgSourcedId": "s", **values}


def enrolled(key: str, kind: str = "student", **values: str) -> dict[str, str]:
    place = {"classSourcedId": "g", "schoolSourcedId": "s", "userSourcedId": key}
    return {"sourcedId": f"in-{key}", "role": kind, **place, **values}


@pytest.fixture
def small() -> dict[str, list[dict[str, str]]]:
    """One school, one class, a teacher, two pupils and a parent of one of them."""
    return {
        "orgs.csv": [{"sourcedId": "s", "name": "De Linde", "type": "school"}],
        "academicSessions.csv": [
            {
                "sourcedId": "y",
                "title": "2026-2027",
                "type": "schoolYear",
                "startDate": "2026-08-01",
                "endDate": "2027-07-31",
                "schoolYear": "2027",
            }
        ],
        "courses.csv": [{"sourcedId": "c", "title": "Groep 6", "orgSourcedId": "s", "grades": "groep-6"}],
        "classes.csv": [
            {
                "sourcedId": "g",
                "title": "6a",
                "courseSourcedId": "c",
                "classType": "homeroom",
                "schoolSourcedId": "s",
                "termSourcedIds": "y",
            }
        ],
        "users.csv": [user("juf"), user("noor"), user("sem"), user("moeder")],
        "roles.csv": [
            role("juf", "teacher"),
            role("noor", "student"),
            role("sem", "student"),
            role("moeder", "guardian"),
        ],
        "enrollments.csv": [enrolled("juf", "teacher"), enrolled("noor"), enrolled("sem")],
    }


@pytest.fixture
def many(small: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    """The small school with eight pupils more, ten in all."""
    more = [f"kind-{number}" for number in range(8)]
    return {
        **small,
        "users.csv": [*small["users.csv"], *map(user, more)],
        "roles.csv": [*small["roles.csv"], *(role(key, "student") for key in more)],
        "enrollments.csv": [*small["enrollments.csv"], *map(enrolled, more)],
    }


@pytest.fixture
def importing(school: Any) -> Importing:
    school.board_id = UUID(int=UUID(str(school.board_id)).int ^ 1)
    return Importing(school)
