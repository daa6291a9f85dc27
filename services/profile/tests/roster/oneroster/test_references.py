from collections.abc import Callable

import pytest

from profile_service.roster.oneroster import FILES, TABLES, Column, Package, validate

Build = Callable[..., Package]

REFERENCES = [(file, column) for file in FILES for column in TABLES[file].columns if column.target]


def codes(package: Package, board: dict[str, set[str]] | None = None) -> list[str]:
    known = None if board is None else lambda file, ids: ids & board.get(file, set())
    return [diagnostic.code for diagnostic in validate(package, known=known).diagnostics]


@pytest.mark.parametrize(("file", "column"), REFERENCES, ids=lambda part: getattr(part, "name", part))
def test_every_reference_of_a_bulk_file_needs_its_record(build: Build, file: str, column: Column) -> None:
    (diagnostic,) = validate(build({file: [{column.name: "nowhere"}]})).diagnostics

    assert (diagnostic.code, diagnostic.file) == ("reference.missing_target_record", file)
    assert (diagnostic.row, diagnostic.column) == (2, column.name)


def test_a_record_may_point_to_a_later_one_of_its_own_file(build: Build) -> None:
    orgs = [{"parentSourcedId": "board"}, {"sourcedId": "board", "type": "district"}]

    assert codes(build({"orgs.csv": orgs})) == []


def test_the_second_record_with_an_id_is_a_duplicate(build: Build) -> None:
    (diagnostic,) = validate(build({"users.csv": [{}, {"username": "mees"}]})).diagnostics

    assert (diagnostic.code, diagnostic.row) == ("reference.duplicate_sourced_id", 3)


def test_the_same_id_in_two_files_is_no_duplicate(build: Build) -> None:
    assert codes(build({"categories.csv": [{"sourcedId": "user"}, {}]})) == []


@pytest.mark.parametrize("board", [None, {}, {"users.csv": {"someone-else"}}])
def test_a_bulk_file_needs_the_files_it_points_to(build: Build, board: dict[str, set[str]] | None) -> None:
    package = build(mode="absent", modes={"orgs.csv": "bulk", "users.csv": "absent", "roles.csv": "bulk"})

    assert codes(package, board) == ["reference.missing_target_file"]


def test_a_bulk_file_may_point_to_what_the_board_already_has(build: Build) -> None:
    package = build(mode="absent", modes={"orgs.csv": "bulk", "roles.csv": "bulk"})

    assert codes(package, {"users.csv": {"user"}}) == []


@pytest.mark.parametrize(
    ("board", "expected"),
    [
        (None, []),
        ({"users.csv": {"user"}, "orgs.csv": {"school"}}, []),
        ({"users.csv": {"user"}}, ["reference.missing_target_record"]),
    ],
)
def test_a_delta_may_point_to_what_the_board_already_has(
    build: Build, board: dict[str, set[str]] | None, expected: list[str]
) -> None:
    assert codes(build(mode="absent", modes={"roles.csv": "delta"}), board) == expected


def test_a_delta_beside_its_target_may_point_outside_the_package(build: Build) -> None:
    package = build({"roles.csv": [{"userSourcedId": "colleague"}]}, mode="delta")

    assert codes(package) == []
    assert codes(package, {"users.csv": {"colleague"}}) == []
    assert codes(package, {}) == ["reference.missing_target_record"]


def test_a_bulk_target_is_the_whole_set_even_for_a_delta(build: Build) -> None:
    package = build({"roles.csv": [{"userSourcedId": "gone"}]}, modes={"roles.csv": "delta"})

    assert codes(package, {"users.csv": {"gone"}}) == ["reference.missing_target_record"]


def test_a_record_to_be_deleted_may_point_to_nothing(build: Build) -> None:
    package = build({"roles.csv": [{"userSourcedId": "gone", "status": "tobedeleted"}]}, mode="delta")

    assert codes(package, {}) == []


def test_a_fault_in_a_file_gives_no_follow_up_faults_in_others(build: Build) -> None:
    assert codes(build({"users.csv": [{"sourcedId": "bad id"}]})) == ["row.invalid_guid"]
    assert codes(build({"users.csv": [{"sourcedId": "new", "enabledUser": "?"}]})) == ["row.invalid_boolean"]


def test_a_missing_reference_does_not_hide_those_to_its_own_file(build: Build) -> None:
    package = build({"courses.csv": [{"orgSourcedId": "nowhere"}], "classes.csv": [{"courseSourcedId": "nothing"}]})

    assert codes(package) == ["reference.missing_target_record"] * 2


def test_the_board_is_asked_in_batches(build: Build) -> None:
    asked: list[int] = []

    def known(_file: str, ids: set[str]) -> set[str]:
        asked.append(len(ids))
        return ids

    roles = [{"sourcedId": f"r{i}", "userSourcedId": f"u{i}", "orgSourcedId": "school"} for i in range(25_000)]
    package = build({"roles.csv": roles}, mode="absent", modes={"orgs.csv": "delta", "roles.csv": "delta"})

    assert validate(package, known=known).is_valid
    assert asked == [10_000, 10_000, 5_000]
