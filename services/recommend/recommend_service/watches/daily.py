"""Every day once at every learner, page by page: what only time shows, and what has gone. Kept where it stopped."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.db import Sessions, enter_board, plumbing_transaction
from recommend_service.catalogue.cache import Catalogues
from recommend_service.mastery.in_use import model_in_use
from recommend_service.watches import rounds, store
from recommend_service.watches.actions import alarm_educators, close, end
from recommend_service.watches.looked_at import Learning, is_still, signs
from recommend_service.watches.rules import Kind, may_open

PAGE = 25
"""Learners whose states are held at once: learning of them waits that long."""
ROUND_S = 2.0
CHOSEN_WITHIN = timedelta(days=60)
_BY_CATALOGUE: frozenset[Kind] = frozenset({"ceiling", "comfort", "alone"})


async def watch_forever(sessions: Sessions) -> None:
    """Look at everybody once a day, and alarm educators of what was found, then or by a fact."""
    days, alarms, catalogues = Aside("daily watches"), Aside("alarms"), Catalogues()
    while True:
        while await look_further(sessions, catalogues, now=datetime.now(UTC), aside=days):  # noqa: ASYNC110 - a table
            await asyncio.sleep(0)
        while await alarm_next(sessions, now=datetime.now(UTC), aside=alarms):  # noqa: ASYNC110 - the same
            await asyncio.sleep(0)
        await asyncio.sleep(ROUND_S)


async def look_further(sessions: Sessions, catalogues: Catalogues, *, now: datetime, aside: Aside = RAISING) -> bool:
    """The next page of some board that was not wholly looked at today; False if all were. One transaction."""
    today = now.astimezone(UTC).date()
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            board_id = await rounds.next_board(session, today, but=aside.ids)
            if board_id is None:
                return False
            concerns(board_id)
            await enter_board(session, board_id)
            await _page(session, catalogues, today, now)
    return True


async def alarm_next(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> bool:
    """Alarm the educators of one board of what was found there since; False if nothing waits."""
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            board_id = await rounds.next_due(session, but=aside.ids)
            if board_id is None:
                return False
            concerns(board_id)
            await enter_board(session, board_id)
            await alarm_educators(session, await rounds.take_due(session), now)
    return True


async def _page(session: AsyncSession, catalogues: Catalogues, today: date, now: datetime) -> None:
    after = await rounds.begin(session, today)
    learners = await rounds.learners_after(session, after, PAGE)
    if learners:
        await _look_at(session, catalogues, learners, today, now)
    done = len(learners) < PAGE
    await rounds.note(session, today, learners[-1].learner_id if learners else after, done=done)
    if done:
        # Another day: there is room again for what waited.
        await alarm_educators(session, None, now)


async def _look_at(
    session: AsyncSession, catalogues: Catalogues, learners: Sequence[rounds.Seen], today: date, now: datetime
) -> None:
    ids, model = [one.learner_id for one in learners], await model_in_use(session)
    found = await rounds.facts_of(session, ids)
    tries, marks = await store.remembered(session, ids)
    await store.set_marks(session, {one: store.Mark(0, 0, now) for one in ids if one not in marks})
    lives = await store.latest_of(session, ids)
    chosen = await store.chosen_by(session, ids, now - CHOSEN_WITHIN)
    catalogue, days = await catalogues.of_board(session), await rounds.school_days(session, today)
    look = _Look(lives, now, able=bool(catalogue.activities))
    for one in learners:
        state, mark = found.states.get(one.learner_id, (0, 0)), marks.get(one.learner_id)
        if mark is not None and state < (mark.renewal, mark.sequence):
            continue  # its ledger is being told anew: it will be seen when that is done
        since = found.heard_at.get(one.learner_id) or (mark.recorded_at if mark else now)
        learning = Learning(
            catalogue=catalogue,
            grades=frozenset(one.grades),
            general=found.beliefs.get(one.learner_id, model.general_prior),
            estimates=found.estimates.get(one.learner_id, {}),
            tries=tries.get(one.learner_id, ()),
            chosen=chosen.get(one.learner_id, frozenset()),
            sequence=state[1],
            quiet=sum(day > since.astimezone(UTC).date() for day in days),
            school_days=len(days),
            model=model,
        )
        look.at(one.learner_id, learning if one.active else None)
    await store.save(session, look.opened)
    await close(session, look.closed)
    await store.make_due(session, {life.learner_id for life in look.opened})


class _Look:
    """Collects what opens and what closes."""

    def __init__(self, lives: Mapping[store.Pattern, store.Life], now: datetime, *, able: bool) -> None:
        self._lives, self._now, self._able = lives, now, able
        self._of: dict[UUID, list[store.Life]] = {}
        for life in lives.values():
            self._of.setdefault(life.learner_id, []).append(life)
        self.opened: list[store.Life] = []
        self.closed: list[store.Life] = []

    def at(self, learner_id: UUID, learning: Learning | None) -> None:
        """A learner; None: who left."""
        found = signs(learning) if learning else {}
        for life in self._of.get(learner_id, ()):
            if life.closed_at is not None or not (self._able or life.kind not in _BY_CATALOGUE):
                continue
            if learning is None:
                self._close(life, "left", 0)
            elif not is_still(learning, (life.kind, life.goal_id), found, self._now):
                self._close(life, "gone", _counter(learning, life))
        for spot, sign in found.items():
            pattern: store.Pattern = (learner_id, *spot)
            life_before = self._lives.get(pattern)
            closed = life_before is None or life_before.closed_at is not None
            used = life_before.closed_counter if life_before else None
            if closed and may_open(sign.kind, sign.counter, used):
                self.opened.append(store.next_life(pattern, sign, life_before, self._now))

    def _close(self, life: store.Life, because: str, counter: int) -> None:
        end(life, because, self._now, counter)
        self.closed.append(life)


def _counter(learning: Learning, life: store.Life) -> int:
    if life.kind == "silent":
        return learning.school_days
    if life.kind in {"stuck", "ceiling"} and life.goal_id is not None:
        estimate = learning.estimates.get(life.goal_id)
        return estimate.attempts if estimate else 0
    return learning.sequence
