"""The words and neighbours of goals, as far as a question needs them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, any_, func, literal, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals.store import one_of
from choices_service.mapping.rules import Having, Wanted, is_unknown, known_forms
from choices_service.mapping.tables import goal_searched, goal_word, mapping_index
from choices_service.mapping.vocabulary import words_of_board
from choices_service.tables import goal, prerequisite

MOST_POSTINGS = 5_000
"""A word that so many goals have says little: beyond this the commonest are left out, and the time stays bounded."""


# Of one shape however many words there are: a statement of another shape is prepared and planned anew. The ends come as
# they are: row-level security lets no expression that could leak a row into the index's condition.
_COUNT = text(
    """SELECT word, count(*) AS goals FROM goal_word WHERE word = ANY(cast(:forms AS text[])) GROUP BY word
    UNION ALL
    SELECT longer.word, count(*) AS goals
    FROM unnest(cast(:begins AS text[]), cast(:ends AS text[])) AS begun(begin, past) CROSS JOIN LATERAL (
        SELECT word FROM goal_word WHERE word > begun.begin COLLATE "C" AND word < begun.past COLLATE "C" OFFSET 0
    ) AS longer
    GROUP BY begun.begin, longer.word"""
)


async def goals_searched(session: AsyncSession) -> Row[Any] | None:
    """How many goals there are to find, since when and what of; None before the first time."""
    query: Select[Any] = select(mapping_index.c.goals, mapping_index.c.made_at, mapping_index.c.fingerprint)
    found: Row[Any] | None = (await session.execute(query)).one_or_none()
    return found


async def postings_for(session: AsyncSession, wanted: Sequence[Wanted], fingerprint: str | None) -> dict[str, Having]:
    """The goals of every word that any of these may stand for; of the commonest none, when there are too many."""
    counts = await _counts(session, wanted)
    lost = [one for one in wanted if is_unknown(one, counts.keys())]
    if lost and fingerprint is not None:
        known = await words_of_board(session, fingerprint)
        if meant := {slip for one in lost for slip in one.slips & known}:
            rows = await session.execute(_COUNT, {"forms": sorted(meant), "begins": [], "ends": []})
            counts |= {row.word: row.goals for row in rows}
    forms = {form for one in wanted for form in known_forms(one, counts.keys())}
    chosen = _rarest(forms, counts)
    # A row for each word, not for each goal that has it: thousands of rows cost more than what is in them.
    gathered = [func.array_agg(column) for column in (goal_word.c.goal_id, goal_word.c.weight, goal_word.c.places)]
    query = select(goal_word.c.word, *gathered).where(_is_one_of(chosen)).group_by(goal_word.c.word)
    return {
        word: Having(dict(zip(goal_ids, weights, strict=True)), dict(zip(goal_ids, places, strict=True)))
        for word, goal_ids, weights, places in await session.execute(query)
    }


async def _counts(session: AsyncSession, wanted: Sequence[Wanted]) -> dict[str, int]:
    """How many goals have each word that any of these may stand for, also longer ones that begin alike."""
    forms = sorted({form for one in wanted for form in one.forms})
    begins = sorted({begin for one in wanted for begin in one.begins})
    ends = [f"{begin}\U0010ffff" for begin in begins]
    rows = await session.execute(_COUNT, {"forms": forms, "begins": begins, "ends": ends})
    return {row.word: row.goals for row in rows}


def _is_one_of(words: Collection[str]) -> ColumnElement[bool]:
    return goal_word.c.word == any_(literal(sorted(words), ARRAY(Text)))


def _rarest(forms: Collection[str], counts: Mapping[str, int]) -> list[str]:
    chosen: list[str] = []
    total = 0
    for form in sorted(forms, key=lambda one: (counts[one], one)):
        total += counts[form]
        if chosen and total > MOST_POSTINGS:
            break
        chosen.append(form)
    return chosen


async def neighbours_of(session: AsyncSession, goal_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """What comes right before and right after each of these goals, both ways."""
    before, after = prerequisite.c.prerequisite_id, prerequisite.c.goal_id
    found: dict[UUID, set[UUID]] = {}
    for one, other in await session.execute(
        select(before, after).where(or_(one_of(before, goal_ids), one_of(after, goal_ids)))
    ):
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


_SHOWN = ("goal_id", "place", "title", "short_title", "code", "subject", "levels")


async def candidates(session: AsyncSession, goal_ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """Those of them that can be worked on, with whether there are activities, and the title of what they lie under."""
    parent = goal.alias("parent")
    query: Select[Any] = (
        select(*(goal.c[name] for name in _SHOWN), goal_searched.c.practised, parent.c.title.label("parent_title"))
        .join(goal_searched, goal_searched.c.goal_id == goal.c.goal_id)
        .outerjoin(parent, parent.c.goal_id == goal.c.parent_id)
        .where(one_of(goal.c.goal_id, goal_ids), goal.c.active)
    )
    rows: Sequence[Row[Any]] = (await session.execute(query)).all()
    return rows
