"""Set terms, try them, and keep to them every day."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.aside import RAISING, Aside
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import Sessions, board_transaction, enter_board, plumbing_transaction
from eigenwijs_shared.errors import Language, PreconditionFailed
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.ids import new_id
from profile_service.erasure.actions import erase_expired
from profile_service.erasure.rules import months_after
from profile_service.erasure.store import drop_kept
from profile_service.retention import leaving, store
from profile_service.retention.forgetting import forget_next
from profile_service.retention.problems import DryRunFirst, UnknownRun, out_of_bounds
from profile_service.retention.rules import EDUCATORS, KINDS, LEARNERS, OLDER, in_force
from profile_service.retention.schemas import RetentionIn, RetentionOut, RunOut, TermOut

ROUND_S = 0.5
DAY_ROUND_S = 600.0


async def show_terms(session: AsyncSession, language: Language) -> RetentionOut:
    found = await store.find_terms(session)
    months = in_force(found.months if found else {})
    terms = [
        TermOut(
            kind=name,
            months=months[name],
            least=kind.least,
            most=kind.most,
            default=kind.default,
            ground=kind.ground[language],
        )
        for name, kind in KINDS.items()
    ]
    needed = not await store.was_tried(session, months)
    return RetentionOut(version=found.version if found else 0, terms=terms, dry_run_needed=needed)


def _tags(if_match: str | None) -> set[str]:
    return {tag.strip() for tag in (if_match or "").split(",")}


def as_json(shown: RetentionOut) -> bytes:
    """The bytes of the answer to a GET."""
    return shown.model_dump_json(by_alias=True).encode()


async def set_terms(
    session: AsyncSession,
    caller: Principal,
    wanted: RetentionIn,
    *,
    now: datetime,
    if_match: str | None,
    language: Language,
) -> RetentionOut:
    """Change these terms. Nothing is deleted by it: that takes a dry run, and a run after it."""
    await store.lock_terms(session)
    shown = await show_terms(session, language)
    if (if_match or "*").strip() != "*" and tag_of(as_json(shown)) not in _tags(if_match):
        raise PreconditionFailed
    found = await store.find_terms(session)
    chosen: dict[str, int] = dict(found.months) if found else {}
    for kind, months in wanted.months.items():
        if months is None:
            chosen.pop(kind, None)
        elif KINDS[kind].least <= months <= KINDS[kind].most:
            chosen[kind] = months
        else:
            raise out_of_bounds(kind, KINDS[kind])
    version = (found.version if found else 0) + 1
    await store.put_terms(session, version=version, months=chosen, author_id=caller.subject, changed_at=now)
    return await show_terms(session, language)


async def begin_run(session: AsyncSession, author_id: str, *, dry_run: bool, now: datetime) -> RunOut:
    """The worker does it. A real run takes a dry run with the same terms before it."""
    months = await store.terms_in_force(session)
    if not dry_run and not await store.was_tried(session, months):
        raise DryRunFirst
    run_id = new_id()
    await store.add_run(session, run_id=run_id, dry_run=dry_run, months=months, author_id=author_id, asked_at=now)
    return await show_run(session, run_id)


async def show_run(session: AsyncSession, run_id: UUID) -> RunOut:
    found = await store.find_run(session, run_id)
    if found is None:
        raise UnknownRun
    return RunOut.model_validate(found)


async def keep_to_terms_forever(sessions: Sessions) -> None:
    """Do the runs that were asked for, and once a day one for each board that has tried its terms."""
    looked_at: datetime | None = None
    aside = Aside("terms")
    while True:
        now = datetime.now(UTC)
        if looked_at is None or now - looked_at > timedelta(seconds=DAY_ROUND_S):
            await begin_daily_runs(sessions, now=now, aside=aside)
            looked_at = now
        while await run_step(sessions, now=now, aside=aside):  # noqa: ASYNC110 - works through a table; nothing to wait for
            await asyncio.sleep(0)
        await asyncio.sleep(ROUND_S)


async def begin_daily_runs(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> None:
    """Boards that changed their terms and did not try them yet are left alone; what was kept apart goes on its day."""
    async with plumbing_transaction(sessions) as session:
        due = set(await store.boards_due(session, now - timedelta(days=1)))
        boards = (await session.execute(select(board.c.board_id))).scalars().all()
    for board_id in boards:
        with aside.trying(board_id):
            async with board_transaction(sessions, board_id) as session:
                await drop_kept(session, now.date())
                if board_id in due:
                    await _begin_daily_run(session, now=now)


async def _begin_daily_run(session: AsyncSession, *, now: datetime) -> None:
    await store.lock_terms(session)
    if await store.was_tried(session, await store.terms_in_force(session)):
        await begin_run(session, "retention", dry_run=False, now=now)


async def run_step(sessions: Sessions, *, now: datetime, aside: Aside = RAISING) -> bool:
    """One transaction of the oldest open run: one learner, or in the end all the rest; False when nothing is open."""
    with aside.trying() as concerns:
        async with plumbing_transaction(sessions) as session:
            run = await store.running(session, but=aside.ids)
            if run is None:
                return False
            concerns(run.board_id)
            await enter_board(session, run.board_id)
            await _go_on(session, run, now=now)
    return True


async def _go_on(session: AsyncSession, run: Row[Any], *, now: datetime) -> None:
    counts: dict[str, dict[str, Any]] = run.counts or {"profile": {}}
    # Educators and parents first: a parent of who is erased now would go with the child, and was counted apart.
    if await _forget_one(session, run, counts, now=now) or await _erase_one(session, run, counts, now=now):
        await store.note(session, run.run_id, counts=counts)
        return
    for kind in OLDER:
        before = _before(now, run.months[kind])
        counts["profile"][kind] = await store.forget(session, kind, before, really=not run.dry_run)
    await store.note(session, run.run_id, counts=counts, state="done", finished_at=now)


async def _forget_one(session: AsyncSession, run: Row[Any], counts: Mapping[str, Any], *, now: datetime) -> bool:
    if EDUCATORS not in run.months:
        return False  # begun before there was such a term
    before = _before(now, run.months[EDUCATORS])
    done: dict[str, int] = counts["profile"].setdefault(EDUCATORS, {"educator": 0, "parent": 0})
    if run.dry_run:
        done |= await leaving.count_gone(session, before, today=now.date())
        return False
    forgotten = await forget_next(session, before, now=now)
    for table, number in forgotten.items():
        done[table] += number
    return bool(forgotten)


async def _erase_one(session: AsyncSession, run: Row[Any], counts: Mapping[str, Any], *, now: datetime) -> bool:
    before = _before(now, run.months[LEARNERS])
    done = counts["profile"].setdefault(LEARNERS, {"learner": 0})
    if run.dry_run:
        done["learner"] = await store.count_left(session, before)
        return False
    learner_id = await store.next_left(session, before)
    if learner_id is None or not await erase_expired(session, learner_id, now=now):
        return False  # an import is running: the next day is early enough
    done["learner"] += 1
    return True


def _before(now: datetime, months: int) -> datetime:
    return datetime.combine(months_after(now.date(), -months), now.timetz())
