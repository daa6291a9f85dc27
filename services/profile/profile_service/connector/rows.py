"""From objects as a student system gives them to rows of OneRoster files: lenient with what comes, and pure.

Only the columns that a roster needs: no mail, no telephone, of demographics the birth date alone.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eigenwijs_shared.models import UNSTORABLE
from profile_service.roster.oneroster import TABLES

Item = Mapping[str, Any]
FileRow = dict[str, str]
Made = dict[str, list[FileRow]]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?=T|$)")
_MOMENT = re.compile(r"[0-9-]{10}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})")
_KIND = {"students": "student", "teachers": "teacher"}
_ROLE_NOW = {"administrator": "siteAdministrator"}
"""What 1.1 called them; of enrolments 1.2 calls them so still."""
_FILLED = {"enum": "", "guid": "-", "date": "1970-01-01", "year": "1970", "boolean": "false", "string": "-"}


def rows_of(collection: str, items: Iterable[Item], *, moment: str) -> Made:
    """Rows by file; `moment` stands for a missing dateLastModified. What has no sourcedId cannot be spoken of."""
    made: Made = {}
    for item in items:
        if _text(item.get("sourcedId")):
            for file, row in _MAKERS[collection](item, collection):
                made.setdefault(file, []).append(_finished(file, row, item, moment))
    return made


def role_id(user: str, row: FileRow) -> str:
    """Roles have no id of their own in the web service: the same role of the same user is the same row every time."""
    key = json.dumps([user, row["role"], row["orgSourcedId"], row.get("beginDate", "")])
    return f"role-{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def ended(file: str, sourced_id: str, moment: str) -> FileRow:
    """A row that says of one of the board's records that it is no more."""
    return _finished(file, {"sourcedId": sourced_id}, {"status": "tobedeleted"}, moment)


def _finished(file: str, row: FileRow, item: Item, moment: str) -> FileRow:
    modified = _text(item.get("dateLastModified"))
    status = "tobedeleted" if _text(item.get("status")).lower() in ("tobedeleted", "inactive") else "active"
    row = {name: value for name, value in row.items() if value}
    row |= {"status": status, "dateLastModified": modified if _MOMENT.fullmatch(modified) else moment}
    return _with_rest(file, row) if status == "tobedeleted" else row


def _with_rest(file: str, row: FileRow) -> FileRow:
    """A tombstone may be bare, while a file wants its columns filled; and of who goes, no name need come along."""
    for column in TABLES[file].columns:
        if column.required and column.name != "sourcedId":
            row[column.name] = column.allowed[0] if column.allowed else _FILLED[column.kind]
    return row


def _text(value: Any) -> str:
    if value is None or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return UNSTORABLE.sub("", str(value)).strip()


def _many(value: Any) -> str:
    """A list inside one cell: its commas part it, so an item has none."""
    items = value if isinstance(value, list) else [value]
    return ",".join(text for item in items if (text := _text(item).replace(",", " ").strip()))


def _ref(value: Any) -> str:
    return _text(value.get("sourcedId")) if isinstance(value, Mapping) else _text(value)


def _refs(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(ref for one in values if (ref := _ref(one))))


def _day(value: Any) -> str:
    """Some write days as moments."""
    text = _text(value)
    found = _DAY.match(text)
    return found.group() if found else text


def _flag(value: Any) -> str:
    return {"true": "true", "1": "true", "false": "false", "0": "false"}.get(_text(value).lower(), "")


def _called(item: Item, name: str) -> str:
    """The web service lets a name be empty, a file does not."""
    return _text(item.get(name)) or _ref(item)


_Pairs = Iterable[tuple[str, FileRow]]


def _org(item: Item, collection: str) -> _Pairs:
    kind = _text(item.get("type")) or ("school" if collection == "schools" else "")
    names = {"name": _called(item, "name"), "type": kind, "identifier": _text(item.get("identifier"))}
    yield "orgs.csv", {"sourcedId": _ref(item), **names, "parentSourcedId": _ref(item.get("parent"))}


def _session(item: Item, collection: str) -> _Pairs:
    row = {
        "sourcedId": _ref(item),
        "title": _called(item, "title"),
        "type": _text(item.get("type")) or ("term" if collection == "terms" else ""),
        "startDate": _day(item.get("startDate")),
        "endDate": _day(item.get("endDate")),
        "parentSourcedId": _ref(item.get("parent")),
        "schoolYear": _text(item.get("schoolYear"))[:4],
    }
    row["schoolYear"] = row["schoolYear"] or row["endDate"][:4]  # the year in which it ends (OneRoster 1.2)
    yield "academicSessions.csv", row


def _course(item: Item, _: str) -> _Pairs:
    row = {
        "sourcedId": _ref(item),
        "schoolYearSourcedId": _ref(item.get("schoolYear")),
        "title": _called(item, "title"),
        "courseCode": _text(item.get("courseCode")),
        "grades": _many(item.get("grades")),
        "orgSourcedId": _ref(item.get("org")),
        "subjects": _many(item.get("subjects")),
    }
    yield "courses.csv", row


def _class(item: Item, _: str) -> _Pairs:
    row = {
        "sourcedId": _ref(item),
        "title": _called(item, "title"),
        "grades": _many(item.get("grades")),
        "courseSourcedId": _ref(item.get("course")),
        "classCode": _text(item.get("classCode")),
        "classType": _text(item.get("classType")) or "scheduled",
        "schoolSourcedId": _ref(item.get("school")),
        "termSourcedIds": ",".join(_refs(item.get("terms"))),
        "subjects": _many(item.get("subjects")),
    }
    yield "classes.csv", row


def _user(item: Item, collection: str) -> _Pairs:
    user = _ref(item)
    row = {
        "sourcedId": user,
        "enabledUser": _flag(item.get("enabledUser")) or "true",
        "username": _text(item.get("username")) or user,
        "givenName": _text(item.get("givenName")) or "-",  # who has one name is somebody too
        "familyName": _text(item.get("familyName")) or "-",
        # 1.2 says preferredFirstName in the web service and preferredGivenName in the files.
        "preferredGivenName": _text(item.get("preferredFirstName") or item.get("preferredGivenName")),
        "preferredFamilyName": _text(item.get("preferredLastName") or item.get("preferredFamilyName")),
        "userMasterIdentifier": _text(item.get("userMasterIdentifier")),
        "agentSourcedIds": ",".join(_refs(item.get("agents"))),
        "grades": _many(item.get("grades")),
    }
    yield "users.csv", row
    seen: set[str] = set()
    for role in _roles(item, collection):
        identity = role_id(user, role)
        if role["orgSourcedId"] and identity not in seen:  # some name a role once for every period
            seen.add(identity)
            yield "roles.csv", {"sourcedId": identity, "userSourcedId": user, **role}


def _roles(item: Item, collection: str) -> Iterable[FileRow]:
    """`roles[]` as 1.2 has it; else `role` and `orgs` as 1.1 had; else what the collection says."""
    roles = item.get("roles")
    given = [role for role in roles if isinstance(role, Mapping)] if isinstance(roles, list) else []
    homes = [*_refs(item.get("primaryOrg")), *_refs(item.get("orgs"))]
    kind = _text(item.get("role")) or _KIND.get(collection, "")
    if not given and kind:
        given = [{"role": kind, "org": org} for org in dict.fromkeys(homes)]
    for place, role in enumerate(given):
        yield {
            "roleType": _text(role.get("roleType")).lower() or ("secondary" if place else "primary"),
            "role": _ROLE_NOW.get(_text(role.get("role")), _text(role.get("role"))),
            "beginDate": _day(role.get("beginDate")),
            "endDate": _day(role.get("endDate")),
            "orgSourcedId": _ref(role.get("org")) or next(iter(homes), ""),
        }


def _enrollment(item: Item, _: str) -> _Pairs:
    row = {
        "sourcedId": _ref(item),
        "classSourcedId": _ref(item.get("class")),
        "schoolSourcedId": _ref(item.get("school")),
        "userSourcedId": _ref(item.get("user")),
        "role": _text(item.get("role")),
        "primary": _flag(item.get("primary")),
        "beginDate": _day(item.get("beginDate")),
        "endDate": _day(item.get("endDate")),
    }
    yield "enrollments.csv", row


def _demographics(item: Item, _: str) -> _Pairs:
    yield "demographics.csv", {"sourcedId": _ref(item), "birthDate": _day(item.get("birthDate"))}


_MAKERS: Mapping[str, Callable[[Item, str], _Pairs]] = {
    "orgs": _org,
    "schools": _org,
    "academicSessions": _session,
    "terms": _session,
    "courses": _course,
    "classes": _class,
    "users": _user,
    "students": _user,
    "teachers": _user,
    "enrollments": _enrollment,
    "demographics": _demographics,
}
