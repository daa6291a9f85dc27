"""What is taken out and given back changes nothing."""

import errno
import io
import tempfile
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from services.profile.tests.roster.conftest import enrolled, role, user

from profile_service.roster.oneroster import FILES, open_package, validate, write_package

Files = dict[str, list[dict[str, str]]]
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=5)
NOTHING = {"added": 0, "changed": 0, "ended": 0}
DAYS = st.sampled_from(["", "2020-01-01", "2099-01-01"])
PUPILS = st.lists(
    st.fixed_dictionaries(
        {
            "givenName": NAMES,
            "familyName": NAMES | st.sampled_from(['van "t Hof', "Jansen, de", "O'Neill"]),
            "preferredGivenName": st.just("") | NAMES,
            "userMasterIdentifier": st.just("") | NAMES,
            "grades": st.sampled_from(["", "groep-6", "groep-6,groep-7"]),
            "enabledUser": st.sampled_from(["true", "false"]),
            "beginDate": DAYS,
            "endDate": DAYS,
            "role": st.sampled_from(["student", "teacher", "ext:stagiair"]),
        }
    ),
    max_size=5,
)


async def exported(importing: Any) -> bytes:
    answer = await importing.school.get("/v1/roster/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    found: bytes = answer.content
    return found


def with_pupils(small: Files, pupils: list[dict[str, str]]) -> Files:
    of_user = ("givenName", "familyName", "preferredGivenName", "userMasterIdentifier", "grades", "enabledUser")
    made = {file: list(rows) for file, rows in small.items()}
    for number, pupil in enumerate(pupils):
        key, days = f"p{number}", {name: pupil[name] for name in ("beginDate", "endDate")}
        made["users.csv"].append(user(key, **{name: pupil[name] for name in of_user}))
        made["roles.csv"].append(role(key, "student", **days))
        made["enrollments.csv"].append(enrolled(key, pupil["role"], **days))
    return made


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(PUPILS)
async def test_an_export_given_back_changes_nothing(importing: Any, small: Files, pupils: list[dict[str, str]]) -> None:
    importing.school.board_id = uuid4()
    assert (await importing.apply(write_package(with_pupils(small, pupils), "bulk")))["state"] == "applied"
    package = await exported(importing)
    told, people = await importing.school.announced(), await importing.learners()
    done = await importing.apply(package)
    assert (done["state"], done["changes"]) == ("applied", dict.fromkeys(done["changes"], NOTHING))
    assert (await importing.school.announced(), await importing.learners()) == (told, people)
    assert await exported(importing) == package


async def test_an_export_holds_everybody_with_a_name_and_no_parent(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    package = open_package(io.BytesIO(await exported(importing)))
    names = {row.values["sourcedId"]: row.values["givenName"] for row in package.rows("users.csv")}
    assert names == {"juf": "Voor-juf", "noor": "Voor-noor", "sem": "Voor-sem"}
    assert len(list(package.rows("enrollments.csv"))) == 3


async def test_what_deltas_left_dangling_is_mended_in_the_export(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    course, year = [{**small[file][0], "status": "tobedeleted"} for file in ("courses.csv", "academicSessions.csv")]
    await importing.apply(importing.delta(courses=[course], academicSessions=[year]))
    package = await exported(importing)
    assert validate(open_package(io.BytesIO(package))).diagnostics == []
    done = await importing.apply(package)
    assert (done["state"], done["changes"]["memberships"]) == ("applied", NOTHING)


async def test_a_board_without_a_roster_gives_an_empty_package(importing: Any) -> None:
    package = open_package(io.BytesIO(await exported(importing)))
    assert [len(list(package.rows(file))) for file in FILES if package.has(file)] == [0, 1, 0, 0, 0, 0, 0]


async def test_only_the_boards_systems_take_the_roster_out(school: Any) -> None:
    assert (await school.get("/v1/roster/export", "educator", school.educators[0])).status_code == 403


async def test_a_full_disk_gives_a_clear_problem(importing: Any, small: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    await importing.apply(importing.bulk(small))
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", full)
    answer = await importing.school.get("/v1/roster/export")
    assert (answer.status_code, answer.json()["type"]) == (507, "urn:eigenwijs:problem:disk-full")


async def test_a_disk_that_is_full_only_when_the_buffer_is_written_out_is_told_too(
    importing: Any, small: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    await importing.apply(importing.bulk(small))
    full = open("/dev/full", "w+b", buffering=1 << 22)  # noqa: SIM115, ASYNC230 - a device that is always full
    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", lambda *_: full)
    answer = await importing.school.get("/v1/roster/export")
    assert (answer.status_code, answer.json()["type"]) == (507, "urn:eigenwijs:problem:disk-full")
    assert full.closed
