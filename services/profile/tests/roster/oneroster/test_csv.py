from collections.abc import Callable

import pytest

from profile_service.roster.oneroster import Package, UnsafePackage, validate
from profile_service.roster.oneroster.tokens import CsvFault, records

Build = Callable[..., Package]

HEADER = "sourcedId,status,dateLastModified,title,weight"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a,b\r\n1,2\r\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b"a,b\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        (b"\xef\xbb\xbfa\n", [(1, ["a"])]),
        (b'\xef\xbb\xbf"a"', [(1, ["a"])]),
        (b'"a,b","c ""d"""\r\n', [(1, ["a,b", 'c "d"'])]),
        (b'"",""\r\n', [(1, ["", ""])]),
        (b'"",\r\n', [(1, ["", ""])]),
        (b",\r\n", [(1, ["", ""])]),
        (b'"two\r\nlines",x\r\nnext\r\n', [(1, ["two\r\nlines", "x"]), (2, ["next"])]),
        (b'"\n\n"\n', [(1, ["\n\n"])]),
        (b"a\n\n\r\nb\n\n", [(1, ["a"]), (4, ["b"])]),
        ("\u00e9\u00e9n,\u2028".encode(), [(1, ["\u00e9\u00e9n", "\u2028"])]),
        (b"", []),
    ],
)
def test_records_are_read_as_rfc_4180_says(text: bytes, expected: list[tuple[int, list[str]]]) -> None:
    assert list(records([text])) == expected
    assert list(records(text[i : i + 1] for i in range(len(text)))) == expected


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        (b'a\nb"c\n', "csv.unescaped_quote", 2),
        (b'a\n"b"c\n', "csv.unescaped_quote", 2),
        (b'a\n"b" ,c\n', "csv.unescaped_quote", 2),
        (b'a\n"two\nlines"x\n', "csv.unescaped_quote", 2),
        (b'a\n"b\nc\n', "csv.unterminated_quote", 2),
        (b"a\n\xe9\n", "csv.invalid_utf8", 2),
        (b"\xff\xfea\x00", "csv.nul_byte", 1),
        (b"a\nb\x00\n", "csv.nul_byte", 2),
        (b"a\n" + b"x" * 1_000_001, "csv.record_too_long", 2),
        (b'a\n"' + b"x\n" * 500_001, "csv.record_too_long", 2),
    ],
)
def test_reading_stops_at_the_record_that_is_not_csv(text: bytes, code: str, row: int) -> None:
    with pytest.raises(CsvFault) as caught:
        list(records([text]))

    assert (caught.value.code, caught.value.row) == (code, row)


def test_a_file_that_is_not_csv_has_only_that_fault(build: Build) -> None:
    (diagnostic,) = validate(build(contents={"users.csv": 'sourcedId,username\nuser-1,bad"quote\n'})).diagnostics

    assert (diagnostic.code, diagnostic.file, diagnostic.row) == ("csv.unescaped_quote", "users.csv", 2)


def test_rows_of_a_broken_file_end_in_a_refusal(build: Build) -> None:
    package = build(contents={"categories.csv": f'{HEADER}\na,,,A,\nb,,,B"C,\n'})

    with pytest.raises(UnsafePackage, match=r"csv\.unescaped_quote"):
        list(package.rows("categories.csv"))


def test_rows_of_the_wrong_width_are_never_shifted_into_other_columns(build: Build) -> None:
    package = build(contents={"categories.csv": f"{HEADER}\na,,,\n"})

    with pytest.raises(UnsafePackage, match=r"row\.wrong_field_count"):
        list(package.rows("categories.csv"))


def test_rows_of_an_announced_file_that_is_missing_are_not_an_empty_set(build: Build) -> None:
    with pytest.raises(UnsafePackage, match=r"manifest\.file_missing"):
        list(build(contents={"orgs.csv": None}).rows("orgs.csv"))


def test_passwords_are_dropped_while_reading(build: Build) -> None:
    package = build()

    (user,) = package.rows("users.csv")
    (profile,) = package.rows("userProfiles.csv")

    assert (user.number, user.values["givenName"]) == (2, "Noor")
    assert "password" not in user.values
    assert "geheim" not in {*user.values.values(), *profile.values.values()}


def test_metadata_columns_come_along(build: Build) -> None:
    package = build(contents={"categories.csv": f"{HEADER},metadata.code\ncategory,,,A,1,x\n"})

    (row,) = package.rows("categories.csv")

    assert validate(package).is_valid
    assert row.values["metadata.code"] == "x"


def test_a_header_without_records_is_an_empty_set(build: Build) -> None:
    validation = validate(
        build(modes={"resources.csv": "bulk"}, changes={"userResources.csv": [], "demographics.csv": []})
    )

    assert validation.is_valid
    assert validation.counts["demographics.csv"] == 0


@pytest.mark.parametrize(
    ("content", "code", "row", "column"),
    [
        ("", "schema.missing_header", 1, None),
        ("\n\n", "schema.missing_header", 1, None),
        ("category,,,Toetsen,1\n", "schema.header_order_mismatch", 1, "sourcedId"),
        (HEADER.replace("title,weight", "weight,title"), "schema.header_order_mismatch", 1, "title"),
        (HEADER.replace(",weight", ""), "schema.header_order_mismatch", 1, "weight"),
        (HEADER.replace("sourcedId", "SourcedId"), "schema.header_order_mismatch", 1, "sourcedId"),
        (HEADER.replace("title", "metadata.x,title"), "schema.metadata_column_position", 1, None),
        (HEADER + ",extra", "schema.invalid_metadata_header", 1, None),
        (HEADER + ",metadata.", "schema.invalid_metadata_header", 1, None),
        (HEADER + "\ncategory,,,Toetsen\n", "row.wrong_field_count", 2, None),
        (HEADER + "\ncategory,,,Toetsen,1,2\n", "row.wrong_field_count", 2, None),
        (HEADER + ",metadata.x\ncategory,,,A,1," + "y" * 10_001, "row.value_too_long", 2, "metadata.x"),
    ],
)
def test_a_fault_of_form_is_placed(build: Build, content: str, code: str, row: int, column: str | None) -> None:
    (diagnostic,) = validate(build(contents={"categories.csv": content})).diagnostics

    assert (diagnostic.file, diagnostic.code) == ("categories.csv", code)
    assert (diagnostic.row, diagnostic.column) == (row, column)


def test_a_metadata_column_has_a_name_of_its_own(build: Build) -> None:
    package = build(contents={"categories.csv": HEADER + ",metadata.x,metadata.x"})

    assert [found.code for found in validate(package).diagnostics] == ["schema.invalid_metadata_header"] * 2
