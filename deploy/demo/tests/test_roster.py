import csv
import io
import zipfile
from collections import Counter
from hashlib import sha256

from demo.people import GROUPS, learners
from demo.roster import HEADERS, accounts, make_roster

SEED = 2026


def rows(name: str, seed: int = SEED) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(make_roster(seed))) as package:
        return list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode())))


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert make_roster(SEED) == make_roster(SEED)
    assert make_roster(SEED) != make_roster(SEED + 1)


def test_the_package_of_the_demo_has_not_changed_by_accident() -> None:
    # Whoever loaded the demo knows these sourcedIds and names: change them on purpose, and say so in the change log.
    assert sha256(make_roster(SEED)).hexdigest() == "dcdef12676ac5b0212234c6444ce6558e2382799ae9dfa5fcb4a1e72fc90acf4"


def test_the_board_is_as_large_as_promised() -> None:
    roles = Counter(row["role"] for row in rows("roles"))

    assert roles == {"student": 180, "teacher": 8, "guardian": 2}
    assert len(rows("classes")) == 8
    assert sorted(row["type"] for row in rows("orgs")) == ["district", "school", "school"]


def test_the_manifest_names_all_21_files_and_only_supplied_ones_are_bulk() -> None:
    states = {row["propertyName"]: row["value"] for row in rows("manifest")}

    files = {name.removeprefix("file."): state for name, state in states.items() if name.startswith("file.")}
    assert len(files) == 21
    assert {name for name, state in files.items() if state == "bulk"} == set(HEADERS)
    assert files["demographics"] == "absent"


def test_every_reference_leads_somewhere() -> None:
    known = {name: {row["sourcedId"] for row in rows(name)} for name in HEADERS}

    guardians = {row["userSourcedId"] for row in rows("roles") if row["role"] == "guardian"}
    assert {row["userSourcedId"] for row in rows("enrollments")} == known["users"] - guardians
    assert {row["classSourcedId"] for row in rows("enrollments")} == known["classes"]
    assert {row["courseSourcedId"] for row in rows("classes")} == known["courses"]
    assert {row["userSourcedId"] for row in rows("roles")} == known["users"]


def test_every_group_has_exactly_one_primary_teacher_and_every_educator_a_group() -> None:
    teaching = [row for row in rows("enrollments") if row["role"] == "teacher"]

    primaries = Counter(row["classSourcedId"] for row in teaching if row["primary"] == "true")
    assert primaries == {group.sourced_id: 1 for group in GROUPS}
    assert len({row["userSourcedId"] for row in teaching}) == 8


def test_bulk_rows_leave_status_and_date_blank_and_carry_no_secrets() -> None:
    everything = [row for name in HEADERS for row in rows(name)]

    assert {(row["status"], row["dateLastModified"]) for row in everything} == {("", "")}
    assert {(row["password"], row["email"], row["userMasterIdentifier"]) for row in rows("users")} == {("", "", "")}


def test_usernames_are_unique_and_plain() -> None:
    names = [row["username"] for row in rows("users")]

    assert len(set(names)) == 190
    assert all(name.isascii() and name.endswith("@demo") for name in names)


def test_sourced_ids_do_not_depend_on_the_names() -> None:
    assert [one.sourced_id for one in learners(SEED)] == [one.sourced_id for one in learners(SEED + 1)]


def test_the_accounts_are_people_of_the_roster_who_meet_each_other() -> None:
    shown = accounts(SEED)
    groups_of = {row["userSourcedId"]: row["classSourcedId"] for row in rows("enrollments")}

    assert Counter(account.role for account in shown) == {"educator": 3, "learner": 6, "parent": 2, "board-admin": 1}
    taught = {groups_of[one.sourced_id] for one in shown if one.role == "educator" and one.sourced_id}
    assert {groups_of[one.sourced_id] for one in shown if one.role == "learner" and one.sourced_id} <= taught
