"""From the records of a roster to who there is: pure. Records name each other by sourcedId, as schools' systems do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    if file == "classes.csv":
        return {
            "title": values["title"],
            "grades": list_items(values["grades"]),
            "school": values["schoolSourcedId"],
            "subject": next(iter(list_items(values.get("subjects", ""))), None),
        }
    if file == "users.csv":
        return {"grades": list_items(values["grades"]), "enabled": values["enabledUser"] != "false"}
    if file == "roles.csv":
        return {"user": values["userSourcedId"], "role": values["role"], "org": values["orgSourcedId"]}
    if file == "enrollments.csv":
        return {"class": values["classSourcedId"], "user": values["userSourcedId"], "role": values["role"]}
    return {}


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    school: str
    grades: list[str]
    subject: str | None


@dataclass(slots=True)
class User:
    """A user as the records say: learner, educator, both or neither."""

    active: bool
    grades: list[str]
    is_learner: bool = False
    is_educator: bool = False
    schools: set[str] = field(default_factory=set)
    learns_in: set[str] = field(default_factory=set)
    teaches: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who there is, by sourcedId."""

    schools: dict[str, str]
    groups: dict[str, Group]
    users: dict[str, User]


def derive(records: Mapping[str, Mapping[str, Record]]) -> Roster:
    """`records` by file and sourcedId."""
    groups = {key: _group(record) for key, record in records.get("classes.csv", {}).items()}
    schools = _schools(records.get("orgs.csv", {}), {group.school for group in groups.values()})
    groups = {key: group for key, group in groups.items() if group.school in schools}
    users = {key: User(one["enabled"], one["grades"]) for key, one in records.get("users.csv", {}).items()}
    for role in records.get("roles.csv", {}).values():
        if role["user"] in users:
            _add_role(users[role["user"]], role["role"], role["org"], schools)
    for enrollment in records.get("enrollments.csv", {}).values():
        if enrollment["user"] in users and enrollment["class"] in groups:
            _enrol(users[enrollment["user"]], enrollment["role"], enrollment["class"])
    _fill_grades(users.values(), groups)
    return Roster(schools, groups, users)


def _group(record: Record) -> Group:
    return Group(record["title"], record["school"], record["grades"], slug(record["subject"]))


def _schools(orgs: Mapping[str, Record], of_groups: set[str]) -> dict[str, str]:
    """Organisations that are schools, or that have groups, by name; departments and districts are not."""
    return {key: org["name"] for key, org in orgs.items() if org["type"] == "school" or key in of_groups}


def _add_role(user: User, role: str, org: str, schools: Mapping[str, str]) -> None:
    user.is_learner |= role == LEARNER
    user.is_educator |= role in STAFF
    if org in schools:
        user.schools.add(org)


def _enrol(user: User, role: str, group: str) -> None:
    kind = MEMBER_ROLES.get(role)
    if kind == "learner":
        user.is_learner = True
        user.learns_in.add(group)
    elif kind == "educator":
        user.is_educator = True
        user.teaches.add(group)


def _fill_grades(users: Iterable[User], groups: Mapping[str, Group]) -> None:
    """A learner without grades of its own has those of its groups."""
    for user in users:
        if not user.grades:
            user.grades = sorted({grade for key in user.learns_in for grade in groups[key].grades})
        user.schools |= {groups[key].school for key in user.learns_in | user.teaches}


def slug(subject: str | None) -> str | None:
    """`Rekenen en wiskunde` → `rekenen-en-wiskunde`."""
    if not subject:
        return None
    words = "".join(character if character.isalnum() else " " for character in subject.lower()).split()
    return "-".join(words) or None
