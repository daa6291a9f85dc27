"""What is kept of people is told to them and to the board: no table is added without words for it."""

from typing import Any

import asyncpg
import pytest

from eigenwijs_shared.rights.dossier import _HOLDERS
from embedded.paths import SERVICES
from embedded.testing import MakeDatabase
from profile_service.dossier.own import OURS
from profile_service.dossier.story import COPIES
from profile_service.dossier.words import SECTIONS
from profile_service.register.entries import ENTRIES

OF_PEOPLE = """
    SELECT DISTINCT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'vault') AND NOT a.attisdropped
        AND a.attname ~ '^((learner|user|educator|parent|author|viewer|scope)_id|given|learner_ids|username)$'
"""
PLUMBING = {"erased", "outbox", "inbox", "idempotency"}
"""A digest that tells nothing, and what is on its way for days: no kind of data of its own."""
OF_THE_BOARD = {"activity", "goal", "evidence_rule"}
"""The catalogue and its rules: of nobody, though it says who put it in."""
ALL = OF_PEOPLE.partition("AND a.attname")[0]


async def tables(make_database: MakeDatabase, service: str, query: str) -> set[str]:
    connection: Any = await asyncpg.connect(make_database(service).owner_url.replace("+asyncpg", ""))
    try:
        return {row[0] for row in await connection.fetch(query)}
    finally:
        await connection.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_a_dossier_has_words_for_every_table_with_a_learner(make_database: MakeDatabase, service: str) -> None:
    holders = f"SELECT table_name FROM ({_HOLDERS.text}) t"  # noqa: S608 - our own query
    found = await tables(make_database, service, holders)
    assert found - SECTIONS.keys() - COPIES - OURS.without - PLUMBING == set()


@pytest.mark.parametrize("service", SERVICES)
async def test_the_register_names_every_table_that_holds_people(make_database: MakeDatabase, service: str) -> None:
    found = await tables(make_database, service, OF_PEOPLE)
    named = {name for entry in ENTRIES for name in entry.held_in().get(service, ())}
    assert found - named - PLUMBING - OF_THE_BOARD == set()
    assert named - await tables(make_database, service, ALL) == set()
