"""The demo board as a OneRoster 1.2 CSV package (bulk): `python -m demo.roster OUT.zip --seed 2026`."""

import argparse
import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from demo.people import BOARD, EDUCATORS, GROUPS, PRIMARY, SECONDARY, learners, parents

DISTRICT = "bestuur"
YEAR = "schooljaar-2026"
FIRST_DAY, LAST_DAY = "2026-08-17", "2027-07-16"
SUBJECTS = "Nederlands,Rekenen en wiskunde,Burgerschap,Digitale geletterdheid"

# Header order is part of the standard: a reader may refuse any other order.
HEADERS = {
    "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
    "courses": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,"
    "subjectCodes",
    "classes": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    "users": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
    "identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,"
    "preferredFamilyName,primaryOrgSourcedId,pronouns",
    "roles": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,"
    "userProfileSourcedId",
    "enrollments": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate",
}
ABSENT = (
    "categories",
    "classResources",
    "courseResources",
    "demographics",
    "lineItemLearningObjectiveIds",
    "lineItems",
    "lineItemScoreScales",
    "resources",
    "resultLearningObjectiveIds",
    "results",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
)
Row = dict[str, str]


@dataclass(frozen=True)
class Account:
    """A local account worth making on the demo board; a board admin is nobody in the roster."""

    username: str
    role: Literal["educator", "learner", "parent", "board-admin"]
    sourced_id: str | None


def accounts(seed: int) -> list[Account]:
    """Three educators, six learners out of groups of theirs, a parent of two of these, and the board's admin."""
    shown = {"leraar-3": "groep-7a", "leraar-5": "klas-1a", "leraar-6": None}
    people = learners(seed)
    made = [Account(e.username, "educator", e.sourced_id) for e in EDUCATORS if e.sourced_id in shown]
    for group in filter(None, shown.values()):
        members = [learner for learner in people if learner.group.sourced_id == group][:3]
        made += [Account(learner.username, "learner", learner.sourced_id) for learner in members]
    made += [Account(parent.username, "parent", parent.sourced_id) for parent in parents(seed)]
    return [*made, Account("beheer@demo", "board-admin", None)]


def make_roster(seed: int) -> bytes:
    """The zip, the same bytes for the same seed."""
    files = {
        "academicSessions": _sessions(),
        "orgs": _orgs(),
        "courses": _courses(),
        "classes": _classes(),
        "users": _users(seed),
        "roles": _roles(seed),
        "enrollments": _enrollments(seed),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        _add(package, "manifest", _manifest(), "propertyName,value")
        for name, rows in files.items():
            _add(package, name, rows, HEADERS[name])
    return packed.getvalue()


def _add(package: zipfile.ZipFile, name: str, rows: Iterable[Row], header: str) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, header.split(","), restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    entry = zipfile.ZipInfo(f"{name}.csv")  # stored, dated 1980: compression and clocks would change the bytes
    entry.create_system = 3
    package.writestr(entry, text.getvalue().encode())


def _manifest() -> list[Row]:
    states = {**dict.fromkeys(HEADERS, "bulk"), **dict.fromkeys(ABSENT, "absent")}
    properties = {
        "manifest.version": "1.0",
        "oneroster.version": "1.2",
        **{f"file.{name}": states[name] for name in sorted(states, key=str.lower)},
    }
    return [{"propertyName": key, "value": value} for key, value in properties.items()]


def _sessions() -> list[Row]:
    return [
        {
            "sourcedId": YEAR,
            "title": "Schooljaar 2026-2027",
            "type": "schoolYear",
            "startDate": FIRST_DAY,
            "endDate": LAST_DAY,
            "schoolYear": "2027",
        }
    ]


def _orgs() -> list[Row]:
    return [
        {"sourcedId": DISTRICT, "name": BOARD, "type": "district", "identifier": "99999"},
        {"sourcedId": PRIMARY.sourced_id, "name": PRIMARY.name, "type": "school", "parentSourcedId": DISTRICT},
        {"sourcedId": SECONDARY.sourced_id, "name": SECONDARY.name, "type": "school", "parentSourcedId": DISTRICT},
    ]


def _courses() -> list[Row]:
    by_grade = {group.grade: group for group in GROUPS}
    return [
        {
            "sourcedId": f"leerjaar-{grade}",
            "schoolYearSourcedId": YEAR,
            "title": f"Leerjaar {grade}",
            "courseCode": grade,
            "grades": grade,
            "orgSourcedId": group.school.sourced_id,
            "subjects": SUBJECTS,
        }
        for grade, group in by_grade.items()
    ]


def _classes() -> list[Row]:
    return [
        {
            "sourcedId": group.sourced_id,
            "title": group.title,
            "grades": group.grade,
            "courseSourcedId": f"leerjaar-{group.grade}",
            "classCode": group.sourced_id,
            "classType": "homeroom",
            "schoolSourcedId": group.school.sourced_id,
            "termSourcedIds": YEAR,
        }
        for group in GROUPS
    ]


def _users(seed: int) -> list[Row]:
    agents = {parent.child.sourced_id: parent.sourced_id for parent in parents(seed)}
    return [
        *(_user(e.sourced_id, e.username, e.given, e.family, "", _school_of(e.groups)) for e in EDUCATORS),
        *(
            _user(p.sourced_id, p.username, p.given, p.family, p.group.grade, p.group.school.sourced_id)
            | {"agentSourcedIds": agents.get(p.sourced_id, "")}
            for p in learners(seed)
        ),
        *(
            _user(o.sourced_id, o.username, o.given, o.family, "", o.child.group.school.sourced_id)
            for o in parents(seed)
        ),
    ]


def _user(sourced_id: str, username: str, given: str, family: str, grades: str, org: str) -> Row:
    return {
        "sourcedId": sourced_id,
        "enabledUser": "true",
        "username": username,
        "givenName": given,
        "familyName": family,
        "grades": grades,
        "primaryOrgSourcedId": org,
    }


def _roles(seed: int) -> list[Row]:
    return [
        *(_role(e.sourced_id, "teacher", _school_of(e.groups)) for e in EDUCATORS),
        *(_role(p.sourced_id, "student", p.group.school.sourced_id) for p in learners(seed)),
        *(_role(o.sourced_id, "guardian", o.child.group.school.sourced_id) for o in parents(seed)),
    ]


def _role(user: str, role: str, org: str) -> Row:
    return {
        "sourcedId": f"rol-{user}",
        "userSourcedId": user,
        "roleType": "primary",
        "role": role,
        "beginDate": FIRST_DAY,
        "orgSourcedId": org,
    }


def _enrollments(seed: int) -> list[Row]:
    teaching = [
        _enrollment(
            group, _school_of([group]), educator.sourced_id, "teacher", str(group == educator.groups[0]).lower()
        )
        for educator in EDUCATORS
        for group in educator.groups
    ]
    learning = [
        _enrollment(p.group.sourced_id, p.group.school.sourced_id, p.sourced_id, "student", "") for p in learners(seed)
    ]
    return teaching + learning


def _enrollment(group: str, school: str, user: str, role: str, primary: str) -> Row:
    return {
        "sourcedId": f"inschrijving-{user}-{group}",
        "classSourcedId": group,
        "schoolSourcedId": school,
        "userSourcedId": user,
        "role": role,
        "primary": primary,
        "beginDate": FIRST_DAY,
    }


def _school_of(groups: Sequence[str]) -> str:
    return next(group.school.sourced_id for group in GROUPS if group.sourced_id == groups[0])


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the demo board as a OneRoster 1.2 CSV package.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    chosen = parser.parse_args()
    chosen.out.write_bytes(make_roster(chosen.seed))


if __name__ == "__main__":
    main()
