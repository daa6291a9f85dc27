"""Erasing a learner at profile itself: rows, names, what is kept apart, and who may ask."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.contracts.rights import ERASURE_RECEIPT_OF
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.envelope import Envelope, encode
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.events.tables import idempotency, outbox
from eigenwijs_shared.rights.tables import erased
from embedded.testing import MakeDatabase
from profile_service import tables
from profile_service.reactions import REACTIONS
from profile_service.settings import Settings

Board = Any
NOON = "2026-11-24T12:00:00Z"
ASKED = {"ground": "request-by-parent"}

# What PostgreSQL itself knows: every place where the text of an id can be, whoever made the table.
CELLS = """
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'vault') ORDER BY 1, 2
"""
WITH_LEARNER = """
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'vault') AND a.attname = 'learner_id' AND c.relname <> 'erased'
    ORDER BY 1
"""
COLUMNS = """
    SELECT a.attname, format_type(a.atttypid, NULL) AS kind FROM pg_attribute a
    WHERE a.attrelid = cast($1 AS regclass) AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
        AND a.attidentity = ''
"""
SOMETHING = {
    "uuid": "gen_random_uuid()",
    "text": "'x'",
    "integer": "1",
    "bigint": "1",
    "smallint": "1",
    "double precision": "0.5",
    "boolean": "true",
    "jsonb": "'{}'",
    "bytea": "'x'",
    "date": "current_date",
    "timestamp with time zone": "now()",
}


async def as_owner(make_database: MakeDatabase) -> asyncpg.Connection:
    return await asyncpg.connect(make_database("profile").owner_url.replace("+asyncpg", ""))


async def tables_with(connection: asyncpg.Connection, needle: str) -> set[str]:
    """Every table where any row, as text, has it."""
    found = set()
    for row in await connection.fetch(CELLS):
        place = f'{row["nspname"]}."{row["relname"]}"'
        if await connection.fetchval(f"SELECT EXISTS (SELECT FROM {place} t WHERE strpos(t::text, $1) > 0)", needle):  # noqa: S608 - names from the catalogue
            found.add(row["relname"])
    return found


async def fill_every_table_with_a_learner(connection: asyncpg.Connection, board_id: UUID, learner_id: UUID) -> None:
    """A row in each table that has a learner_id, also in those that others make."""
    for table in await connection.fetch(WITH_LEARNER):
        values = {"board_id": f"'{board_id}'", "learner_id": f"'{learner_id}'"}
        for column in await connection.fetch(COLUMNS, table["name"]):
            kind = column["kind"]
            values.setdefault(column["attname"], "'{}'" if kind.endswith("[]") else SOMETHING[kind])
        columns, cells = ", ".join(values), ", ".join(values.values())
        await connection.execute(
            f"INSERT INTO {table['name']} ({columns}) VALUES ({cells}) ON CONFLICT DO NOTHING"  # noqa: S608 - names from the catalogue
        )


async def erase(school: Board, learner: int = 0, **more: Any) -> dict[str, Any]:
    answer = await school.post(f"/v1/learners/{school.learners[learner]}/erasure", {**ASKED, **more})
    assert answer.status_code == 202, answer.text
    assert answer.headers["Location"] == f"/v1/board/erasures/{answer.json()['requestId']}"
    made: dict[str, Any] = answer.json()
    return made


async def test_nothing_of_the_learner_is_left_but_the_tombstone_and_the_request(
    school: Board, make_database: MakeDatabase
) -> None:
    learner_id = str(school.learners[0])
    await school.post("/v1/attempts", school.attempt())
    await school.put(f"/v1/learners/{learner_id}/agency", {"dimensions": {"topic": "learner"}, "reason": "past"})
    async with board_transaction(school.sessions, school.board_id) as session:
        record = {"file": "users.csv", "sourced_id": "l0", "kept": {"grades": [], "enabled": True}}
        parent = {"file": "users.csv", "sourced_id": "p0", "kept": {"agents": ["l0", "l1"]}}
        role = {"file": "roles.csv", "sourced_id": "r0", "kept": {"user": "l0", "role": "student"}}
        for row in (record, parent, role):
            await session.execute(insert(tables.roster_record).values(board_id=school.board_id, **row))
        stored = {"caller": "client", "key": "k", "fingerprint": b"", "status": 201, "reply": {"learnerId": learner_id}}
        await session.execute(insert(idempotency).values(board_id=school.board_id, **stored))
    owner = await as_owner(make_database)
    name = f"Voornaam-{uuid4()}"  # one that no other board of this database has
    await owner.execute("UPDATE vault.person SET given = $1 WHERE user_id = $2", name, school.learners[0])
    assert await tables_with(owner, name) == {"person"}
    before = await tables_with(owner, learner_id)
    assert {
        "learner",
        "person",
        "membership",
        "attempt",
        "ledger_end",
        "agency_move",
        "outbox",
        "idempotency",
    } <= before
    await erase(school, keepApart=False)
    async with board_transaction(school.sessions, school.board_id) as session:
        kept = dict(
            (await session.execute(select(tables.roster_record.c.sourced_id, tables.roster_record.c.kept))).all()
        )
    assert await tables_with(owner, learner_id) == {"erased", "outbox"}  # until the stream is purged
    assert await tables_with(owner, name) == set()
    assert kept == {"p0": {"agents": ["l1"]}}
    assert (await school.get(f"/v1/learners/{school.learners[1]}")).status_code == 200
    await owner.close()


async def test_every_table_with_a_learner_is_emptied_whoever_made_it(
    school: Board, make_database: MakeDatabase
) -> None:
    owner = await as_owner(make_database)
    await owner.execute(
        "CREATE TABLE IF NOT EXISTS later_made (board_id uuid NOT NULL, learner_id uuid NOT NULL, note text NOT NULL)"
    )
    try:
        await fill_every_table_with_a_learner(owner, school.board_id, school.learners[0])
        before = await tables_with(owner, str(school.learners[0]))
        await erase(school)
        after = await tables_with(owner, str(school.learners[0]))
    finally:
        await owner.execute("DROP TABLE later_made")
        await owner.close()
    assert {"later_made", "attempt", "ledger_end"} <= before
    assert after == {"erased", "outbox"}


async def test_the_learner_as_author_of_what_is_about_another_is_blotted_out(
    school: Board, make_database: MakeDatabase
) -> None:
    owner = await as_owner(make_database)
    await owner.execute(
        "INSERT INTO agency_move (board_id, scope, scope_id, subject, version, dimensions, changes, author_id, reason,"
        " moved_at) VALUES ($1, 'group', $2, '', 1, '{}', '{}', $3, 'wij', now())",
        school.board_id,
        school.groups[0],
        str(school.learners[0]),
    )
    await erase(school)
    author = await owner.fetchval("SELECT author_id FROM agency_move WHERE scope_id = $1", school.groups[0])
    await owner.close()
    assert author == "erased"


async def test_the_same_erasure_asked_again_is_the_same(school: Board) -> None:
    first = await erase(school)
    assert (await erase(school))["requestId"] == first["requestId"]
    assert (await school.get("/v1/board/erasures")).json()["items"] == [first]
    assert (await school.announced()).count("profile.erasure.requested.v1") == 1


async def test_a_repeated_request_with_its_key_gets_the_same_answer(school: Board) -> None:
    headers = {**school.headers("sis"), "Idempotency-Key": "weg"}
    path = f"/v1/learners/{school.learners[0]}/erasure"
    answers = [await school.client.post(path, json=ASKED, headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()


async def test_it_is_done_when_every_service_has_given_its_receipt(school: Board) -> None:
    made = await erase(school)
    assert made["state"] == "running"
    receipts = [
        kind.model_validate({"request_id": made["requestId"], "at": NOON, "rows": {"choice": 2}, "messages": {}})
        for kind in ERASURE_RECEIPT_OF.values()
    ]
    envelopes = [Envelope.decode(encode(one, board_id=school.board_id)[1].encode()) for one in receipts]
    await react(school.sessions, REACTIONS, envelopes)
    await react(school.sessions, REACTIONS, envelopes)
    shown = (await school.get(f"/v1/board/erasures/{made['requestId']}")).json()
    assert [one["service"] for one in shown["receipts"]] == ["choices", "gateway", "recommend"]
    assert shown["receipts"][0]["what"] == {"rows": {"choice": 2}, "messages": {}}
    assert shown["state"] == "running"  # its own stream is purged by the worker, last of all


async def test_what_the_law_keeps_is_kept_apart_with_its_ground_and_end(school: Board) -> None:
    made = await erase(school)
    kept = (await school.get("/v1/board/kept-apart")).json()["items"]
    assert [(one["given"], one["family"], one["sourcedId"], one["schools"]) for one in kept] == [
        ("Voornaam l0", "Achternaam", "l0", ["School"])
    ]
    assert made["keptApart"] == {"ground": "enrolment-administration", "until": kept[0]["until"]}
    assert str(school.learners[0]) not in str(kept)


@pytest.mark.parametrize("body", [{"keepApart": False}, {}])
async def test_a_board_without_that_duty_keeps_nothing(school: Board, body: dict[str, Any]) -> None:
    await school.put("/v1/board/retention", {"months": {"kept-apart": 0}})
    assert (await erase(school, **body))["keptApart"] is None
    assert (await school.get("/v1/board/kept-apart")).json()["items"] == []


async def test_only_who_may_erase_may_see_what_is_kept_or_erase(school: Board) -> None:
    path = f"/v1/learners/{school.learners[0]}/erasure"
    answers = [
        await school.post(path, ASKED, "educator", school.educators[0]),
        await school.post(path, ASKED, "learner", school.learners[0]),
        await school.get("/v1/board/kept-apart", "educator", school.educators[0]),
        await school.get("/v1/board/erasures", "learner", school.learners[0]),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]


async def test_an_unknown_learner_or_erasure_or_a_bad_body_is_a_clear_problem(school: Board) -> None:
    unknown = await school.post(f"/v1/learners/{uuid4()}/erasure", ASKED)
    bad = await school.post(f"/v1/learners/{school.learners[0]}/erasure", {"ground": "because"})
    no_erasure = await school.get(f"/v1/board/erasures/{uuid4()}")
    assert (unknown.status_code, bad.status_code, no_erasure.status_code) == (404, 422, 404)
    assert no_erasure.json()["type"] == "urn:eigenwijs:problem:unknown-erasure"
    assert (await school.get(f"/v1/learners/{school.learners[0]}")).status_code == 200


async def test_while_an_import_is_applied_nothing_is_erased(school: Board) -> None:
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": f"roster/{school.board_id}"}
        )
        answer = await school.post(f"/v1/learners/{school.learners[0]}/erasure", ASKED)
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:eigenwijs:problem:roster-busy")
    assert (await school.get(f"/v1/learners/{school.learners[0]}")).status_code == 200


async def test_an_event_that_comes_late_does_not_bring_the_learner_back(school: Board) -> None:
    heard: list[UUID] = []
    reactions = Reactions("profile")

    @reactions.to(AttemptRecorded)
    async def hear(_session: AsyncSession, events: Sequence[AttemptRecorded]) -> None:
        heard.extend(event.learner_id for event in events)

    async def tell(learner_id: UUID) -> None:
        data = {**school.attempt(), "sequence": 1, "goalIds": [], "level": 1, "kind": "check", "form": "game"}
        event = AttemptRecorded.model_validate({**data, "learnerId": str(learner_id), "recordedAt": data["occurredAt"]})
        await react(school.sessions, reactions, [Envelope.decode(encode(event, board_id=school.board_id)[1].encode())])

    await erase(school)
    await tell(school.learners[0])
    await tell(school.learners[1])
    assert heard == [school.learners[1]]


async def test_the_tombstone_tells_nobody_who_it_was_and_the_function_erases_nobody_unasked(
    school: Board, settings: Settings
) -> None:
    await erase(school)
    async with board_transaction(school.sessions, school.board_id) as session:
        digest = (await session.execute(select(erased.c.digest))).scalar_one()
    assert len(digest) == 32
    connection = await asyncpg.connect(settings.database_url.replace("+asyncpg", ""))
    await connection.execute("SELECT set_config('app.board_id', $1, false)", str(school.board_id))
    with pytest.raises(asyncpg.RaiseError):
        await connection.execute("SELECT erase_learner($1)", school.learners[1])
    await connection.close()


async def test_what_waited_in_the_outbox_about_the_learner_does_not_leave(school: Board) -> None:
    await school.post("/v1/attempts", school.attempt())
    await school.post("/v1/attempts", school.attempt(1))
    await erase(school)
    async with board_transaction(school.sessions, school.board_id) as session:
        subjects = (await session.execute(select(outbox.c.subject).order_by(outbox.c.seq))).scalars().all()
    told = [(subject.split(".")[2], subject.split(".", 3)[3]) for subject in subjects]
    assert told == [
        (str(school.learners[1]), "profile.attempt.recorded.v1"),
        (str(school.learners[0]), "profile.erasure.requested.v1"),
    ]


async def test_a_package_that_waits_to_be_confirmed_does_not_keep_the_name(school: Board) -> None:
    waits = {"board_id": school.board_id, "import_id": uuid4()}
    values = {"state": "held", "author_id": "sis", "created_at": datetime.now(UTC), "counts": {}, "errors": []}
    async with board_transaction(school.sessions, school.board_id) as session:
        await session.execute(insert(tables.roster_import).values(**waits, **values))
        await session.execute(insert(tables.roster_package_part).values(**waits, place=0, body=b"a zip with names"))
    await erase(school)
    async with board_transaction(school.sessions, school.board_id) as session:
        state = (await session.execute(select(tables.roster_import.c.state))).scalar_one()
        parts = (await session.execute(select(tables.roster_package_part))).all()
    assert (state, parts) == ("superseded", [])
