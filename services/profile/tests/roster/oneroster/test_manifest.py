from collections.abc import Callable

import pytest

from profile_service.roster.oneroster import FILES, Package, validate

Build = Callable[..., Package]

HEADER = "propertyName,value\n"
VERSIONS = "manifest.version,1.0\noneroster.version,1.2\n"
ALL_ABSENT = "".join(f"file.{file.removesuffix('.csv')},absent\n" for file in FILES)


def codes(package: Package) -> list[str]:
    return [diagnostic.code for diagnostic in validate(package).diagnostics]


def test_a_package_of_all_files_is_valid_in_either_mode(build: Build) -> None:
    assert validate(build(mode="bulk")).is_valid
    assert validate(build(mode="delta")).is_valid


def test_a_manifest_alone_says_that_nothing_is_supplied(build: Build) -> None:
    package = build(mode="absent")

    assert validate(package).is_valid
    assert set(package.modes.values()) == {"absent"}
    assert list(package.rows("users.csv")) == []


def test_without_a_manifest_no_file_is_judged(build: Build) -> None:
    assert codes(build(contents={"manifest.csv": None, "users.csv": "rubbish"})) == ["package.missing_manifest"]


def test_a_file_that_oneroster_does_not_know_is_named(build: Build) -> None:
    (diagnostic,) = validate(build(contents={"Users.csv": ""})).diagnostics

    assert (diagnostic.code, diagnostic.file, diagnostic.row) == ("package.unknown_file", "Users.csv", None)


def test_an_announced_file_that_is_missing_is_reported_once(build: Build) -> None:
    (diagnostic,) = validate(build(contents={"orgs.csv": None})).diagnostics

    assert (diagnostic.code, diagnostic.file, diagnostic.row) == ("manifest.file_missing", "manifest.csv", 4)
    assert "orgs.csv" in diagnostic.message_nl


def test_a_file_that_is_marked_absent_may_not_be_there(build: Build) -> None:
    package = build(modes={"resources.csv": "absent"}, contents={"resources.csv": "sourcedId\n"})

    assert codes(package) == ["manifest.file_unexpected"]
    assert list(package.rows("resources.csv")) == []


@pytest.mark.parametrize(
    ("manifest", "code", "row"),
    [
        ("name,value\n" + VERSIONS + ALL_ABSENT, "manifest.invalid_header", 1),
        ("", "manifest.invalid_header", 1),
        (HEADER + VERSIONS + ALL_ABSENT.replace("file.users,absent\n", ""), "manifest.missing_property", None),
        (HEADER + "oneroster.version,1.2\n" + ALL_ABSENT, "manifest.missing_property", None),
        (HEADER + VERSIONS.replace("1.2", "1.1") + ALL_ABSENT, "manifest.unsupported_version", 3),
        (HEADER + VERSIONS + ALL_ABSENT.replace("orgs,absent", "orgs,full"), "manifest.invalid_mode", 4),
        (HEADER + VERSIONS + ALL_ABSENT + "file.users,bulk\n", "manifest.duplicate_property", 25),
        (HEADER + VERSIONS + ALL_ABSENT + "file.user,absent\n", "manifest.unknown_property", 25),
        (HEADER + VERSIONS + ALL_ABSENT + "one\n", "row.wrong_field_count", 25),
        (HEADER + VERSIONS + ALL_ABSENT + 'x,"y\n', "csv.unterminated_quote", 25),
        (HEADER + VERSIONS + ALL_ABSENT + "x,y\n" * 500, "manifest.too_many_lines", None),
    ],
)
def test_a_fault_in_the_manifest_is_placed(build: Build, manifest: str, code: str, row: int | None) -> None:
    (diagnostic,) = validate(build(mode="absent", contents={"manifest.csv": manifest})).diagnostics

    assert (diagnostic.code, diagnostic.file, diagnostic.row) == (code, "manifest.csv", row)


def test_the_manifest_may_name_its_maker(build: Build) -> None:
    manifest = HEADER + VERSIONS + ALL_ABSENT + "source.systemName,ParnasSys\nsource.systemCode,1\n"

    assert validate(build(mode="absent", contents={"manifest.csv": manifest})).is_valid


def test_a_file_of_unknown_mode_gives_no_follow_up_faults(build: Build) -> None:
    manifest = (
        HEADER + VERSIONS + ALL_ABSENT.replace("users,absent", "users,full").replace("roles,absent", "roles,bulk")
    )

    package = build(mode="absent", modes={"roles.csv": "bulk"}, contents={"manifest.csv": manifest})

    assert codes(package) == ["manifest.invalid_mode", "reference.missing_target_file"]
