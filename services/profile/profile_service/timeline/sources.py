"""Where a timeline comes from: one function per source, each giving its newest items before a place.

A new source is a function of this form and its line in `SOURCES`.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Column, Row, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.audience import Audience
from profile_service.evidence.goals import goal_titles
from profile_service.evidence.tables import evidence
from profile_service.motivation.tables import motivation
from profile_service.tables import agency_move, attempt, membership
from profile_service.timeline import sentences
from profile_service.timeline.rules import Item, Kind, Place, newest


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of whose timeline, and who looks: oneself sees one's own motivation, others what was shared."""

    learner_id: UUID
    now: datetime
    own: bool
    audience: Audience | None
    kinds: Collection[str]
    goal_id: UUID | None
    since: datetime | None
    until: datetime | None
    before: Place | None
    most: int

    def wants(self, kind: Kind) -> bool:
        return not self.kinds or kind in self.kinds


Source = Callable[[AsyncSession, Asked], Awaitable[list[Item]]]


async def attempts(session: AsyncSession, asked: Asked) -> list[Item]:
    if not asked.wants("attempt"):
        return []
    query = select(attempt).where(attempt.c.learner_id == asked.learner_id)
    if asked.goal_id is not None:
        query = query.where(attempt.c.goal_ids.contains([asked.goal_id]))
    rows = (await session.execute(_part(query, asked, attempt.c.occurred_at, attempt.c.attempt_id))).all()
    titles = await _titles(session, rows)
    return [
        Item(
            at=row.occurred_at,
            id=row.attempt_id,
            kind="attempt",
            goal_ids=row.goal_ids,
            sequence=row.sequence,
            sentence=sentences.attempt_sentence(
                kind=row.kind,
                form=row.form,
                success=row.success,
                completion=row.completion,
                score=row.score_scaled,
                titles=_of(titles, row),
            ),
        )
        for row in rows
    ]


async def facts(session: AsyncSession, asked: Asked) -> list[Item]:
    """Evidence but corrections."""
    query = select(evidence).where(evidence.c.learner_id == asked.learner_id, evidence.c.kind != "correction")
    if asked.kinds:
        query = query.where(evidence.c.kind.in_(asked.kinds))
    if asked.goal_id is not None:
        query = query.where(evidence.c.goal_ids.contains([asked.goal_id]))
    rows = (await session.execute(_part(query, asked, evidence.c.occurred_at, evidence.c.evidence_id))).all()
    titles = await _titles(session, rows)
    return [
        Item(
            at=row.occurred_at,
            id=row.evidence_id,
            kind=row.kind,
            goal_ids=row.goal_ids,
            sequence=row.sequence,
            sentence=sentences.evidence_sentence(
                kind=row.kind,
                role=row.author_role,
                weight=row.weight,
                success=row.success,
                score=row.score_scaled,
                note=row.note,
                titles=_of(titles, row),
            ),
        )
        for row in rows
    ]


async def corrections(session: AsyncSession, asked: Asked) -> list[Item]:
    """They stand where they were made, though they count where that was what they correct."""
    if not asked.wants("correction"):
        return []
    query = select(evidence).where(evidence.c.learner_id == asked.learner_id, evidence.c.kind == "correction")
    if asked.goal_id is not None:
        query = query.where(evidence.c.goal_ids.contains([asked.goal_id]))
    rows = (await session.execute(_part(query, asked, evidence.c.recorded_at, evidence.c.evidence_id))).all()
    return [
        Item(
            at=row.recorded_at,
            id=row.evidence_id,
            kind="correction",
            goal_ids=row.goal_ids,
            sequence=row.sequence,
            sentence=sentences.correction_sentence(
                role=row.author_role, score=row.score_scaled, success=row.success, reason=row.note
            ),
        )
        for row in rows
    ]


async def dial_moves(session: AsyncSession, asked: Asked) -> list[Item]:
    """Moves that spoke for the learner: its own, its board's, and those of its groups while it was in them.

    Places have few, so all are looked at.
    """
    if asked.goal_id is not None or not asked.wants("agency-move"):
        return []
    mine = (membership.c.user_id == asked.learner_id, membership.c.role == "learner")
    spells = (await session.execute(select(membership).where(*mine))).all()
    places = {asked.learner_id, session.info["board_id"], *(spell.group_id for spell in spells)}
    query = within(select(agency_move).where(agency_move.c.scope_id.in_(places)), asked, agency_move.c.moved_at)
    items = [
        Item(
            at=row.moved_at,
            id=uuid5(row.scope_id, f"{row.subject}/{row.version}"),
            kind="agency-move",
            sentence=sentences.agency_sentence(scope=row.scope, reason=row.reason),
        )
        for row in await session.execute(query)
        if row.scope != "group" or any(_covers(spell, row) for spell in spells)
    ]
    return newest(items, before=asked.before, limit=asked.most)


def _covers(spell: Row[Any], move: Row[Any]) -> bool:
    """Was the learner in the group when its dial was moved?"""
    there = spell.group_id == move.scope_id and spell.began_at <= move.moved_at
    return there and (spell.ended_at is None or move.moved_at < spell.ended_at)


async def motivation_reports(session: AsyncSession, asked: Asked) -> list[Item]:
    """One a week at most, so all are looked at."""
    if asked.goal_id is not None or not asked.wants("motivation"):
        return []
    query = select(motivation).where(motivation.c.learner_id == asked.learner_id)
    if not asked.own:
        query = query.where(motivation.c.shared)
    items = [
        Item(
            at=row.reported_at,
            id=uuid5(row.learner_id, f"motivation/{row.week}"),
            kind="motivation",
            sentence=sentences.motivation_sentence(row.autonomy, row.competence, row.relatedness),
        )
        for row in await session.execute(within(query, asked, motivation.c.reported_at))
    ]
    return newest(items, before=asked.before, limit=asked.most)


SOURCES: Sequence[Source] = (attempts, facts, corrections, dial_moves, motivation_reports)


def within(query: Select[Any], asked: Asked, at: Column[Any]) -> Select[Any]:
    if asked.since is not None:
        query = query.where(at >= asked.since)
    if asked.until is not None:
        query = query.where(at < asked.until)
    return query


def _part(query: Select[Any], asked: Asked, at: Column[Any], identity: Column[Any]) -> Select[Any]:
    query = within(query, asked, at)
    if asked.before is not None:
        query = query.where(tuple_(at, identity) < asked.before)
    return query.order_by(at.desc(), identity.desc()).limit(asked.most)


async def _titles(session: AsyncSession, rows: Sequence[Row[Any]]) -> Mapping[UUID, str]:
    return await goal_titles(session, {goal_id for row in rows for goal_id in row.goal_ids})


def _of(titles: Mapping[UUID, str], row: Row[Any]) -> list[str]:
    return [titles[goal_id] for goal_id in row.goal_ids if goal_id in titles]
