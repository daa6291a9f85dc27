"""Mapping a question to goals."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.goals.schemas import GoalNameOut
from choices_service.mapping import reasons, rules, store
from choices_service.mapping.index import bring_up_to_date
from choices_service.mapping.schemas import MatchedWordOut, ProposalOut, ProposalsOut
from eigenwijs_shared.errors import Language

FIRST_TIME = 500
"""Goals to read at once for a board whose words nobody has read yet; the worker goes on with the others."""
NEAREST, WALKED = 100, 25
"""Goals that are looked at further, and of these those from which the graph is followed: more than anybody is shown,
also where sets for several kinds of school say the same."""


async def map_question(
    session: AsyncSession,
    said: Mapping[str, str | None],
    grades: Collection[str],
    *,
    most: int,
    language: Language,
    now: datetime,
) -> ProposalsOut:
    """The goals that this question is most about, each with the words that say so."""
    searched = await _searched(session, now)
    scored = await _scored(session, said, searched)
    rows = {row.goal_id: row for row in await store.candidates(session, scored.keys())}
    ranked = rules.ranked(scored, map(_candidate, rows.values()), grades, most)
    # What was found along a goal that was retired a moment ago has nothing left to say why.
    found = [one for one in ranked if one.matches or one.via in rows]
    return ProposalsOut(
        items=[_shown(one, found[0].score, rows, language) for one in found],
        hint=None if found else reasons.nothing_found(language),
        as_of=searched.made_at if searched else now,
    )


async def _searched(session: AsyncSession, now: datetime) -> Row[Any] | None:
    """What there is to search in; read now for a board whose words nobody has read yet."""
    found = await store.goals_searched(session)
    if found is not None:
        return found
    await bring_up_to_date(session, most=FIRST_TIME, now=now)
    return await store.goals_searched(session)


async def _scored(
    session: AsyncSession, said: Mapping[str, str | None], searched: Row[Any] | None
) -> Mapping[UUID, rules.Scored]:
    wanted = rules.wanted_of(said)
    if not wanted:
        return {}
    postings = await store.postings_for(session, wanted, searched.fingerprint if searched else None)
    scored = rules.score(wanted, postings, searched.goals if searched else FIRST_TIME, most=NEAREST)
    best = sorted(scored.values(), key=lambda one: (-one.score, one.goal_id))
    neighbours = await store.neighbours_of(session, [one.goal_id for one in best[:WALKED]])
    return rules.spread(scored, neighbours)


async def words_for(
    session: AsyncSession, said: Mapping[str, str | None], goal_ids: Collection[UUID], *, now: datetime
) -> dict[UUID, list[str]]:
    """The words of a question that each of these goals has; for goals that somebody picked."""
    searched = await _searched(session, now)
    wanted = rules.wanted_of(said)
    postings = await store.postings_for(session, wanted, searched.fingerprint if searched else None)
    scored = rules.score(wanted, postings, FIRST_TIME)
    return {key: [match.said for match in scored[key].matches] for key in goal_ids if key in scored}


def _candidate(row: Row[Any]) -> rules.Candidate:
    return rules.Candidate(row.goal_id, row.place, row.title, row.levels, row.practised)


def _shown(one: rules.Scored, best: float, rows: Mapping[UUID, Row[Any]], language: Language) -> ProposalOut:
    row = rows[one.goal_id]
    near = rows.get(one.via) if one.via else None
    via = GoalNameOut.model_validate(near) if near is not None else None
    return ProposalOut(
        **{name: getattr(row, name) for name in ("goal_id", "title", "short_title", "code", "subject", "levels")},
        parent_title=row.parent_title,
        score=round(one.score / best, 3),
        words=[MatchedWordOut(word=match.said, where=reasons.place_of(match)) for match in one.matches],
        via=via,
        reason=_reason(one, rows, language),
    )


def _reason(one: rules.Scored, rows: Mapping[UUID, Row[Any]], language: Language) -> str:
    near = rows.get(one.via) if one.via else None
    if near is None:
        return reasons.because(one.matches, language)
    return reasons.because_of(near.short_title or near.title, language)
