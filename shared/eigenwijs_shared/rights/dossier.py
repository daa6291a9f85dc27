"""What a service holds of one learner: gathered, and handed in sealed, so that it never lies readable in a stream.

Sealed as a compact JWE (RFC 7516) with ECDH-ES+A256KW and A256GCM, for the key that the asker made for this request.
"""

import gzip
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from joserfc import jwe
from joserfc.jwk import OKPKey
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import DossierRequested
from eigenwijs_shared.contracts.rights import DOSSIER_PART_OF
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.events.reactions import Reactions

PIECE = 400_000
"""Bytes before sealing; base64 adds a third, and NATS takes a message of 1 MB."""


class _Large(jwe.JWERegistry):
    """The library refuses more than 64 kB, as a stranger could send anything; these pieces are our own."""

    max_ciphertext_length = 2 * PIECE


_REGISTRY = _Large()
_HEADER = {"alg": "ECDH-ES+A256KW", "enc": "A256GCM"}

Rows = dict[str, list[dict[str, Any]]]
Titles = Callable[[AsyncSession, Rows], Awaitable[dict[str, str]]]
"""The words for the ids in these rows that this service knows, by id."""

_HOLDERS = text(
    """SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c
    WHERE c.table_schema IN ('public', 'vault') AND c.column_name = 'learner_id'
        AND EXISTS (SELECT FROM information_schema.columns b WHERE (b.table_schema, b.table_name, b.column_name)
            = (c.table_schema, c.table_name, 'board_id'))
    ORDER BY c.table_schema, c.table_name"""
)


async def no_titles(_session: AsyncSession, _rows: Rows) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a service holds something of a learner, beside every table that has a `learner_id`."""

    also: Mapping[str, str] = field(default_factory=dict)
    """Other tables, and the column that is the learner's id there."""
    hidden: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Columns that are no data of the learner's but keys to something: never handed out."""
    without: frozenset[str] = frozenset()
    """Tables that hold this very request."""
    titles: Titles = no_titles


async def gather(session: AsyncSession, learner_id: UUID, holding: Holding) -> Rows:
    """Every row about this learner, by table; a table that is added later is gathered without being named here."""
    found = {
        row.table_name if row.table_schema == "public" else f"{row.table_schema}.{row.table_name}": row.column_name
        for row in await session.execute(_HOLDERS)
    }
    tables = {**found, **holding.also}
    rows: Rows = {}
    for table in sorted(tables.keys() - holding.without):
        hidden = ["board_id", *holding.hidden.get(table, ())]
        # Names of tables and columns are our own, from the catalogue; only the id is a caller's.
        query = text(f"SELECT to_jsonb(t) - cast(:hidden AS text[]) FROM {table} t WHERE t.{tables[table]} = :learner")  # noqa: S608
        held = (await session.execute(query, {"hidden": hidden, "learner": learner_id})).scalars().all()
        if held:
            rows[table] = list(held)
    return rows


def seal(document: Mapping[str, Any], public_key: Mapping[str, str]) -> list[str]:
    """The document as sealed pieces, in order; only the holder of the private key reads them."""
    packed = gzip.compress(json.dumps(document, ensure_ascii=False).encode(), mtime=0)
    key = OKPKey.import_key(dict(public_key))
    pieces = [packed[first : first + PIECE] for first in range(0, len(packed), PIECE)]
    return [jwe.encrypt_compact(_HEADER, piece, key, registry=_REGISTRY) for piece in pieces]


def unseal(pieces: Iterable[str], private_key: Mapping[str, str]) -> dict[str, Any]:
    """The document that was sealed; pieces in their order."""
    key = OKPKey.import_key(dict(private_key))
    packed = b"".join(jwe.decrypt_compact(piece, key, registry=_REGISTRY).plaintext or b"" for piece in pieces)
    document: dict[str, Any] = json.loads(gzip.decompress(packed))
    return document


def hand_in_dossiers(reactions: Reactions, holding: Holding) -> None:
    """Register with a service's reactions that it hands in what it holds whenever a dossier is asked for."""
    reactions.add(DossierRequested, partial(_hand_in, reactions.service, holding))


async def _hand_in(service: str, holding: Holding, session: AsyncSession, requests: Sequence[DossierRequested]) -> None:
    for request in requests:
        rows = await gather(session, request.learner_id, holding)
        pieces = seal({"rows": rows, "titles": await holding.titles(session, rows)}, request.public_key)
        counts = {table: len(held) for table, held in rows.items()}
        kind = DOSSIER_PART_OF[service]
        parts = [
            kind(
                request_id=request.request_id,
                learner_id=request.learner_id,
                number=number,
                total=len(pieces),
                rows=counts,
                sealed=sealed,
            )
            for number, sealed in enumerate(pieces, 1)
        ]
        await announce(session, *parts)
