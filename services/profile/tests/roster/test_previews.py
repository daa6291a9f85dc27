"""What a package would change is told first; one that ends much waits for somebody's word; one runs at a time."""

import errno
import tempfile
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from eigenwijs_shared.db import board_transaction
from profile_service import tables
from profile_service.roster import packages, store
from profile_service.roster.actions import apply_next_package, expire_held
from profile_service.roster.changes import Changes, Standing, ends_too_much

Files = dict[str, list[dict[str, str]]]
NOTHING = {"added": 0, "changed": 0, "ended": 0}


def without(files: Files, *keys: str) -> Files:
    """The roster without these users and what is theirs."""
    return {
        file: [row for row in rows if not {row["sourcedId"], row.get("userSourcedId")} & set(keys)]
        for file, rows in files.items()
    }


def half(many: Files) -> Files:
    return without(many, *(f"kind-{number}" for number in range(6)))


async def stored_parts(importing: Any) -> int:
    async with board_transaction(importing.school.sessions, importing.school.board_id) as session:
        parts = await session.execute(select(func.count()).select_from(tables.roster_package_part))
        return int(parts.scalar_one())


async def test_a_dry_run_tells_what_would_change_and_changes_nothing(importing: Any, small: Files) -> None:
    seen = await importing.preview(importing.bulk(small))
    assert (seen["state"], seen["dryRun"], seen["mode"], seen["progress"]) == ("previewed", True, "bulk", None)
    assert seen["changes"] == {
        "schools": {**NOTHING, "added": 1},
        "groups": {**NOTHING, "added": 1},
        "learners": {**NOTHING, "added": 2},
        "educators": {**NOTHING, "added": 1},
        "memberships": {**NOTHING, "added": 3},
    }
    assert (await importing.learners(), await importing.school.announced()) == ({}, [])
    done = await importing.apply(importing.bulk(small))
    assert (done["state"], done["dryRun"], done["changes"], done["counts"]) == (
        "applied",
        False,
        seen["changes"],
        seen["counts"],
    )
    again = await importing.preview(importing.bulk(small))
    assert again["changes"] == dict.fromkeys(seen["changes"], NOTHING)


async def test_a_dry_run_of_a_broken_package_names_its_faults(importing: Any, small: Files) -> None:
    broken = {**small, "users.csv": [*small["users.csv"], small["users.csv"][0]]}
    seen = await importing.preview(importing.bulk(broken))
    assert (seen["state"], [fault["code"] for fault in seen["errors"]]) == (
        "rejected",
        ["reference.duplicate_sourced_id"],
    )


async def test_what_changes_is_counted_by_kind(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    named = [{**row, "givenName": "Anders"} if row["sourcedId"] == "noor" else row for row in small["users.csv"]]
    changed = without({**small, "users.csv": named}, "sem")
    done = await importing.apply(importing.bulk(changed))
    assert (done["changes"]["learners"], done["changes"]["memberships"], done["changes"]["educators"]) == (
        {"added": 0, "changed": 1, "ended": 1},
        {"added": 0, "changed": 0, "ended": 1},
        NOTHING,
    )


async def test_a_bulk_that_ends_much_is_held_until_it_is_confirmed(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    before, told = await importing.learners(), await importing.school.announced()
    held = await importing.apply(importing.bulk(half(many)))
    assert (held["state"], held["needsConfirmation"], held["changes"]["learners"]["ended"]) == ("held", True, 6)
    assert (held["finishedAt"], held["confirmedBy"]) == (None, None)
    assert (await importing.learners(), await importing.school.announced()) == (before, told)
    answers = [await importing.decide(held, "confirm", "directeur") for _ in range(2)]
    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(202, "running")] * 2
    done = await importing.again(held)
    assert (done["state"], done["confirmedBy"], done["confirmedAt"] is None) == ("applied", "directeur", False)
    assert sum(learner["active"] for learner in (await importing.learners()).values()) == 4
    assert (await importing.decide(held, "confirm")).json()["state"] == "applied"
    assert await stored_parts(importing) == 0


async def test_one_of_ten_leaves_unasked_and_two_do_not_however_small_the_school(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    done = await importing.apply(importing.bulk(without(many, "kind-0")))
    assert (done["state"], done["needsConfirmation"]) == ("applied", False)
    held = await importing.apply(importing.bulk(without(many, "kind-0", "kind-1")))
    assert (held["state"], held["needsConfirmation"]) == ("held", True)


async def test_a_delta_says_itself_what_ends_and_is_not_held(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    gone = [{**row, "status": "tobedeleted"} for row in many["enrollments.csv"]]
    done = await importing.apply(importing.delta(enrollments=gone))
    assert (done["state"], done["mode"], done["changes"]["memberships"]["ended"]) == ("applied", "delta", 11)


async def test_a_held_import_can_be_cancelled_and_then_is_not_confirmed(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    held = await importing.apply(importing.bulk(half(many)))
    answers = [await importing.decide(held, "cancel", "directeur") for _ in range(2)]
    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(202, "cancelled")] * 2
    refused = await importing.decide(held, "confirm")
    assert (refused.status_code, refused.json()["state"], refused.json()["type"]) == (
        409,
        "cancelled",
        "urn:eigenwijs:problem:import-not-held",
    )
    done = await importing.again(held)
    assert (done["cancelledBy"], done["finishedAt"] is None, await stored_parts(importing)) == ("directeur", False, 0)


async def test_only_what_is_held_is_confirmed_or_cancelled(importing: Any, small: Files) -> None:
    done = await importing.apply(importing.bulk(small))
    for_confirm, for_cancel = [await importing.decide(done, verb) for verb in ("confirm", "cancel")]
    assert (for_confirm.status_code, for_confirm.json()["state"], for_cancel.status_code) == (409, "applied", 409)
    unknown = {"importId": "00000000-0000-0000-0000-000000000000"}
    assert (await importing.decide(unknown, "confirm")).status_code == 404


async def test_a_newer_package_supersedes_a_held_one(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    held = await importing.apply(importing.bulk(half(many)))
    await importing.preview(importing.bulk(many))
    assert (await importing.again(held))["state"] == "held"
    await importing.apply(importing.bulk(many))
    assert (await importing.again(held))["state"] == "superseded"
    assert (await importing.decide(held, "confirm")).json()["state"] == "superseded"


async def test_what_nobody_confirms_for_thirty_days_is_rejected(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    held = await importing.apply(importing.bulk(half(many)))
    await expire_held(importing.school.sessions, now=datetime.now(UTC) + timedelta(days=29))
    assert (await importing.again(held))["state"] == "held"
    await expire_held(importing.school.sessions, now=datetime.now(UTC) + timedelta(days=31))
    late = await importing.again(held)
    assert (late["state"], late["errors"][0]["code"]) == ("rejected", "package.confirmation_expired")
    assert await stored_parts(importing) == 0


async def test_a_board_imports_one_package_at_a_time(importing: Any, small: Files) -> None:
    first = await importing.send(importing.bulk(small))
    second = await importing.send(importing.bulk(small))
    assert (second.status_code, second.json()["importId"]) == (409, first.json()["importId"])
    await importing.again(first.json())
    assert (await importing.send(importing.bulk(small))).status_code == 202


async def test_nothing_is_confirmed_while_another_import_runs(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    held = await importing.apply(importing.bulk(half(many)))
    running = await importing.send(importing.bulk(many))
    refused = await importing.decide(held, "confirm")
    assert (refused.status_code, refused.json()["importId"]) == (409, running.json()["importId"])


async def test_a_dry_run_and_the_import_itself_are_two_requests_even_with_one_key(importing: Any, small: Files) -> None:
    key = {"Idempotency-Key": "een"}
    await importing.send(importing.bulk(small), "/v1/roster/imports?dryRun=true", **key)
    assert (await importing.send(importing.bulk(small), **key)).status_code == 422


async def test_a_package_that_does_not_fit_the_disk_is_rejected(
    importing: Any, small: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    accepted = await importing.send(importing.bulk(small))
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "write", full)
    assert await apply_next_package(importing.school.sessions)
    done = await importing.again(accepted.json())
    assert (done["state"], [fault["code"] for fault in done["errors"]]) == ("rejected", ["package.disk_full"])
    assert await importing.learners() == {}


async def _no_room(session: Any, *_: object) -> None:
    """What PostgreSQL says when its disk is full."""
    await session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$"))


async def test_a_package_is_not_taken_while_the_disk_of_the_database_is_full(
    importing: Any, small: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "put_parts", _no_room)
    answer = await importing.send(importing.bulk(small))
    assert (answer.status_code, answer.json()["type"]) == (507, "urn:eigenwijs:problem:disk-full")
    assert (await importing.school.get("/v1/roster/imports")).json()["items"] == []


async def test_a_package_for_which_the_database_has_no_room_is_rejected(
    importing: Any, small: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "put_records", _no_room)
    done = await importing.apply(importing.bulk(small))
    assert (done["state"], [fault["code"] for fault in done["errors"]]) == ("rejected", ["package.disk_full"])
    assert await importing.learners() == {}


@pytest.mark.parametrize(
    ("learners", "memberships", "expected"),
    [
        ((0, 0), (0, 0), False),
        ((1, 10), (0, 0), False),
        ((1, 9), (0, 0), True),
        ((3, 30), (0, 0), False),
        ((0, 50), (21, 200), True),
    ],
)
def test_more_than_a_tenth_is_much(learners: tuple[int, int], memberships: tuple[int, int], *, expected: bool) -> None:
    changes = Changes()
    changes.add("learners", "ended", learners[0])
    changes.add("memberships", "ended", memberships[0])
    assert ends_too_much(changes, Standing(learners[1], memberships[1])) is expected


async def test_a_package_in_which_only_names_differ_changes_those_alone(importing: Any, small: Files) -> None:
    await importing.apply(importing.bulk(small))
    told = await importing.school.announced()
    named = [{**row, "givenName": "Anders"} if row["sourcedId"] == "noor" else row for row in small["users.csv"]]
    done = await importing.apply(importing.bulk({**small, "users.csv": named}))
    assert done["changes"]["learners"] == {**NOTHING, "changed": 1}
    assert ((await importing.learners())["noor"]["name"]["given"], await importing.school.announced()) == (
        "Anders",
        told,
    )


async def test_what_another_board_holds_stays_held(importing: Any, many: Files) -> None:
    await importing.apply(importing.bulk(many))
    held, ours = await importing.apply(importing.bulk(half(many))), importing.school.board_id
    importing.school.board_id = uuid4()
    await importing.apply(importing.bulk(many))
    importing.school.board_id = ours
    assert (await importing.again(held))["state"] == "held"
