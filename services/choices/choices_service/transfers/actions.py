"""Taking in a file of activities: all of it, or nothing."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import rules
from choices_service.activities.actions import announce_activities, faults_of_goals
from choices_service.activities.store import find_many
from choices_service.goals import store as goals
from choices_service.goals.actions import announce_goals
from choices_service.search.store import count_words
from choices_service.transfers import store
from choices_service.transfers.reading import Row, refusal
from choices_service.transfers.schemas import ImportedOut
from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.ids import new_id

TWICE: Sentence = {
    "nl": "Deze activiteit staat meer dan één keer in het bestand.",
    "en": "This activity is in the file more than once.",
}
CHANGED: Sentence = {
    "nl": "Iemand veranderde deze activiteit na jouw export. Haal haar opnieuw op.",
    "en": "Somebody changed this activity after your export. Fetch it again.",
}
Rows = Mapping[UUID, Any]
MANY = 1000
AT_ONCE = 500
"""Events; between two lots of them others get their turn."""


@dataclass(frozen=True, slots=True)
class _Partner:
    """A check as it will be when the whole file is in."""

    kind: str
    goal_ids: Sequence[UUID]
    parallel_to: UUID | None
    parallel_by: UUID | None


async def import_activities(
    session: AsyncSession, sent: Sequence[Row], author_id: str, *, now: datetime, dry_run: bool
) -> ImportedOut:
    """Make and change what the file says, unless anything in it is wrong."""
    # Alone, so that nothing here changes meanwhile: and the words of many activities are
    # written in several statements, which two at once could lock crosswise.
    await goals.lock_order(session)
    rows = [(row, row.asked.activity_id or new_id()) for row in sent]
    asked = {key for _, key in rows} | {row.asked.parallel_to for row in sent if row.asked.parallel_to}
    present: Rows = await find_many(session, asked)
    known: Rows = await goals.find_many(session, {goal_id for row in sent for goal_id in row.asked.goal_ids})
    # In a thread, as reading was: ten thousand rows are no reason for others to wait.
    faults = await asyncio.to_thread(_faults, rows, present, known)
    if faults:
        raise refusal(faults)
    made, changed = await asyncio.to_thread(_to_write, rows, present, known, author_id, now)
    if not dry_run:
        await store.add(session, made)
        await store.change(session, changed)
        if len(made) >= MANY:
            await count_words(session)
        await _tell(session, [*made, *changed])
    counts = {"created": len(made), "updated": len(changed), "unchanged": len(rows) - len(made) - len(changed)}
    return ImportedOut(dry_run=dry_run, rows=len(rows), **counts)


async def _tell(session: AsyncSession, written: Sequence[dict[str, Any]]) -> None:
    practised = {goal_id for row in written if row["active"] for goal_id in row["goal_ids"]}
    await announce_goals(session, await goals.make_assessable(session, practised))
    for first in range(0, len(written), AT_ONCE):
        await announce_activities(session, [row["activity_id"] for row in written[first : first + AT_ONCE]])


def _faults(rows: Sequence[tuple[Row, UUID]], present: Rows, known: Rows) -> list[Fault]:
    times = Counter(key for _, key in rows)
    partners = _partners(rows, present)
    pairs = Counter(row.asked.parallel_to for row, _ in rows if row.asked.parallel_to)
    found: list[Fault] = []
    for row, key in rows:
        asked, at, before = row.asked, row.at, present.get(key)
        found += [Fault(f"{at}/activityId", TWICE, "twice")] if times[key] > 1 else []
        found += faults_of_goals(asked.goal_ids, known, set(before.goal_ids) if before else set(), at)
        found += rules.find_faults(asked, at)
        if asked.parallel_to:
            found += rules.faults_of_pair(asked, key, partners.get(asked.parallel_to), asked.parallel_to, at)
            found += [Fault(f"{at}/parallelTo", rules.PAIRED, "has-b-form")] if pairs[asked.parallel_to] > 1 else []
        found += rules.faults_of_a_form(asked, partners[key].parallel_by, at)
        found += _faults_of_change(row, before) if before else []
    return found


def _partners(rows: Sequence[tuple[Row, UUID]], present: Rows) -> dict[UUID, _Partner]:
    sent = {key: row.asked for row, key in rows}
    by = {asked.parallel_to: key for key, asked in sent.items() if asked.parallel_to}
    kept = {key: row.parallel_by for key, row in present.items() if row.parallel_by not in sent}
    told = {key: (row.kind, row.goal_ids, row.parallel_to) for key, row in present.items()}
    told |= {key: (asked.kind, asked.goal_ids, asked.parallel_to) for key, asked in sent.items()}
    return {key: _Partner(*values, parallel_by=kept.get(key) or by.get(key)) for key, values in told.items()}


def _faults_of_change(row: Row, before: Any) -> list[Fault]:
    try:
        rules.check_move(before.status, row.asked.status)
    except rules.CannotMove as problem:
        said: Sentence = {"nl": problem.sentence("nl"), "en": problem.sentence("en")}
        return [Fault(f"{row.at}/status", said, problem.type)]
    superseded = row.asked.version not in {None, before.version} and _is_new(row, before)
    return [Fault(f"{row.at}/version", CHANGED, "changed-meanwhile")] if superseded else []


def _is_new(row: Row, before: Any) -> bool:
    return rules.is_changed(before, {**rules.content_of(row.asked), "status": row.asked.status})


def _to_write(
    rows: Sequence[tuple[Row, UUID]], present: Rows, known: Rows, author_id: str, now: datetime
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    made: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for row, key in rows:
        before, published = present.get(key), row.asked.status == "published"
        if before is not None and not _is_new(row, before):
            continue
        first = before.published_at if before else None
        values = {
            **rules.content_of(row.asked),
            "activity_id": key,
            "version": 1,
            "subjects": sorted({known[goal_id].subject for goal_id in row.asked.goal_ids}),
            "status": row.asked.status,
            "active": published,
            "note": before.note if before else None,
            "published_at": now if published and first is None else first,
            "author_id": author_id,
            "made_at": now,
            "changed_by": author_id,
            "changed_at": now,
        }
        (made if before is None else changed).append(values)
    return made, changed
