"""The 21 tables of the OneRoster 1.2 CSV binding, columns in the order the header must have.

The tables stand in dependency order: a table refers only to itself and to tables above it, so that one pass over the
package has every target at hand when a reference comes by.
"""

from dataclasses import dataclass
from typing import Literal

from profile_service.roster.oneroster.columns import (
    REQUIRED,
    Column,
    boolean,
    date,
    integer,
    number,
    one_of,
    password,
    some_of,
    strictly_one_of,
    text,
    texts,
    to,
    to_many,
    year,
)

Mode = Literal["absent", "bulk", "delta"]

MANIFEST = "manifest.csv"
STATUS = strictly_one_of("status", ("active", "tobedeleted"))
LAST_MODIFIED = Column("dateLastModified", "datetime")
LIFECYCLE = (STATUS, LAST_MODIFIED)


@dataclass(frozen=True, slots=True)
class Table:
    file: str
    columns: tuple[Column, ...]


def _table(file: str, *columns: Column, same_id_as: str | None = None) -> Table:
    sourced_id = Column("sourcedId", "guid", required=True, target=same_id_as)
    return Table(file, (sourced_id, *LIFECYCLE, *columns))


ORGS, SESSIONS, COURSES, CLASSES = "orgs.csv", "academicSessions.csv", "courses.csv", "classes.csv"
USERS, PROFILES = "users.csv", "userProfiles.csv"
CATEGORIES, LINE_ITEMS, RESULTS = "categories.csv", "lineItems.csv", "results.csv"
SCALES, RESOURCES = "scoreScales.csv", "resources.csv"

_SESSION_TYPES = ("gradingPeriod", "semester", "schoolYear", "term")
_ORG_TYPES = ("department", "school", "district", "local", "state", "national")
_CLASS_TYPES = ("homeroom", "scheduled")
_RANKS = ("primary", "secondary")
_ROLES = (
    *("aide", "counselor", "districtAdministrator", "guardian", "parent", "principal"),
    *("proctor", "relative", "siteAdministrator", "student", "systemAdministrator", "teacher"),
)
_ENROLLMENT_ROLES = ("administrator", "proctor", "student", "teacher")
_SEXES = ("male", "female", "unspecified", "other")
_SCORE_STATUSES = ("exempt", "fully graded", "not submitted", "partially graded", "submitted")
_OBJECTIVE_SOURCES = ("case", "unknown")
_RESOURCE_ROLES = ("administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher")

_ALL = (
    _table(
        ORGS,
        text("name", REQUIRED),
        one_of("type", _ORG_TYPES, REQUIRED),
        text("identifier"),
        to(ORGS, "parentSourcedId"),
    ),
    _table(
        SESSIONS,
        text("title", REQUIRED),
        one_of("type", _SESSION_TYPES, REQUIRED),
        date("startDate", REQUIRED),
        date("endDate", REQUIRED),
        to(SESSIONS, "parentSourcedId"),
        year("schoolYear", REQUIRED),
    ),
    _table(
        COURSES,
        to(SESSIONS, "schoolYearSourcedId"),
        text("title", REQUIRED),
        text("courseCode"),
        texts("grades"),
        to(ORGS, "orgSourcedId", REQUIRED),
        texts("subjects"),
        texts("subjectCodes"),
    ),
    _table(
        CLASSES,
        text("title", REQUIRED),
        texts("grades"),
        to(COURSES, "courseSourcedId", REQUIRED),
        text("classCode"),
        one_of("classType", _CLASS_TYPES, REQUIRED),
        text("location"),
        to(ORGS, "schoolSourcedId", REQUIRED),
        to_many(SESSIONS, "termSourcedIds", REQUIRED),
        texts("subjects"),
        texts("subjectCodes"),
        texts("periods"),
    ),
    _table(
        USERS,
        boolean("enabledUser", REQUIRED),
        text("username", REQUIRED),
        texts("userIds"),
        text("givenName", REQUIRED),
        text("familyName", REQUIRED),
        text("middleName"),
        text("identifier"),
        text("email"),
        text("sms"),
        text("phone"),
        to_many(USERS, "agentSourcedIds"),
        texts("grades"),
        password("password"),
        text("userMasterIdentifier"),
        text("preferredGivenName"),
        text("preferredMiddleName"),
        text("preferredFamilyName"),
        to(ORGS, "primaryOrgSourcedId"),
        text("pronouns"),
    ),
    _table(
        PROFILES,
        to(USERS, "userSourcedId", REQUIRED),
        text("profileType", REQUIRED),
        text("vendorId", REQUIRED),
        text("applicationId"),
        text("description"),
        text("credentialType", REQUIRED),
        text("username", REQUIRED),
        password("password"),
    ),
    _table(
        "roles.csv",
        to(USERS, "userSourcedId", REQUIRED),
        strictly_one_of("roleType", _RANKS, REQUIRED),
        one_of("role", _ROLES, REQUIRED),
        date("beginDate"),
        date("endDate"),
        to(ORGS, "orgSourcedId", REQUIRED),
        to(PROFILES, "userProfileSourcedId"),
    ),
    _table(
        "enrollments.csv",
        to(CLASSES, "classSourcedId", REQUIRED),
        to(ORGS, "schoolSourcedId", REQUIRED),
        to(USERS, "userSourcedId", REQUIRED),
        one_of("role", _ENROLLMENT_ROLES, REQUIRED),
        boolean("primary"),
        date("beginDate"),
        date("endDate"),
    ),
    _table(
        "demographics.csv",
        date("birthDate"),
        one_of("sex", _SEXES),
        boolean("americanIndianOrAlaskaNative"),
        boolean("asian"),
        boolean("blackOrAfricanAmerican"),
        boolean("nativeHawaiianOrOtherPacificIslander"),
        boolean("white"),
        boolean("demographicRaceTwoOrMoreRaces"),
        boolean("hispanicOrLatinoEthnicity"),
        text("countryOfBirthCode"),
        text("stateOfBirthAbbreviation"),
        text("cityOfBirth"),
        text("publicSchoolResidenceStatus"),
        same_id_as=USERS,
    ),
    _table(CATEGORIES, text("title", REQUIRED), integer("weight")),
    _table(
        LINE_ITEMS,
        text("title", REQUIRED),
        text("description"),
        date("assignDate", REQUIRED),
        date("dueDate", REQUIRED),
        to(CLASSES, "classSourcedId", REQUIRED),
        to(CATEGORIES, "categorySourcedId", REQUIRED),
        to(SESSIONS, "academicSessionSourcedId", REQUIRED),
        number("resultValueMin"),
        number("resultValueMax"),
        to(ORGS, "schoolSourcedId", REQUIRED),
    ),
    _table(
        RESULTS,
        to(LINE_ITEMS, "lineItemSourcedId", REQUIRED),
        to(USERS, "studentSourcedId", REQUIRED),
        one_of("scoreStatus", _SCORE_STATUSES, REQUIRED),
        number("score"),
        date("scoreDate", REQUIRED),
        text("comment"),
        text("textScore"),
        to(CLASSES, "classSourcedId"),
        boolean("inProgress"),
        boolean("incomplete"),
        boolean("late"),
        boolean("missing"),
    ),
    _table(
        SCALES,
        text("title", REQUIRED),
        text("type", REQUIRED),
        to(ORGS, "orgSourcedId", REQUIRED),
        to(COURSES, "courseSourcedId", REQUIRED),
        to(CLASSES, "classSourcedId", REQUIRED),
        texts("scoreScaleValue", REQUIRED),
    ),
    _table(
        "lineItemLearningObjectiveIds.csv",
        to(LINE_ITEMS, "lineItemSourcedId", REQUIRED),
        one_of("source", _OBJECTIVE_SOURCES, REQUIRED),
        text("learningObjectiveId", REQUIRED),
    ),
    _table(
        "lineItemScoreScales.csv",
        text("title"),
        to(LINE_ITEMS, "lineItemSourcedId", REQUIRED),
        to(SCALES, "scoreScaleSourcedId", REQUIRED),
    ),
    _table(
        "resultLearningObjectiveIds.csv",
        to(RESULTS, "resultSourcedId", REQUIRED),
        one_of("source", _OBJECTIVE_SOURCES, REQUIRED),
        text("learningObjectiveId", REQUIRED),
        number("score"),
        text("textScore"),
    ),
    _table(
        "resultScoreScales.csv",
        text("title"),
        to(RESULTS, "resultSourcedId", REQUIRED),
        to(SCALES, "scoreScaleSourcedId", REQUIRED),
    ),
    _table(
        RESOURCES,
        text("vendorResourceId", REQUIRED),
        text("title"),
        some_of("roles", _RESOURCE_ROLES),
        strictly_one_of("importance", _RANKS),
        text("vendorId"),
        text("applicationId"),
    ),
    _table(
        "classResources.csv",
        text("title"),
        to(CLASSES, "classSourcedId", REQUIRED),
        to(RESOURCES, "resourceSourcedId", REQUIRED),
    ),
    _table(
        "courseResources.csv",
        text("title"),
        to(COURSES, "courseSourcedId", REQUIRED),
        to(RESOURCES, "resourceSourcedId", REQUIRED),
    ),
    _table(
        "userResources.csv",
        to(USERS, "userSourcedId", REQUIRED),
        to(ORGS, "orgSourcedId"),
        to(CLASSES, "classSourcedId"),
        to(RESOURCES, "resourceSourcedId", REQUIRED),
    ),
)

TABLES = {table.file: table for table in _ALL}
FILES = tuple(TABLES)
