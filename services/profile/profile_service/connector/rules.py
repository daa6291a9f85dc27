"""How a pull goes from page to page and from try to try: pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2

LIMIT = 1_000
"""Objects asked for in a page; a system gives fewer if it likes."""
MARGIN = timedelta(minutes=10)
"""Clocks differ, and what was being written as the last pull began was perhaps not in it."""
MOST_TRIES = 8
FIRST_WAIT_S, LONGEST_WAIT_S = 2.0, 900.0

CORE = ["orgs", "academicSessions", "courses", "classes", "users", "enrollments"]
INSTEAD = {"orgs": ["schools"], "academicSessions": ["terms"], "users": ["students", "teachers"], "demographics": []}
"""What to ask a system that lacks a collection for; schools, terms, students and teachers are parts of the first."""
NAMED = {"schools": "orgs", "terms": "academicSessions", "students": "users", "teachers": "users"}
"""How the list in the answer is called where it is not called like the collection."""


def first_url(base_url: str, collection: str, since: datetime | None) -> str:
    """Sorted, so that pages by offset do not shift; changed since, if that is asked."""
    asked = {"limit": str(LIMIT), "offset": "0", "sort": "sourcedId", "orderBy": "asc"}
    if since is not None:
        moment = since.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        asked["filter"] = f"dateLastModified>='{moment}'"
    return f"{base_url.rstrip('/')}/{collection}?{urlencode(asked)}"


def items_in(body: Any, collection: str) -> list[dict[str, Any]] | None:
    """The objects of a page; None where it is no page of that collection."""
    found = body
    if isinstance(body, Mapping):
        lists = [value for value in body.values() if isinstance(value, list)]
        found = body.get(NAMED.get(collection, collection), body.get(collection))
        if found is None and len(lists) == 1 and len(body) == 1:
            found = lists[0]
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        return None
    return found


_MINORS = frozenset(
    {
        "invalid_filter_field", "invalid_selection_field", "invalid_sort_field", "invaliddata", "unauthorisedrequest",
        "forbidden", "server_busy", "unknownobject", "internal_server_error",
    }
)  # fmt: skip


def minor_of(body: Any) -> str:
    """The reason in an error, or `-`: only words of the standard, for others may be anything."""
    for info in _status_infos(body):
        minor = info.get("imsx_CodeMinor", info.get("imsx_codeMinor"))
        fields = minor.get("imsx_codeMinorField") if isinstance(minor, Mapping) else minor
        for field in fields if isinstance(fields, list) else [fields]:
            value = field.get("imsx_codeMinorFieldValue") if isinstance(field, Mapping) else field
            if isinstance(value, str) and value in _MINORS:
                return value
    return "-"


def _status_infos(body: Any) -> list[Mapping[str, Any]]:
    """`imsx_StatusInfo`, bare or wrapped, as 1.2 has it; or a `statusInfoSet` as 1.1 had."""
    if not isinstance(body, Mapping):
        return []
    several = body.get("statusInfoSet")
    found = several if isinstance(several, list) else [body.get("imsx_StatusInfo", body)]
    return [info for info in found if isinstance(info, Mapping)]


def is_failure(body: Any) -> bool:
    """Some systems say `failure` with a status of 200."""
    return any(info.get("imsx_codeMajor") == "failure" for info in _status_infos(body))


@dataclass(frozen=True, slots=True)
class Next:
    """`url` None: the collection is at its end. `probing`: nobody promised that there is more."""

    url: str | None
    probing: bool = False


def after(asked: str, headers: Mapping[str, str], on_page: int, so_far: int, first: str) -> Next:
    """Where the page after this one is: by `Link`, else by offset until all that were counted have come.

    `so_far` counts all objects of the collection, this page's included. Who gives neither Link nor count is asked
    for more until an empty page comes.
    """
    if on_page == 0:
        return Next(None)
    links = links_of(headers.get("link", ""))
    if "next" in links:
        return Next(urljoin(asked, links["next"]))
    total = total_of(headers)
    by_offset = str(httpx2.URL(first).copy_set_param("offset", str(so_far)))
    if total is not None:
        return Next(by_offset if so_far < total else None)
    return Next(None) if links else Next(by_offset, probing=True)


def links_of(header: str) -> dict[str, str]:
    """Targets by relation (RFC 8288); an address may itself have commas and semicolons."""
    found: dict[str, str] = {}
    rest = header
    while "<" in rest:
        target, _, rest = rest.partition("<")[2].partition(">")
        parameters, opens, following = rest.partition("<")
        rest = opens + following
        for parameter in parameters.rstrip(" ,").split(";"):
            name, _, value = parameter.strip().rstrip(",").partition("=")
            if name.strip().lower() == "rel":
                for relation in value.strip().strip('"').lower().split():
                    found.setdefault(relation, target.strip())
    return found


def total_of(headers: Mapping[str, str]) -> int | None:
    value = headers.get("x-total-count", "").strip()
    return int(value) if value.isdecimal() and value.isascii() and len(value) < 10 else None


def same_server(url: str, base_url: str) -> bool:
    """The token is for that server alone."""
    one, other = (httpx2.URL(each) for each in (url, base_url))
    return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port) and not urlsplit(url).username


def digest_of(items: Sequence[Mapping[str, Any]]) -> str:
    """By which a page is known again."""
    ids = json.dumps([str(item.get("sourcedId")) for item in items])
    return hashlib.blake2b(ids.encode(), digest_size=12).hexdigest()


def retry_after_s(value: str, now: datetime) -> float | None:
    """`Retry-After` in seconds or as a date (RFC 9110 §10.2.3)."""
    if value.strip().isdecimal() and value.isascii():
        return float(value.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value).astimezone(UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def wait_s(tries: int, asked: float | None, rng: Random) -> float:
    """Twice as long each time, a quarter of it by chance, so that not all boards come back at once; never sooner than
    was asked, within reason."""
    own: float = min(FIRST_WAIT_S * 2.0**tries, LONGEST_WAIT_S)
    jittered = own * rng.uniform(0.75, 1.0)
    if asked is None:
        return jittered
    return max(jittered, min(asked, LONGEST_WAIT_S) * rng.uniform(1.0, 1.1))


def next_due(schedule: str, hour: int, now: datetime) -> datetime | None:
    """The first moment after now at which the schedule wants a sync; all in UTC."""
    if schedule == "off":
        return None
    if schedule == "hourly":
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
