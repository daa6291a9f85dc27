"""Asks the search functions of the database, which alone may use its indexes for words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Integer, Row, Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.paging import NOT_OURS

Noun = Literal["activity", "goal"]

_QUERY = text("SELECT tiers, wide, corrected FROM catalogue_query(:noun, :said)")
_FOUND = text(
    "SELECT activity_id, tier FROM activities_found(:tiers, :filters, :after_tier, :after_id, :most)"
).bindparams(
    bindparam("tiers", type_=ARRAY(Text)),
    bindparam("filters", type_=JSONB),
    bindparam("after_tier", type_=Integer),
    bindparam("after_id", type_=Uuid),
)
_COUNTED = text("SELECT * FROM activities_counted(:wide, :filters)").bindparams(
    bindparam("wide", type_=Text), bindparam("filters", type_=JSONB)
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed as the database understands it; `corrected` only where a word had to be guessed.

    `wide` finds everything, `tiers` the best first and then what is left, each apart.
    """

    tiers: list[str] | None = None
    wide: str | None = None
    corrected: str | None = None


async def understood(session: AsyncSession, noun: Noun, said: str | None) -> Query:
    """Without any word in it (`%`, or only “the”) it is an empty query."""
    if said is None:
        return Query()
    row = (await session.execute(_QUERY, {"noun": noun, "said": said})).one()
    return Query(row.tiers, row.wide, row.corrected)


async def find_activities(
    session: AsyncSession, query: Query, filters: Mapping[str, Any], after: tuple[int, UUID] | None, most: int
) -> Sequence[Row[Any]]:
    """Ids and tiers: the best first, in each tier or without words the oldest."""
    place = {"after_tier": after and after[0], "after_id": after and after[1], "most": most}
    return (await session.execute(_FOUND, {"tiers": query.tiers, "filters": dict(filters), **place})).all()


async def count_activities(session: AsyncSession, query: Query, filters: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """How many there are of each combination of form, medium, company, kind, level and language."""
    return (await session.execute(_COUNTED, {"wide": query.wide, "filters": dict(filters)})).all()


def tier_of(after: Sequence[str]) -> int:
    """The tier in the cursor of a search: `[id, tier]`."""
    if len(after) != 2 or after[1] not in {"1", "2", "3", "4"}:
        raise NOT_OURS
    return int(after[1])


async def count_words(session: AsyncSession) -> None:
    """Let the planner know how many words there are, after very many came at once."""
    await session.execute(text("SELECT count_words()"))
