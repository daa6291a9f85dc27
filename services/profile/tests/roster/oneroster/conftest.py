"""Small packages made in memory: all 21 files with one valid record each, apart from what a test changes."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest

from profile_service.roster.oneroster import FILES, TABLES, Package, open_package

VALID: dict[str, dict[str, str]] = {
    "orgs.csv": {"sourcedId": "school", "name": "De Linde", "type": "school"},
    "academicSessions.csv": {
        "sourcedId": "year",
        "title": "2025-2026",
        "type": "schoolYear",
        "startDate": "2025-08-01",
        "endDate": "2026-07-31",
        "schoolYear": "2026",
    },
    "courses.csv": {"sourcedId": "course", "title": "Groep 5", "orgSourcedId": "school"},
    "classes.csv": {
        "sourcedId": "class",
        "title": "5a",
        "courseSourcedId": "course",
        "classType": "homeroom",
        "schoolSourcedId": "school",
        "termSourcedIds": "year",
    },
    "users.csv": {
        "sourcedId": "user",
        "enabledUser": "true",
        "username": "noor",
        "givenName": "Noor",
        "familyName": "de Vries",
        "password": "geheim",
    },
    "userProfiles.csv": {
        "sourcedId": "account",
        "userSourcedId": "user",
        "profileType": "platform",
        "vendorId": "vendor",
        "credentialType": "username",
        "username": "noor",
        "password": "geheim",
    },
    "roles.csv": {
        "sourcedId": "role",
        "userSourcedId": "user",
        "roleType": "primary",
        "role": "student",
        "orgSourcedId": "school",
    },
    "enrollments.csv": {
        "sourcedId": "enrollment",
        "classSourcedId": "class",
        "schoolSourcedId": "school",
        "userSourcedId": "user",
        "role": "student",
    },
    "demographics.csv": {"sourcedId": "user"},
    "categories.csv": {"sourcedId": "category", "title": "Toetsen"},
    "lineItems.csv": {
        "sourcedId": "item",
        "title": "Toets 1",
        "assignDate": "2025-09-01",
        "dueDate": "2025-09-02",
        "classSourcedId": "class",
        "categorySourcedId": "category",
        "academicSessionSourcedId": "year",
        "schoolSourcedId": "school",
    },
    "results.csv": {
        "sourcedId": "result",
        "lineItemSourcedId": "item",
        "studentSourcedId": "user",
        "scoreStatus": "fully graded",
        "scoreDate": "2025-09-03",
    },
    "scoreScales.csv": {
        "sourcedId": "scale",
        "title": "Cijfers",
        "type": "number",
        "orgSourcedId": "school",
        "courseSourcedId": "course",
        "classSourcedId": "class",
        "scoreScaleValue": "{voldoende:6},{goed:8}",
    },
    "lineItemLearningObjectiveIds.csv": {
        "sourcedId": "item-goal",
        "lineItemSourcedId": "item",
        "source": "unknown",
        "learningObjectiveId": "goal",
    },
    "lineItemScoreScales.csv": {
        "sourcedId": "item-scale",
        "lineItemSourcedId": "item",
        "scoreScaleSourcedId": "scale",
    },
    "resultLearningObjectiveIds.csv": {
        "sourcedId": "result-goal",
        "resultSourcedId": "result",
        "source": "unknown",
        "learningObjectiveId": "goal",
    },
    "resultScoreScales.csv": {
        "sourcedId": "result-scale",
        "resultSourcedId": "result",
        "scoreScaleSourcedId": "scale",
    },
    "resources.csv": {"sourcedId": "resource", "vendorResourceId": "book-1"},
    "classResources.csv": {
        "sourcedId": "class-resource",
        "classSourcedId": "class",
        "resourceSourcedId": "resource",
    },
    "courseResources.csv": {
        "sourcedId": "course-resource",
        "courseSourcedId": "course",
        "resourceSourcedId": "resource",
    },
    "userResources.csv": {
        "sourcedId": "user-resource",
        "userSourcedId": "user",
        "resourceSourcedId": "resource",
    },
}
DELTA = {"status": "active", "dateLastModified": "2025-09-01T10:00:00.000Z"}

Content = str | bytes
Changes = Mapping[str, Sequence[Mapping[str, str]]]


def zipped(files: Mapping[str, Content]) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def manifest_of(modes: Mapping[str, str]) -> str:
    lines = ["propertyName,value", "manifest.version,1.0", "oneroster.version,1.2"]
    lines += [f"file.{file.removesuffix('.csv')},{modes.get(file, 'absent')}" for file in FILES]
    return "\r\n".join([*lines, ""])


def csv_of(file: str, records: Sequence[Mapping[str, str]]) -> str:
    names = [column.name for column in TABLES[file].columns]
    lines = [names, *([f'"{record[name]}"' if name in record else "" for name in names] for record in records)]
    return "".join(",".join(line) + "\r\n" for line in lines)


def build_package(
    changes: Changes | None = None,
    *,
    mode: str = "bulk",
    modes: Mapping[str, str] | None = None,
    contents: Mapping[str, Content | None] | None = None,
) -> Package:
    """`changes` are laid over the valid record, one for each row wanted; `contents` replace files, None drops one."""
    all_modes = dict.fromkeys(FILES, mode) | dict(modes or {})
    files: dict[str, Content] = {"manifest.csv": manifest_of(all_modes)}
    for file, file_mode in all_modes.items():
        if file_mode != "absent":
            lifecycle = DELTA if file_mode == "delta" else {}
            rows = [VALID[file] | lifecycle | dict(row) for row in (changes or {}).get(file, [{}])]
            files[file] = csv_of(file, rows)
    replaced = files | dict(contents or {})
    return open_package(zipped({name: content for name, content in replaced.items() if content is not None}))


@pytest.fixture(scope="session")
def build() -> Callable[..., Package]:
    return build_package


@pytest.fixture(scope="session")
def zip_of() -> Callable[[Mapping[str, Content]], io.BytesIO]:
    return zipped
