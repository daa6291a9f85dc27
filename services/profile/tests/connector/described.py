"""What a provider of OneRoster 1.2 must and may say, and whole rosters made of nothing else.

Restated from 1EdTech's OpenAPI description of the rostering service (`onerosterv1p2rostersservice_openapi3_v1p0.json`,
the component schemas `…DType`), so that what we pull from is what the standard describes and not what we expect of it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
BASE = "/ims/oneroster/rostering/v1p2"
SOME_TIME = "2026-09-01T08:00:00.000Z"

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6)
TEXTS = st.lists(TEXT, max_size=2)
DAY = st.dates(date(2020, 1, 1), date(2040, 1, 1)).map(date.isoformat)
FLAG = st.sampled_from(["true", "false"])
GUID = st.text("abcXYZ019._/@-", min_size=1, max_size=6)


def word(*allowed: str) -> st.SearchStrategy[str]:
    """A vocabulary that may be extended."""
    return st.sampled_from([*allowed, "ext:anders", "ext:A.b-c_1"])


ROLES = (
    *("aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative"),
    *("siteAdministrator", "student", "systemAdministrator", "teacher"),
)
Properties = dict[str, st.SearchStrategy[Any] | None]
"""None: it refers to others, and so is not made by itself."""
_LISTS: Properties = {"grades": TEXTS, "subjects": TEXTS, "subjectCodes": TEXTS, "resources": None}
_USERS_TEXTS = (
    *("userMasterIdentifier", "username", "middleName", "preferredFirstName", "preferredMiddleName"),
    *("preferredLastName", "pronouns", "identifier", "email", "sms", "phone", "password"),
)
MUST: dict[str, Properties] = {
    "orgs": {
        "name": TEXT,
        "type": word("department", "district", "local", "national", "school", "state"),
        "identifier": TEXT,
    },
    "academicSessions": {
        "title": TEXT,
        "startDate": DAY,
        "endDate": DAY,
        "type": word("gradingPeriod", "semester", "schoolYear", "term"),
        "schoolYear": st.integers(2020, 2040).map(str),
    },
    "courses": {"title": TEXT, "courseCode": TEXT},
    "classes": {"title": TEXT, "course": None, "school": None, "terms": None},
    "users": {"enabledUser": FLAG, "givenName": TEXT, "familyName": TEXT, "roles": None},
    "enrollments": {
        "user": None,
        "class": None,
        "school": None,
        "role": word("administrator", "proctor", "student", "teacher"),
    },
    "demographics": {},
}
MAY: dict[str, Properties] = {
    "orgs": {"parent": None, "children": None},
    "academicSessions": {"parent": None, "children": None},
    "courses": {**_LISTS, "schoolYear": None, "org": None},
    "classes": {
        **_LISTS,
        "classCode": TEXT,
        "classType": word("homeroom", "scheduled"),
        "location": TEXT,
        "periods": TEXTS,
    },
    "users": {
        **dict.fromkeys(_USERS_TEXTS, TEXT),
        "grades": TEXTS,
        "userIds": st.lists(st.fixed_dictionaries({"type": TEXT, "identifier": TEXT}), max_size=1),
        **dict.fromkeys(("userProfiles", "primaryOrg", "agents", "resources")),
    },
    "enrollments": {"primary": FLAG, "beginDate": DAY, "endDate": DAY},
    "demographics": {"birthDate": DAY, "sex": word("male", "female"), "cityOfBirth": TEXT},
}
_OF_ALL = {"sourcedId", "status", "dateLastModified"}


def check(collection: str, item: Json) -> None:
    """Raises AssertionError for what a provider that keeps to 1.2 may not say."""
    must, may = MUST[collection].keys() | _OF_ALL, MAY[collection].keys() | {"metadata"}
    assert item.keys() >= must, must - item.keys()
    assert item.keys() <= must | may, item.keys() - must - may
    assert item["status"] in {"active", "tobedeleted"}
    refs = [item[key] for key in ("org", "course", "school", "user", "class", "parent", "primaryOrg") if key in item]
    refs += [*item.get("terms", []), *item.get("agents", []), *(role["org"] for role in item.get("roles", []))]
    assert all(given.keys() == {"href", "sourcedId", "type"} for given in refs)


def ref(kind: str, key: str) -> Json:
    return {"href": f"https://sis.example{BASE}/{kind}s/{key}", "sourcedId": key, "type": kind}


class _Making:
    """One roster of what `draw` comes up with."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw

    def keys(self, least: int, most: int) -> list[str]:
        found: list[str] = self.draw(st.lists(GUID, min_size=least, max_size=most, unique=True))
        return found

    def one(self, kind: str, of: list[str]) -> Json:
        return ref(kind, self.draw(st.sampled_from(of)))

    def thing(self, collection: str, key: str, may: Json | None = None, **given: Any) -> Json:
        must = {name: self.draw(kind) for name, kind in MUST[collection].items() if kind is not None}
        free: Json = {name: self.draw(kind) for name, kind in MAY[collection].items() if kind is not None}
        chosen = {name: value for name, value in {**free, **(may or {})}.items() if self.draw(st.booleans())}
        return {"sourcedId": key, "status": "active", "dateLastModified": SOME_TIME, **must, **chosen, **given}

    def role(self, orgs: list[str]) -> Json:
        days = {name: self.draw(DAY) for name in ("beginDate", "endDate") if self.draw(st.booleans())}
        held = {"roleType": self.draw(st.sampled_from(["primary", "secondary"])), "role": self.draw(word(*ROLES))}
        return {**held, "org": self.one("org", orgs), **days}

    def place(self, key: str, orgs: list[str], years: list[str], courses: list[str]) -> Json:
        where = {"course": self.one("course", courses), "school": self.one("org", orgs)}
        return self.thing("classes", key, **where, terms=[self.one("academicSession", years)])

    def person(self, key: str, orgs: list[str], users: list[str]) -> Json:
        may = {"primaryOrg": self.one("org", orgs), "agents": [self.one("user", [*users, "elders"])]}
        return self.thing("users", key, may, roles=[self.role(orgs) for _ in range(self.draw(st.integers(1, 2)))])

    def enrolled(self, key: str, place: Json, users: list[str]) -> Json:
        where = {"class": ref("class", place["sourcedId"]), "school": place["school"]}
        return self.thing("enrollments", key, user=self.one("user", users), **where)


@st.composite
def rosters(draw: Draw) -> dict[str, list[Json]]:
    """Collections that refer to each other as they should; some references lead to what we may not see."""
    make = _Making(draw)
    orgs, years, courses, users = make.keys(1, 3), make.keys(1, 2), make.keys(1, 2), make.keys(0, 4)
    anywhere = [*orgs, "elders"]
    places = [make.place(key, orgs, years, courses) for key in make.keys(0, 3)]
    of_course = [{"org": make.one("org", anywhere), "schoolYear": make.one("academicSession", years)} for _ in courses]
    return {
        "orgs": [make.thing("orgs", key, {"parent": make.one("org", anywhere)}) for key in orgs],
        "academicSessions": [make.thing("academicSessions", key) for key in years],
        "courses": [make.thing("courses", key, may) for key, may in zip(courses, of_course, strict=True)],
        "classes": places,
        "users": [make.person(key, anywhere, users) for key in users],
        "enrollments": [
            make.enrolled(f"in-{number}", place, users) for number, place in enumerate(places if users else [])
        ],
    }
