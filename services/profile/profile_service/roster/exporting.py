"""The board's present roster as a OneRoster 1.2 bulk package: given back to the board, it changes nothing.

What we never kept cannot be in it: of parents no name, of learners no e-mail or birth date. A user name is the
sourcedId, for the binding wants one and we keep none.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.roster import store
from profile_service.roster.oneroster import PackageWriter
from profile_service.roster.rules import Record
from profile_service.tables import person

Values = dict[str, str]
FILES = (
    *("orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv"),
    *("users.csv", "roles.csv", "enrollments.csv"),
)
_NO_NAME = "-"


@dataclass(slots=True)
class _There:
    """What rows may refer to: a delta may have taken away what others still name."""

    orgs: set[str] = field(default_factory=set)
    sessions: list[str] = field(default_factory=list)
    courses: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)


async def write_roster(session: AsyncSession, out: IO[bytes], *, today: date) -> None:
    """Write it file by file, some rows at a time."""
    with PackageWriter(out, FILES, "bulk") as package:
        there = _There()
        await _write_places(session, package, there, today)
        await _write_users(session, package, there)
        async for part in store.records(session, "roles.csv"):
            await _write(package, "roles.csv", (_role(key, one) for key, one in part if _role_is_whole(one, there)))
        async for part in store.records(session, "enrollments.csv"):
            rows = [_enrolment(key, one, there) for key, one in part if _enrolment_is_whole(one, there)]
            await _write(package, "enrollments.csv", rows)


async def _write(package: PackageWriter, file: str, rows: Iterable[Mapping[str, str]]) -> None:
    await asyncio.to_thread(package.write, file, rows)


async def _write_places(session: AsyncSession, package: PackageWriter, there: _There, today: date) -> None:
    orgs = await _all(session, "orgs.csv")
    there.orgs = set(orgs)
    await _write(package, "orgs.csv", [{"sourcedId": key, **one} for key, one in orgs.items()])
    years = [_session(key, one) for key, one in (await _all(session, "academicSessions.csv")).items()]
    years = [year for year in years if year["title"]] or [_this_year(today)]
    there.sessions = [year["sourcedId"] for year in years]
    await _write(package, "academicSessions.csv", years)
    courses = await _all(session, "courses.csv")
    classes = {key: one for key, one in (await _all(session, "classes.csv")).items() if one["school"] in there.orgs}
    await _write(package, "courses.csv", _courses(courses, classes, there))
    there.classes = {key: one["school"] for key, one in classes.items()}
    await _write(package, "classes.csv", [_class(key, one, there) for key, one in classes.items()])


async def _all(session: AsyncSession, file: str) -> dict[str, Record]:
    return {key: one async for part in store.records(session, file) for key, one in part}


def _session(key: str, one: Record) -> Values:
    days = {"startDate": one.get("from", ""), "endDate": one.get("to", ""), "schoolYear": one.get("year", "")}
    return {"sourcedId": key, "title": one.get("title", ""), "type": one.get("type", ""), **days}


def _this_year(today: date) -> Values:
    """For records of before sessions were kept: a class must be in one. School years turn on 1 August."""
    first = today.year if today.month >= 8 else today.year - 1
    days = {"startDate": f"{first}-08-01", "endDate": f"{first + 1}-07-31", "schoolYear": str(first + 1)}
    return {"sourcedId": "eigenwijs-year", "title": f"{first}-{first + 1}", "type": "schoolYear", **days}


def _courses(courses: Mapping[str, Record], classes: Mapping[str, Record], there: _There) -> list[Values]:
    """Those that are kept, and one in the place of each that only a class still names."""
    schools = {one["course"]: one["school"] for one in classes.values()}
    first = min(there.orgs, default="")
    rows = [{"sourcedId": key, "title": key, "orgSourcedId": schools[key]} for key in schools if key not in courses]
    for key, one in courses.items():
        org = one["org"] if one.get("org") in there.orgs else schools.get(key, first)
        if org:
            said = {"title": one.get("title") or key, "grades": ",".join(one["grades"])}
            rows.append({"sourcedId": key, **said, "orgSourcedId": org})
    return rows


def _class(key: str, one: Record, there: _There) -> Values:
    terms = [term for term in one.get("terms", ()) if term in there.sessions] or there.sessions[:1]
    return {
        "sourcedId": key,
        "title": one["title"],
        "grades": ",".join(one["grades"]),
        "courseSourcedId": one["course"],
        "classType": one.get("type", "homeroom"),
        "schoolSourcedId": one["school"],
        "termSourcedIds": ",".join(terms),
        "subjects": one["subject"] or "",
    }


async def _write_users(session: AsyncSession, package: PackageWriter, there: _There) -> None:
    async for part in store.records(session, "users.csv"):
        keys = [key for key, _ in part]
        named = await session.execute(select(person).where(person.c.sourced_id.in_(keys)))
        names = {row.sourced_id: (row.given, row.family, row.eck_id) for row in named}
        there.users.update(names)
        await _write(package, "users.csv", [_user(key, one, *names[key]) for key, one in part if key in names])


def _user(key: str, one: Record, given: str | None, family: str | None, eck_id: str | None) -> Values:
    return {
        "sourcedId": key,
        "enabledUser": "true" if one["enabled"] else "false",
        "username": key,
        "givenName": given or _NO_NAME,
        "familyName": family or _NO_NAME,
        "grades": ",".join(one["grades"]),
        "userMasterIdentifier": eck_id or "",
    }


def _role_is_whole(one: Record, there: _There) -> bool:
    return one["user"] in there.users and one["org"] in there.orgs


def _role(key: str, one: Record) -> Values:
    held = {"userSourcedId": one["user"], "roleType": one.get("rank", "primary"), "role": one["role"]}
    return {"sourcedId": key, **held, **_days(one), "orgSourcedId": one["org"]}


def _enrolment_is_whole(one: Record, there: _There) -> bool:
    return one["user"] in there.users and one["class"] in there.classes


def _enrolment(key: str, one: Record, there: _There) -> Values:
    place = {"classSourcedId": one["class"], "schoolSourcedId": there.classes[one["class"]]}
    return {"sourcedId": key, **place, "userSourcedId": one["user"], "role": one["role"], **_days(one)}


def _days(one: Record) -> Values:
    return {"beginDate": one["begins"] or "", "endDate": one["ends"] or ""}
