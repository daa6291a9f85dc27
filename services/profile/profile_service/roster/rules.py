"""From the records of a roster to who there is: pure. Records name each other by sourcedId, as schools' systems do."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from profile_service.roster.oneroster import list_items

STAFF = frozenset(
    {
        "administrator", "aide", "counselor", "districtAdministrator", "principal", "proctor", "siteAdministrator",
        "systemAdministrator", "teacher",
    }
)  # fmt: skip
LEARNER = "student"
MEMBER_ROLES = {"student": "learner", "teacher": "educator", "aide": "educator", "administrator": "educator"}

LAST_YEAR = 9900
"""A birth date in the year 9999 is somebody's mistake, and no reason to refuse a whole package."""

Values = Mapping[str, str]
Record = dict[str, Any]


def kept_of(file: str, values: Values) -> Record:
    """What is remembered of a row: what people and groups are derived from or an export must say; never a name."""
    if file == "orgs.csv":
        return {"name": values["name"], "type": values["type"]}
    if file == "academicSessions.csv":
        days = {"from": values["startDate"], "to": values["endDate"], "year": values["schoolYear"]}
        return {"title": values["title"], "type": values["type"], **days}
    if file == "courses.csv":
        return {"grades": list_items(values["grades"]), "title": values["title"], "org": values["orgSourcedId"]}
    if file == "classes.csv":
        return {
            "title": values["title"],
            "grades": list_items(values["grades"]),
            "course": values["courseSourcedId"],
            "school": values["schoolSourcedId"],
            "subject": next(iter(list_items(values.get("subjects", ""))), None),
            "type": values["classType"],
            "terms": list_items(values["termSourcedIds"]),
        }
    if file == "users.csv":
        agents = list_items(values.get("agentSourcedIds", ""))
        kept: Record = {"grades": list_items(values["grades"]), "enabled": values["enabledUser"] != "false"}
        return {**kept, "agents": agents} if agents else kept
    if file == "demographics.csv" and values.get("birthDate"):
        return {"sixteen": month_after(values["birthDate"], years=16)}
    if file == "roles.csv":
        held = {"role": values["role"], "rank": values["roleType"], "org": values["orgSourcedId"]}
        return {"user": values["userSourcedId"], **held, **_days(values)}
    if file == "enrollments.csv":
        place = {"class": values["classSourcedId"], "user": values["userSourcedId"]}
        return {**place, "role": values["role"], **_days(values)}
    return {}


def month_after(birth_date: str, *, years: int) -> str:
    """The first day of the month after the birthday of that many years: enough to know, and no birth date is kept."""
    born = date.fromisoformat(birth_date)
    year, month = divmod((born.year + years) * 12 + born.month, 12)
    return date(min(year, LAST_YEAR), month + 1, 1).isoformat()


def _days(values: Values) -> Record:
    return {"begins": values["beginDate"] or None, "ends": values["endDate"] or None}


def holds(record: Record, today: date) -> bool:
    """From the day it begins until the day it ends, that day not included (OneRoster 1.2, Role and Enrollment)."""
    return _holds(record, today.isoformat())


def _holds(record: Record, day: str) -> bool:
    return (record["begins"] is None or record["begins"] <= day) and (record["ends"] is None or day < record["ends"])


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    school: str
    grades: list[str]
    subject: str | None


@dataclass(slots=True)
class User:
    """A user as the records say: learner, educator, both or neither; and whether it still, or already, is."""

    enabled: bool
    grades: list[str]
    is_learner: bool = False
    is_educator: bool = False
    learns_now: bool = False
    teaches_now: bool = False
    # Frozen, and so one empty set for all: a board has 100,000 users.
    schools: frozenset[str] = frozenset()
    learns_in: frozenset[str] = frozenset()
    teaches: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is, by sourcedId."""

    schools: dict[str, str]
    groups: dict[str, Group]
    users: dict[str, User]


DERIVED_FROM = ("orgs.csv", "courses.csv", "classes.csv", "users.csv", "roles.csv", "enrollments.csv")


def derive(records: Mapping[str, Mapping[str, Record]], today: date) -> Roster:
    """`records` by file and sourcedId."""
    deriving = Deriving(today)
    for file in DERIVED_FROM:
        for sourced_id, record in records.get(file, {}).items():
            deriving.take(file, sourced_id, record)
    return deriving.roster()


class Deriving:
    """Takes records one by one, the files in the order of DERIVED_FROM, and holds on to as little as it can."""

    def __init__(self, today: date) -> None:
        self._day = today.isoformat()
        self._orgs: dict[str, Record] = {}
        self._courses: dict[str, Record] = {}
        self._classes: dict[str, Record] = {}
        self._users: dict[str, User] = {}
        self._places: tuple[dict[str, str], dict[str, Group]] | None = None

    def take(self, file: str, sourced_id: str, record: Record) -> None:
        key = sys.intern(sourced_id)
        if file == "orgs.csv":
            self._orgs[key] = record
        elif file == "courses.csv":
            self._courses[key] = record
        elif file == "classes.csv":
            self._classes[key] = record
        elif file == "users.csv":
            self._users[key] = User(record["enabled"], _interned(record["grades"]))
        elif file == "roles.csv" and record["user"] in self._users:
            schools, _ = self._known_places()
            _add_role(self._users[record["user"]], record, schools, self._day)
        elif file == "enrollments.csv" and record["user"] in self._users:
            _, groups = self._known_places()
            if record["class"] in groups:
                _enrol(self._users[record["user"]], record, self._day)

    def roster(self) -> Roster:
        schools, groups = self._known_places()
        _fill_grades(self._users.values(), groups)
        return Roster(schools, groups, self._users)

    def _known_places(self) -> tuple[dict[str, str], dict[str, Group]]:
        """Schools and groups, once no more records of them come."""
        if self._places is None:
            groups = {key: _group(record, self._courses) for key, record in self._classes.items()}
            schools = _schools(self._orgs, {group.school for group in groups.values()})
            self._places = schools, {key: group for key, group in groups.items() if group.school in schools}
        return self._places


def _interned(words: Iterable[str]) -> list[str]:
    return [sys.intern(word) for word in words]


def _group(record: Record, courses: Mapping[str, Record]) -> Group:
    """A group without grades of its own has those of its course."""
    grades = record["grades"] or courses.get(record["course"], {}).get("grades", [])
    return Group(record["title"], sys.intern(record["school"]), grades, slug(record["subject"]))


def _schools(orgs: Mapping[str, Record], of_groups: set[str]) -> dict[str, str]:
    """Organisations that are schools, or that have groups, by name; departments and districts are not."""
    return {key: org["name"] for key, org in orgs.items() if org["type"] == "school" or key in of_groups}


def _add_role(user: User, record: Record, schools: Mapping[str, str], day: str) -> None:
    learns, teaches, now = record["role"] == LEARNER, record["role"] in STAFF, _holds(record, day)
    user.is_learner |= learns
    user.is_educator |= teaches
    user.learns_now |= learns and now
    user.teaches_now |= teaches and now
    if now and (learns or teaches) and record["org"] in schools:
        user.schools |= {sys.intern(record["org"])}


def _enrol(user: User, record: Record, day: str) -> None:
    kind, now = MEMBER_ROLES.get(record["role"]), _holds(record, day)
    places = {sys.intern(record["class"])} if now else set()
    if kind == "learner":
        user.is_learner = True
        user.learns_now |= now
        user.learns_in |= places
    elif kind == "educator":
        user.is_educator = True
        user.teaches_now |= now
        user.teaches |= places


def _fill_grades(users: Iterable[User], groups: Mapping[str, Group]) -> None:
    """A learner without grades of its own has those of its groups."""
    for user in users:
        if not user.grades:
            user.grades = sorted({grade for key in user.learns_in for grade in groups[key].grades})
        user.schools |= {groups[key].school for key in user.learns_in | user.teaches}


def slug(subject: str | None) -> str | None:
    """`Rekenen en wiskunde` → `rekenen-en-wiskunde`, as the goals of that subject have it."""
    plain = unicodedata.normalize("NFKD", subject or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-") or None
