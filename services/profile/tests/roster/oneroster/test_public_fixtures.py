"""The packages that other implementations of OneRoster are tested with."""

import json
from pathlib import Path
from typing import Any

import pytest

from profile_service.roster.oneroster import open_package, validate
from profile_service.roster.oneroster.references import Known

REPO = Path(__file__).resolve().parents[5]
FIXTURES = REPO.parent / "shared" / "data" / "oneroster-csv-1.2"
INDEX = FIXTURES / "index.json"
CASES: list[dict[str, Any]] = json.loads(INDEX.read_text()) if INDEX.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason=f"the OneRoster fixtures are not at {FIXTURES}")


def nothing(_file: str, _ids: set[str]) -> set[str]:
    return set()


@pytest.mark.parametrize("known", [None, nothing], ids=["unknown board", "empty board"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_package_gives_exactly_the_codes_that_are_expected(case: dict[str, Any], known: Known | None) -> None:
    with (FIXTURES / case["file"]).open("rb") as file:
        validation = validate(open_package(file), known=known)

    assert {diagnostic.code for diagnostic in validation.diagnostics} == set(case.get("expectedCodes", []))


@pytest.mark.parametrize("case", [case for case in CASES if "suppliedFiles" in case], ids=lambda case: case["name"])
def test_a_valid_package_is_read_file_by_file(case: dict[str, Any]) -> None:
    with (FIXTURES / case["file"]).open("rb") as file:
        package = open_package(file)
        counts = validate(package).counts
        rows = {name: len(list(package.rows(name))) for name in package.modes}

    assert set(counts) == set(case["suppliedFiles"])
    assert {name: count for name, count in rows.items() if count} == counts
