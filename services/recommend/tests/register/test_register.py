"""The register in its database: written with what it is about, kept by the database itself, and checked."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from services.recommend.tests.board import Board, Shelf
from services.recommend.tests.make import choice_made
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.db import board_transaction
from embedded.databases import Database
from recommend_service.cards.actions import offer_card
from recommend_service.catalogue.cache import Catalogues
from recommend_service.register.actions import check, look_after
from recommend_service.register.command import verify
from recommend_service.register.schemas import VerificationOut
from recommend_service.register.tables import register_entry
from recommend_service.settings import Settings


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[Any]:
    """Who owns the tables, past every guard but the register's own."""
    connection: Any = await asyncpg.connect(database.owner_url.replace("+asyncpg", ""))
    yield connection
    await connection.close()


@pytest.fixture
async def written(board: Board, shelf: Shelf) -> Board:
    """Three cards and a choice, sealed."""
    await board.knows(shelf.goals, shelf.activities)
    await board.card()
    await board.tries(shelf.of(0)[0], True)
    shown = await board.card()
    await board.hears(choice_made(board.learner_id, shown))
    await board.card()
    await look_after(board.sessions, datetime.now(UTC))
    return board


async def checked(board: Board) -> VerificationOut:
    async with board_transaction(board.sessions, board.board_id) as session:
        return await check(session)


async def kinds(board: Board) -> list[str]:
    async with board_transaction(board.sessions, board.board_id) as session:
        query = select(register_entry.c.kind).order_by(register_entry.c.chain_id.desc(), register_entry.c.position)
        return list(await session.scalars(query))


async def named(board: Board) -> list[tuple[str, int]]:
    return [(fault.what, fault.position) for fault in (await checked(board)).faults]


async def test_cards_and_choices_are_entered_and_found_whole(written: Board) -> None:
    found = await checked(written)
    assert sorted(await kinds(written)) == ["card", "card", "card", "outcome", "seal"]
    assert (found.sound, found.entries, found.chains, found.faults) == (True, 5, 2, [])


async def test_a_choice_told_twice_is_entered_once(written: Board, shelf: Shelf) -> None:
    choice = choice_made(written.learner_id, await written.card())
    await written.hears(choice)
    await written.hears(choice)
    assert (await kinds(written)).count("outcome") == 2


@pytest.mark.parametrize("change", ["UPDATE register_entry SET kind = 'x'", "DELETE FROM register_entry"])
async def test_the_application_may_only_add(written: Board, change: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with board_transaction(written.sessions, written.board_id) as session:
            await session.execute(text(change))


async def test_nobody_changes_or_empties_it(written: Board, owner: Any) -> None:
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await owner.execute("UPDATE register_entry SET kind = 'x'")
    with pytest.raises(asyncpg.RaiseError, match="append-only"):
        await owner.execute("TRUNCATE register_entry")
    assert (await checked(written)).sound


async def test_a_card_that_was_changed_or_slipped_in_afterwards_is_named(written: Board, owner: Any) -> None:
    first = "(SELECT min(card_id::text)::uuid FROM card WHERE board_id = $1)"
    await owner.execute(f"UPDATE card SET policy = 'kinder' WHERE card_id = {first}", written.board_id)  # noqa: S608
    assert await named(written) == [("changed", 1)]
    await owner.execute(
        "INSERT INTO card SELECT (jsonb_populate_record(k, jsonb_build_object('card_id', gen_random_uuid()))).* "
        "FROM card k WHERE board_id = $1 ORDER BY k.card_id DESC LIMIT 1",
        written.board_id,
    )
    assert sorted(await named(written)) == [("changed", 1), ("inserted", 0)]


async def remove(owner: Any, written: Board, which: str) -> None:
    """As who owns the tables can, if nobody looks."""
    async with owner.transaction():
        await owner.execute("ALTER TABLE register_entry DISABLE TRIGGER ALL")
        await owner.execute(f"DELETE FROM register_entry WHERE board_id = $1 AND {which}", written.board_id)  # noqa: S608
        await owner.execute("ALTER TABLE register_entry ENABLE TRIGGER ALL")


async def test_what_the_owner_removes_past_the_triggers_is_missed(written: Board, owner: Any) -> None:
    await remove(owner, written, "kind = 'outcome'")
    assert await named(written) == [("removed", 3)]
    await remove(owner, written, "learner_id IS NOT NULL")
    assert await named(written) == [("removed", 4)]


async def test_the_operators_command_names_what_is_wrong(
    written: Board, owner: Any, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await remove(owner, written, "kind = 'outcome'")
    assert await asyncio.to_thread(verify, settings) == 1
    assert f"{written.board_id}: 4 entries in 2 chains" in (told := capsys.readouterr().out)
    assert "  removed: " in told


async def test_an_erased_learner_leaves_a_hash_and_no_fault(written: Board) -> None:
    await written.hears(ErasureRequested(learner_id=written.learner_id, request_id=uuid4()))
    assert await kinds(written) == ["seal", "removed"]
    assert (await checked(written)).sound
    async with board_transaction(written.sessions, written.board_id) as session:
        told = str((await session.execute(select(register_entry))).all())
    assert str(written.learner_id) not in told


async def test_what_is_past_its_term_goes_and_the_rest_still_holds(board: Board, shelf: Shelf) -> None:
    await board.knows(shelf.goals, shelf.activities)
    now = datetime.now(UTC)
    async with board_transaction(board.sessions, board.board_id) as session:
        learner, catalogue = await board.learner(session), await Catalogues().of_board(session)
        first = await offer_card(session, learner, catalogue, None, now - timedelta(days=800))
        second = await offer_card(session, learner, catalogue, None, now - timedelta(days=700))
    await look_after(board.sessions, now)
    found = await checked(board)
    assert (found.sound, sorted(await kinds(board))) == (True, ["card", "removed", "seal"])
    assert (await board.get(f"/v1/cards/{first.card_id}")).status_code == 404
    assert (await board.get(f"/v1/cards/{second.card_id}")).status_code == 200


async def test_the_database_itself_keeps_half_a_year(board: Board) -> None:
    with pytest.raises(DBAPIError, match="at least 183 days"):
        async with board_transaction(board.sessions, board.board_id) as session:
            await session.execute(text("SELECT retire_register(now() - interval '182 days')"))


async def test_a_board_keeps_it_for_half_a_year_at_least(written: Board) -> None:
    token = written.keys.token("board-admin", written.board_id, "client")
    headers = {"Authorization": f"Bearer {token}"}
    short = await written.client.put("/v1/decisions/retention", json={"days": 182}, headers=headers)
    assert (short.status_code, short.json()["type"]) == (400, "urn:eigenwijs:problem:register-term")
    long = await written.client.put("/v1/decisions/retention", json={"days": 400}, headers=headers)
    assert long.json() == {"days": 400, "least": 183}
    assert (await written.get("/v1/decisions/retention", "board-admin")).json()["days"] == 400
    assert (await checked(written)).sound


async def test_the_board_takes_it_out_and_goes_on_where_it_was(written: Board) -> None:
    whole = (await written.get("/v1/decisions/export", "board-admin")).text.splitlines()
    part = (await written.get("/v1/decisions/export?limit=2", "board-admin")).text.splitlines()
    assert (len(whole), part) == (5, whole[:2])
    assert (await written.get("/v1/decisions/verification", "board-admin")).json()["sound"]
    assert (await written.get("/v1/decisions/export", "educator")).status_code == 403
