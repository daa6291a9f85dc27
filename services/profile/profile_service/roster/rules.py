"""From the records of a roster to who there is: pure. Records name each other by sourcedId, as schools' systems do."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

Values = Mapping[str, str]
Record = dict[str, Any]


def kept_of(file: str, values: Values) -> Record:
    """What is remembered of a row: what people and groups are derived from, and never a name."""
    if file == "orgs.csv":
        return {"name": values["name"], "type": values["type"]}
    if file == "courses.csv":
        return {"grades": list_items(values["grades"])}
    if file == "classes.csv":
        return {
            "title": values["title"],
            "grades": list_items(values["grades"]),
            "course": values["courseSourcedId"],
            "school": values["schoolSourcedId"],
            "subject": next(iter(list_items(values.get("subjects", ""))), None),
        }
    if file == "users.csv":
        agents = list_items(values.get("agentSourcedIds", ""))
        kept: Record = {"grades": list_items(values["grades"]), "enabled": values["enabledUser"] != "false"}
        return {**kept, "agents": agents} if agents else kept
    if file == "demographics.csv" and values.get("birthDate"):
        return {"sixteen": month_after(values["birthDate"], years=16)}
    if file == "roles.csv":
        return {"user": values["userSourcedId"], "role": values["role"], "org": values["orgSourcedId"], **_days(values)}
    if file == "enrollments.csv":
        place = {"class": values["classSourcedId"], "user": values["userSourcedId"]}
        return {**place, "role": values["role"], **_days(values)}
    return {}


def month_after(birth_date: str, *, years: int) -> str:
    """The first day of the month after the birthday of that many years: enough to know, and no birth date is kept."""
    born = date.fromisoformat(birth_date)
    year, month = divmod((born.year + years) * 12 + born.month, 12)
    return date(year, month + 1, 1).isoformat()


def _days(values: Values) -> Record:
    return {"begins": values["beginDate"] or None, "ends": values["endDate"] or None}


def holds(record: Record, today: date) -> bool:
    """From the day it begins until the day it ends, that day not included (OneRoster 1.2, Role and Enrollment)."""
    day = today.isoformat()
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
    schools: set[str] = field(default_factory=set)
    learns_in: set[str] = field(default_factory=set)
    teaches: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is, by sourcedId."""

    schools: dict[str, str]
    groups: dict[str, Group]
    users: dict[str, User]


def derive(records: Mapping[str, Mapping[str, Record]], today: date) -> Roster:
    """`records` by file and sourcedId."""
    courses = records.get("courses.csv", {})
    groups = {key: _group(record, courses) for key, record in records.get("classes.csv", {}).items()}
    schools = _schools(records.get("orgs.csv", {}), {group.school for group in groups.values()})
    groups = {key: group for key, group in groups.items() if group.school in schools}
    users = {key: User(one["enabled"], one["grades"]) for key, one in records.get("users.csv", {}).items()}
    for role in records.get("roles.csv", {}).values():
        if role["user"] in users:
            _add_role(users[role["user"]], role, schools, today)
    for enrollment in records.get("enrollments.csv", {}).values():
        if enrollment["user"] in users and enrollment["class"] in groups:
            _enrol(users[enrollment["user"]], enrollment, today)
    _fill_grades(users.values(), groups)
    return Roster(schools, groups, users)


def _group(record: Record, courses: Mapping[str, Record]) -> Group:
    """A group without grades of its own has those of its course."""
    grades = record["grades"] or courses.get(record["course"], {}).get("grades", [])
    return Group(record["title"], record["school"], grades, slug(record["subject"]))


def _schools(orgs: Mapping[str, Record], of_groups: set[str]) -> dict[str, str]:
    """Organisations that are schools, or that have groups, by name; departments and districts are not."""
    return {key: org["name"] for key, org in orgs.items() if org["type"] == "school" or key in of_groups}


def _add_role(user: User, record: Record, schools: Mapping[str, str], today: date) -> None:
    learns, teaches, now = record["role"] == LEARNER, record["role"] in STAFF, holds(record, today)
    user.is_learner |= learns
    user.is_educator |= teaches
    user.learns_now |= learns and now
    user.teaches_now |= teaches and now
    if now and (learns or teaches) and record["org"] in schools:
        user.schools.add(record["org"])


def _enrol(user: User, record: Record, today: date) -> None:
    kind, now = MEMBER_ROLES.get(record["role"]), holds(record, today)
    if kind == "learner":
        user.is_learner = True
        user.learns_now |= now
        user.learns_in |= {record["class"]} if now else set()
    elif kind == "educator":
        user.is_educator = True
        user.teaches_now |= now
        user.teaches |= {record["class"]} if now else set()


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
