"""Whatever bytes arrive, the answer is a validation or a refusal."""

import contextlib
import io
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_service.roster.oneroster import FILES, UnsafePackage, open_package, validate

ZipOf = Callable[[Mapping[str, str | bytes]], io.BytesIO]

MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n" + "".join(
    f"file.{file.removesuffix('.csv')},{'delta' if file == 'categories.csv' else 'absent'}\n" for file in FILES
)
CATEGORIES = (
    "sourcedId,status,dateLastModified,title,weight\n"
    'a,active,2025-09-01T10:00:00.000Z,"A ""b""\n c",1\n'
    "b,tobedeleted,2025-09-01T10:00:00.000Z,\u00e9,\n"
).encode()


def read_everything(content: bytes) -> None:
    with contextlib.suppress(UnsafePackage):
        package = open_package(io.BytesIO(content), max_uncompressed_bytes=10_000_000)
        validate(package)
        for file in FILES:
            with contextlib.suppress(UnsafePackage):
                list(package.rows(file))


def changed(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    result = bytearray(content)
    for position, value in changes:
        result[position % len(result)] = value
    return bytes(result)


@given(st.binary(max_size=500))
def test_random_bytes_are_at_most_refused(content: bytes) -> None:
    read_everything(content)


@pytest.fixture(scope="session")
def valid_zip(zip_of: ZipOf) -> bytes:
    return zip_of({"manifest.csv": MANIFEST, "categories.csv": CATEGORIES}).getvalue()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, 40))
def test_a_zip_with_changed_or_lost_bytes_is_at_most_refused(
    valid_zip: bytes, changes: list[tuple[int, int]], lost: int
) -> None:
    read_everything(changed(valid_zip, changes)[: len(valid_zip) - lost])


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(0, len(CATEGORIES)))
def test_any_content_of_a_file_is_at_most_diagnosed(zip_of: ZipOf, inserted: bytes, at: int) -> None:
    content = CATEGORIES[:at] + inserted + CATEGORIES[at:]

    read_everything(zip_of({"manifest.csv": MANIFEST, "categories.csv": content}).getvalue())


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=5, max_size=5))
def test_any_values_are_at_most_diagnosed(zip_of: ZipOf, values: list[str]) -> None:
    quoted = ['"' + value.replace('"', '""') + '"' for value in values]
    content = CATEGORIES + ",".join(quoted).encode()

    read_everything(zip_of({"manifest.csv": MANIFEST, "categories.csv": content}).getvalue())
