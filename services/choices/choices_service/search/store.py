"""Asks the search functions of the database, which alone may use its indexes for words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Integer, Row, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

Noun = Literal["activity", "goal"]

_QUERY = text("SELECT exact, wide, corrected FROM catalogue_query(:noun, :said)")
_FOUND = text(
    "SELECT activity_id, rank FROM activities_found(:exact, :wide, :filters, :after_rank, :after_id, :most)"
).bindparams(
    bindparam("exact", type_=Text),
    bindparam("wide", type_=Text),
    bindparam("filters", type_=JSONB),
    bindparam("after_rank", type_=Integer),
    bindparam("after_id", type_=Uuid),
)
_COUNTED = text("SELECT * FROM activities_counted(:wide, :filters)").bindparams(
    bindparam("wide", type_=Text), bindparam("filters", type_=JSONB)
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed as the database understands it; `corrected` only where a word had to be guessed."""

    exact: str | None = None
    wide: str | None = None
    corrected: str | None = None


async def understood(session: AsyncSession, noun: Noun, said: str | None) -> Query:
    """Without any word in it (`%`, or only “the”) it is an empty query."""
    if said is None:
        return Query()
    row = (await session.execute(_QUERY, {"noun": noun, "said": said})).one()
    return Query(row.exact, row.wide, row.corrected)


async def find_activities(
    session: AsyncSession, query: Query, filters: Mapping[str, Any], after: tuple[int, UUID] | None, most: int
) -> Sequence[Row[Any]]:
    """Ids and ranks: the best first, or without words the oldest."""
    place = {"after_rank": after and after[0], "after_id": after and after[1], "most": most}
    asked = {"exact": query.exact, "wide": query.wide, "filters": dict(filters), **place}
    return (await session.execute(_FOUND, asked)).all()


async def count_activities(session: AsyncSession, query: Query, filters: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """How many there are of each combination of form, medium, company, kind, level and language."""
    return (await session.execute(_COUNTED, {"wide": query.wide, "filters": dict(filters)})).all()
