"""Scores the version in use beside those in shadow, on what a bounded sample of learners did that day.

A day is scored anew at every look until it is over: killed half-way, nothing is counted twice.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, board_transaction
from recommend_service.fitting import observed
from recommend_service.fitting.observed import uuids
from recommend_service.mastery.known import KnownModel
from recommend_service.models import store
from recommend_service.models.inuse import MODELS
from recommend_service.models.members import members
from recommend_service.models.predicting import chances
from recommend_service.models.scored import Flags, flags, tallies
from recommend_service.models.tally import Floats, Ints, Tally
from recommend_service.register.actions import boards

ROUND_S: Final = 900.0
MOST_LEARNERS: Final = 200
"""So many a day say enough; which they are is drawn anew each day."""
PAGE: Final = 25
"""Learners whose observations are held, and gone through, at once: other work waits that long."""
_NIGHT_OVER: Final = time(3)
"""Until then yesterday is scored too: what was recorded just before midnight has arrived."""
_LEARNERS = text(
    """SELECT learner_id FROM observation WHERE recorded_at >= :since AND recorded_at < :before GROUP BY learner_id
    ORDER BY md5(learner_id::text || :day) LIMIT :most"""
)


@dataclass(slots=True)
class _Told:
    """Predictions of all pages together; `learner` are rows of `who`."""

    who: list[Flags] = field(default_factory=list)
    learner: list[Ints] = field(default_factory=list)
    y: list[Floats] = field(default_factory=list)
    chance: dict[str, list[Floats]] = field(default_factory=dict)
    learners: int = 0

    def tallies(self, keys: Sequence[str]) -> dict[tuple[str, str], Tally]:
        if not self.who:
            return {}
        who, learner, y = np.concatenate(self.who), np.concatenate(self.learner), np.concatenate(self.y)
        return {
            (version, key): tally
            for version, parts in self.chance.items()
            for key, tally in tallies(learner, np.concatenate(parts), y, who, keys).items()
        }


async def score_forever(sessions: Sessions) -> None:
    """The worker's task: look at every board now and then."""
    aside = Aside("model scores")
    while True:
        await score_boards(sessions, datetime.now(UTC), aside)
        await asyncio.sleep(ROUND_S)


async def score_boards(sessions: Sessions, now: datetime, aside: Aside = RAISING) -> None:
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=1), today] if now.astimezone(UTC).time() < _NIGHT_OVER else [today]
    for board_id in await boards(sessions):
        if board_id not in aside.ids:
            with aside.trying(board_id):
                for day in days:
                    await score_day(sessions, board_id, day)


async def score_day(sessions: Sessions, board_id: UUID, day: date) -> None:
    """What was recorded on that day, since the newest of these versions was made: the same for each of them."""
    start = datetime.combine(day, time(), tzinfo=UTC)
    before = start + timedelta(days=1)
    async with board_transaction(sessions, board_id) as session:
        kept, since = await _versions(session, start)
        asked = {"since": since, "before": before, "day": day.isoformat(), "most": MOST_LEARNERS}
        learner_ids = list(await session.scalars(_LEARNERS, asked))
        named = await store.subgroups_of(session)
        of = await members(session, named, day) if learner_ids else {}
    told = _Told()
    for first in range(0, len(learner_ids), PAGE):
        async with board_transaction(sessions, board_id) as session:
            page = learner_ids[first : first + PAGE]
            seen = await observed.read(session, observed.OF_LEARNERS, learners=page, before=before)
        _tell(told, kept, seen, since, of)
        await asyncio.sleep(0)
    scored = told.tallies([one.key for one in named])
    if scored:
        async with board_transaction(sessions, board_id) as session:
            await store.put_scores(session, day, scored)


async def _versions(session: AsyncSession, start: datetime) -> tuple[list[KnownModel], datetime]:
    """The one in use and those in shadow; and from when on all of them are new to what they see."""
    used = await MODELS.in_use(session)
    rows = await store.with_status(session, "shadow", "in_use")
    found = [used]
    for row in rows:
        kept = await MODELS.of(session, row.version) if row.status == "shadow" else None
        if kept is not None:
            found.append(kept)
    made = [row.made_at for row in rows if row.version in {kept.version for kept in found}]
    return found, max([start, *made])


def _tell(
    told: _Told, kept: Sequence[KnownModel], seen: observed.Observed, since: datetime, of: Mapping[str, set[UUID]]
) -> None:
    new = (seen.recorded >= since.timestamp()) & seen.witnessed
    told.who.append(flags(uuids(seen.learner_ids), of))
    told.learner.append(seen.learner[new] + told.learners)
    told.y.append(seen.success[new])
    told.learners += len(seen.learner_ids)
    for one in kept:
        told.chance.setdefault(one.version, []).append(chances(one, seen)[new])
