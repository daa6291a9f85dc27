"""Wishing, and showing what was wished for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.gathering import dials_for, module_of, topic, wishers_of
from choices_service.allocation.periods import Wisher, barrier
from choices_service.allocation.store import dials_at
from choices_service.allocation.titles import titles_for
from choices_service.allocation.words import why_not
from choices_service.electives import store as electives
from choices_service.electives.problems import AlreadyPublished
from choices_service.electives.rules import state_of
from choices_service.preferences import store
from choices_service.preferences.problems import NotForLearner, NotOpen, teacher_decides
from choices_service.preferences.rules import faults_of
from choices_service.preferences.schemas import HandedInOut, PeriodWishesOut, WishesIn, WishesOut, WishOut
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Invalid, Language
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.roster.reach import Learner


async def wish(
    session: AsyncSession,
    caller: Principal,
    elective_id: UUID,
    learner: Learner,
    asked: WishesIn,
    *,
    if_match: str | None,
    language: Language,
    now: datetime,
) -> WishesOut:
    """These wishes instead of what was there; a first list needs no `If-Match`, for there is nothing to overwrite."""
    row = await electives.find(session, caller, elective_id, "share")
    await store.lock_learner(session, elective_id, learner.learner_id)
    before = await store.find(session, elective_id, learner.learner_id)
    if before is not None or if_match is not None:
        require_match(if_match, tag(before))
    _check_time(row, caller, learner, now)
    modules = await electives.modules_of(session, elective_id)
    await _check(session, caller, learner, asked, await electives.periods_of(session, elective_id), modules)
    await store.put(
        session,
        {
            "elective_id": elective_id,
            "learner_id": learner.learner_id,
            "wishes": {
                str(one.period_id): [str(module_id) for module_id in one.module_ids]
                for one in asked.periods
                if one.module_ids
            },
            "author_id": caller.subject,
            "set_at": now,
        },
    )
    return await shown(session, row, learner, language=language, now=now)


def _check_time(row: Row[Any], caller: Principal, learner: Learner, now: datetime) -> None:
    if row.published_at is not None:
        raise AlreadyPublished
    if not learner.active or set(learner.group_ids).isdisjoint(row.group_ids):
        raise NotForLearner
    # Whoever was ill, or has no device, is helped by an educator after closing too.
    if caller.role == "learner" and state_of(row.opens_at, row.closes_at, None, now) != "open":
        raise NotOpen(opens=f"{row.opens_at:%d-%m-%Y}", closes=f"{row.closes_at:%d-%m-%Y}")


async def _check(
    session: AsyncSession,
    caller: Principal,
    learner: Learner,
    asked: WishesIn,
    periods: Sequence[Row[Any]],
    modules: Sequence[Row[Any]],
) -> None:
    given = {
        one.period_id: {module.module_id for module in modules if one.period_id in module_of(module).seats}
        for one in periods
    }
    others = {one.module_id for one in modules if one.levels and set(one.levels).isdisjoint(learner.grades)}
    if faults := list(faults_of(asked, given, others)):
        raise Invalid(faults=faults)
    if caller.role == "learner":
        wished = {module_id for one in asked.periods for module_id in one.module_ids}
        await _obey_dial(session, learner, [one for one in modules if one.module_id in wished])


async def _obey_dial(session: AsyncSession, learner: Learner, modules: Sequence[Row[Any]]) -> None:
    board_id = session.info["board_id"]
    dials = dials_for(learner, await dials_at(session, [learner.learner_id, *learner.group_ids, board_id]), board_id)
    decided = [(one, topic(dials, one.subject)) for one in modules]
    forbidden = [(one.title, decision) for one, decision in decided if decision.position == "teacher"]
    if forbidden:
        raise teacher_decides(forbidden[0][1], ", ".join(f"“{title}”" for title, _ in forbidden))


async def shown(
    session: AsyncSession, row: Row[Any], learner: Learner, *, language: Language, now: datetime
) -> WishesOut:
    """The wishes of a learner, each with whether it could come true as things stand."""
    found = await store.find(session, row.elective_id, learner.learner_id)
    periods = await electives.periods_of(session, row.elective_id)
    modules = await electives.modules_of(session, row.elective_id)
    wisher = (await wishers_of(session, row, periods, modules, [learner]))[0]
    looked = {one.period_id: _looked(wisher, one.period_id, modules) for one in periods}
    titles = await titles_for(session, modules, [why for some in looked.values() for _, why in some if why])
    return WishesOut(
        elective_id=row.elective_id,
        learner_id=learner.learner_id,
        state=state_of(row.opens_at, row.closes_at, row.published_at, now),
        periods=[
            PeriodWishesOut(
                period_id=one.period_id,
                title=one.title,
                wishes=[
                    WishOut(
                        module_id=module_id,
                        title=titles[module_id],
                        possible=why is None,
                        why=why_not(why, titles, language) if why else None,
                    )
                    for module_id, why in looked[one.period_id]
                ],
            )
            for one in periods
        ],
        author_id=found.author_id if found else None,
        set_at=found.set_at if found else None,
    )


def _looked(wisher: Wisher, period_id: UUID, modules: Sequence[Row[Any]]) -> list[Any]:
    """(module, what stands in the way); a follow-up of another module in this round may yet come true."""
    by_id = {one.module_id: module_of(one) for one in modules}
    wished = [module_id for module_id in wisher.wishes.get(period_id, ()) if module_id in by_id]
    soon = wisher.followed | by_id.keys()
    return [
        (module_id, barrier(by_id[module_id], period_id, wisher, (wisher.followed | soon) - {module_id}))
        for module_id in wished
    ]


def tag(found: Row[Any] | None) -> str:
    """Of the wishes themselves: what stands in their way changes by itself, and is nobody's edit."""
    return tag_of(f"{found.wishes} {found.author_id} {found.set_at}".encode() if found else b"none")


def handed_in(row: Row[Any]) -> HandedInOut:
    return HandedInOut(
        learner_id=row.learner_id, periods=len(row.wishes or {}), author_id=row.author_id, set_at=row.set_at
    )
