"""Offering electives."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.lottery import commitment
from choices_service.electives import store
from choices_service.electives.problems import AlreadyPublished, GroupsOutOfReach, ModuleWished
from choices_service.electives.rules import faults_of, refuse_cycle, state_of
from choices_service.electives.schemas import ElectiveIn, ElectiveNameOut, ElectiveOut, ModuleOut, PeriodOut
from choices_service.goals import store as goals
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Fault, Invalid, Sentence
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import UnknownGroup, find_group

UNKNOWN_TEACHER: Sentence = {"nl": "Deze leraar is er hier niet.", "en": "There is no such teacher here."}
UNKNOWN_MODULE: Sentence = {
    "nl": "Deze module is er niet in deze keuzeronde, en was er niet eerder.",
    "en": "This module is not in this elective, nor was it in an earlier one.",
}


async def offer(
    session: AsyncSession, caller: Principal, asked: ElectiveIn, *, seed: str, now: datetime
) -> ElectiveOut:
    """A new round; its seed is drawn now and kept, so that nobody can draw again once wishes are known."""
    await _check(session, caller, asked)
    row = await store.add(
        session,
        {
            **_own(asked),
            "elective_id": new_id(),
            "version": 1,
            "seed": seed,
            "author_id": caller.subject,
            "made_at": now,
        },
        *_parts(asked),
    )
    return await in_full(session, row, now=now)


async def change(
    session: AsyncSession,
    caller: Principal,
    elective_id: UUID,
    asked: ElectiveIn,
    *,
    if_match: str | None,
    now: datetime,
) -> ElectiveOut:
    """The round anew, as long as its places are not published; what learners have chosen stays, if only cancelled."""
    row = await managed(session, caller, elective_id, lock="update")
    require_match(if_match, tag(await in_full(session, row, now=now)))
    if row.published_at is not None:
        raise AlreadyPublished
    await _check(session, caller, asked, already=row.group_ids)
    kept = {(one.period_id, module.module_id) for module in asked.modules for one in module.sessions}
    if gone := await store.wished_in(session, elective_id) - kept:
        titles = await store.titles_of_modules(session, {module_id for _, module_id in gone})
        raise ModuleWished(titles=", ".join(f"“{title}”" for title in sorted(titles.values())))
    return await in_full(session, await store.replace(session, elective_id, _own(asked), *_parts(asked)), now=now)


async def managed(
    session: AsyncSession, caller: Principal, elective_id: UUID, *, lock: store.Lock | None = None
) -> Row[Any]:
    """The round, for whom it is to run: the board, or an educator who has all of its groups."""
    row = await store.find(session, caller, elective_id, lock)
    if not caller.sees_whole_board:
        groups = await store.groups_of(session, caller) if caller.role == "educator" else set()
        if not set(row.group_ids) <= groups:
            raise GroupsOutOfReach
    return row


async def _check(
    session: AsyncSession, caller: Principal, asked: ElectiveIn, *, already: Collection[UUID] = ()
) -> None:
    if faults := faults_of(asked):
        raise Invalid(faults=faults)
    # A group that has no learners any more stays in a round that had it.
    for group_id in sorted(set(asked.group_ids) - set(already)):
        await find_group(session, caller, group_id)
    if not caller.sees_whole_board and not set(asked.group_ids) <= await store.groups_of(session, caller):
        raise UnknownGroup
    named = {one for module in asked.modules for one in module.prerequisite_module_ids}
    titles = await store.titles_of_modules(session, named) | {one.module_id: one.title for one in asked.modules}
    known = await goals.find_many(
        session, {one for module in asked.modules for one in (*module.goal_ids, *module.prerequisite_goal_ids)}
    )
    teachers = await store.known_teachers(session, {one for module in asked.modules for one in module.teacher_ids})
    faults = [
        fault
        for place, module in enumerate(asked.modules)
        for fault in (
            *goals.unknown_at(f"#/modules/{place}/goalIds", module.goal_ids, known),
            *goals.unknown_at(f"#/modules/{place}/prerequisiteGoalIds", module.prerequisite_goal_ids, known),
            *_unknown(f"#/modules/{place}/teacherIds", module.teacher_ids, teachers, UNKNOWN_TEACHER),
            *_unknown(
                f"#/modules/{place}/prerequisiteModuleIds", module.prerequisite_module_ids, titles, UNKNOWN_MODULE
            ),
        )
    ]
    if faults:
        raise Invalid(faults=faults)
    refuse_cycle({one.module_id: set(one.prerequisite_module_ids) for one in asked.modules}, titles)


def _unknown(pointer: str, ids: Sequence[UUID], known: Collection[UUID], said: Sentence) -> list[Fault]:
    return [Fault(f"{pointer}/{place}", said, "unknown") for place, one in enumerate(ids) if one not in known]


def _own(asked: ElectiveIn) -> dict[str, Any]:
    found = asked.model_dump(by_alias=False, exclude={"periods", "modules"})
    return {**found, "group_ids": sorted(set(asked.group_ids))}


def _parts(asked: ElectiveIn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    modules = [
        {
            **module.model_dump(by_alias=False, exclude={"sessions"}),
            "sessions": [session.model_dump(mode="json", by_alias=True) for session in module.sessions],
        }
        for module in asked.modules
    ]
    return [period.model_dump(by_alias=False) for period in asked.periods], modules


async def in_full(session: AsyncSession, row: Row[Any], *, now: datetime) -> ElectiveOut:
    periods = await store.periods_of(session, row.elective_id)
    modules = await store.modules_of(session, row.elective_id)
    return ElectiveOut(
        **named(row, now=now).model_dump(by_alias=False),
        periods=[PeriodOut.model_validate(one) for one in periods],
        modules=[ModuleOut.model_validate(one) for one in modules],
    )


def named(row: Row[Any], *, now: datetime) -> ElectiveNameOut:
    return ElectiveNameOut(
        elective_id=row.elective_id,
        version=row.version,
        state=state_of(row.opens_at, row.closes_at, row.published_at, now),
        title=row.title,
        description=row.description,
        group_ids=row.group_ids,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        everyone=row.everyone,
        seed_commitment=commitment(row.seed),
        author_id=row.author_id,
        made_at=row.made_at,
        published_at=row.published_at,
    )


def tag(out: ElectiveOut) -> str:
    return tag_of(out.model_dump_json().encode())
