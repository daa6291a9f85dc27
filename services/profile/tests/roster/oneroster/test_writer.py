"""What is written is read back as the same rows, whatever is in them; property-based, all 21 files."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profile_service.roster.oneroster import FILES, TABLES, open_package, write_package
from profile_service.roster.oneroster.tables import LIFECYCLE

Files = dict[str, list[dict[str, str]]]
# Anything that UTF-8 and RFC 4180 can hold.
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
AWKWARD = st.sampled_from(['"', ",", "\r\n", "\n", '"",\r', "\ufeff", " ", ""])


def _columns(file: str) -> list[str]:
    return [column.name for column in TABLES[file].columns if column.kept and column not in LIFECYCLE]


ROW = st.lists(VALUES | AWKWARD, min_size=20, max_size=20)
FILES_OF_ANYTHING = st.dictionaries(st.sampled_from(FILES), st.lists(ROW, max_size=3), max_size=4).map(
    lambda files: {file: [dict(zip(_columns(file), row, strict=False)) for row in rows] for file, rows in files.items()}
)
# The characters of Unicode are listed once, which takes seconds where the machine is busy.
patiently = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(package: bytes) -> dict[str, list[dict[str, str]]]:
    opened = open_package(io.BytesIO(package))
    assert not opened.faults
    return {file: [dict(row.values) for row in opened.rows(file)] for file in FILES if opened.has(file)}


@patiently
@given(FILES_OF_ANYTHING)
def test_a_bulk_that_is_read_back_is_what_was_written(files: Files) -> None:
    lifecycle = {column.name: "" for column in LIFECYCLE}
    assert read(write_package(files, "bulk")) == {
        file: [{**row, **lifecycle} for row in rows] for file, rows in files.items()
    }


@patiently
@given(FILES_OF_ANYTHING, st.sampled_from(["active", "tobedeleted"]))
def test_a_delta_that_is_read_back_is_what_was_written(files: Files, status: str) -> None:
    lifecycle = {"status": status, "dateLastModified": "2026-09-01T10:00:00.000Z"}
    stamped = {file: [{**row, **lifecycle} for row in rows] for file, rows in files.items()}
    assert read(write_package(stamped, "delta")) == stamped


def test_the_same_rows_are_the_same_bytes_even_from_a_generator() -> None:
    rows: list[dict[str, str]] = [{"sourcedId": str(number), "name": "n", "type": "school"} for number in range(2500)]
    written = write_package({"orgs.csv": (row for row in rows)}, "bulk")
    assert written == write_package({"orgs.csv": rows}, "bulk")
    assert len(read(written)["orgs.csv"]) == 2500


def test_passwords_are_never_written() -> None:
    package = zipfile.ZipFile(
        io.BytesIO(write_package({"users.csv": [{"sourcedId": "u", "password": "geheim"}]}, "bulk"))
    )
    assert "geheim" not in package.read("users.csv").decode()


@pytest.mark.parametrize(
    "files",
    [{"pupils.csv": []}, {"orgs.csv": [{"sourcedId": "s", "colour": "red"}]}, {"orgs.csv": [{"name": "a\0b"}]}],
    ids=["file", "column", "nul"],
)
def test_what_no_package_can_hold_is_not_written(files: Any) -> None:
    with pytest.raises(ValueError, match="no"):
        write_package(files, "bulk")
