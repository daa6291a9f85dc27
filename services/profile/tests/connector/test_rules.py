"""From page to page and from try to try, by values."""

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eigenwijs_shared.models import UNSTORABLE
from profile_service.connector.messages import CODES, sentence
from profile_service.connector.rows import rows_of
from profile_service.connector.rules import (
    LONGEST_WAIT_S,
    Next,
    after,
    first_url,
    is_failure,
    links_of,
    minor_of,
    next_due,
    retry_after_s,
    wait_s,
)

FIRST = "https://sis.example/v1p2/users?limit=1000&offset=0"
NOON = datetime(2026, 9, 1, 12, 30, tzinfo=UTC)
MOMENT = "2026-09-01T12:30:00.000Z"


def by_offset(offset: int) -> str:
    return f"https://sis.example/v1p2/users?limit=1000&offset={offset}"


@pytest.mark.parametrize(
    ("headers", "on_page", "following"),
    [
        ({"link": '</v1p2/users?page=2>; rel="next"'}, 5, Next("https://sis.example/v1p2/users?page=2")),
        ({"link": '<https://sis.example/a>; rel="first"'}, 5, Next(None)),
        ({"link": '<https://sis.example/a>; rel="first"', "x-total-count": "6"}, 5, Next(by_offset(5))),
        ({"x-total-count": "5"}, 5, Next(None)),
        ({"x-total-count": "veel"}, 5, Next(by_offset(5), probing=True)),
        ({}, 5, Next(by_offset(5), probing=True)),
        ({"link": '<https://sis.example/a>; rel="next"'}, 0, Next(None)),
    ],
    ids=["link", "last by link", "counted more than linked", "all counted", "no count", "nothing said", "empty"],
)
def test_the_next_page_is_where_the_system_says_or_else_by_counting(
    headers: dict[str, str], on_page: int, following: Next
) -> None:
    assert after(FIRST, headers, on_page, 5, FIRST) == following


def test_addresses_in_links_may_have_commas_and_semicolons() -> None:
    header = '<https://a/?f=x,y;z>; title="a"; rel="prev", <https://a/?b=1>;rel=next;t=x, <https://a/2>; rel="last x"'
    assert links_of(header) == {
        "prev": "https://a/?f=x,y;z",
        "next": "https://a/?b=1",
        "last": "https://a/2",
        "x": "https://a/2",
    }


@given(st.text())
def test_any_header_can_be_read(text: str) -> None:
    links_of(text)
    retry_after_s(text, NOON)


_FIELD = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": "server_busy"}


@pytest.mark.parametrize(
    "body",
    [
        {"imsx_codeMajor": "failure", "imsx_CodeMinor": {"imsx_codeMinorField": [_FIELD]}},
        {"imsx_StatusInfo": {"imsx_codeMajor": "failure", "imsx_CodeMinor": {"imsx_codeMinorField": _FIELD}}},
        {"imsx_codeMajor": "failure", "imsx_codeMinor": {"imsx_codeMinorField": [_FIELD]}},
        {"statusInfoSet": [{"imsx_codeMajor": "failure", "imsx_codeMinor": "server_busy"}]},
        {"statusInfoSet": [{"imsx_codeMajor": "failure", "imsx_CodeMinor": "server_busy"}]},
    ],
    ids=["1.2", "1.2 wrapped", "1.2 in the case of its schema", "1.1", "1.1 in capitals"],
)
def test_every_shape_of_error_gives_its_reason(body: dict[str, Any]) -> None:
    assert (is_failure(body), minor_of(body)) == (True, "server_busy")


_NAMES = st.sampled_from(["imsx_codeMinorField", "imsx_codeMinorFieldValue"]) | st.text()


@given(st.recursive(st.none() | st.integers() | st.text(), lambda of: st.lists(of) | st.dictionaries(_NAMES, of)))
def test_any_error_can_be_read(body: Any) -> None:
    assert minor_of({"imsx_StatusInfo": body}) == "-"
    assert minor_of({"imsx_CodeMinor": body}) == "-"


_COLLECTIONS = st.sampled_from(["orgs", "users", "classes", "enrollments", "terms", "demographics"])
_WORDS = st.sampled_from(["status", "roles", "org", "orgs", "grades", "terms", "user", "role", "type", "agents"])
_THINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda of: st.lists(of, max_size=3) | st.dictionaries(_WORDS | st.text(), of, max_size=4),
)


@given(_COLLECTIONS, st.dictionaries(_WORDS, _THINGS))
def test_any_object_gives_rows_of_texts(collection: str, item: dict[str, Any]) -> None:
    made = rows_of(collection, [{**item, "sourcedId": "a"}, item], moment=MOMENT)
    values: list[Any] = [value for rows in made.values() for row in rows for value in row.values()]
    assert values
    assert {type(value) for value in values} == {str}
    assert not UNSTORABLE.search("".join(values))


def test_a_tombstone_has_no_name_in_it() -> None:
    gone = {"sourcedId": "noor", "status": "tobedeleted", "givenName": "Noor", "familyName": "Jansen"}
    assert "Jansen" not in str(rows_of("users", [gone], moment=MOMENT))


def test_a_role_keeps_its_id_from_pull_to_pull() -> None:
    user = {"sourcedId": "noor", "roles": [{"role": "student", "roleType": "primary", "org": {"sourcedId": "s"}}]}
    one = rows_of("users", [user], moment=MOMENT)["roles.csv"][0]
    other = rows_of("users", [user], moment="2027-01-01T00:00:00Z")["roles.csv"][0]
    assert one["sourcedId"] == other["sourcedId"]


def test_changes_are_asked_since_a_moment_in_utc() -> None:
    assert first_url("https://a/v1p2/", "orgs", NOON).startswith("https://a/v1p2/orgs?limit=1000&offset=0")
    assert "filter=dateLastModified%3E%3D%272026-09-01T12%3A30%3A00.000Z%27" in first_url("https://a", "orgs", NOON)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("120", 120.0), ("Tue, 01 Sep 2026 12:31:00 GMT", 60.0), ("Tue, 01 Sep 2020 12:31:00 GMT", 0.0), ("straks", None)],
)
def test_retry_after_comes_as_seconds_or_as_a_date(text: str, seconds: float | None) -> None:
    assert retry_after_s(text, NOON) == seconds


@given(st.integers(0, 50), st.none() | st.floats(0, 1e9), st.integers())
def test_a_wait_is_never_shorter_than_asked_nor_without_end(tries: int, asked: float | None, seed: int) -> None:
    waited = wait_s(tries, asked, Random(seed))
    assert min(asked or 0.0, LONGEST_WAIT_S) <= waited <= LONGEST_WAIT_S * 1.1


@pytest.mark.parametrize(
    ("schedule", "hour", "due"),
    [
        ("off", 3, None),
        ("hourly", 3, datetime(2026, 9, 1, 13, tzinfo=UTC)),
        ("daily", 13, datetime(2026, 9, 1, 13, tzinfo=UTC)),
        ("daily", 12, datetime(2026, 9, 2, 12, tzinfo=UTC)),
    ],
)
def test_a_schedule_says_when_the_next_is_due(schedule: str, hour: int, due: datetime | None) -> None:
    assert next_due(schedule, hour, NOON) == due


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    problem = {"code": code, "part": "users", "status": 500, "minor": "-", "found": 1, "promised": 2}
    problem |= {"import_id": "…", "state": "rejected"}
    assert sentence(problem, "nl") != sentence(problem, "en")
