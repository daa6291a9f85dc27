"""A group's contracts on one screen: where each is, never who does best."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.contracts import store
from choices_service.contracts.checks import find_faults
from choices_service.contracts.loading import Loaded, load
from choices_service.contracts.shapes import OverviewOut
from choices_service.contracts.showing import progress
from eigenwijs_shared.roster.reach import Learner

_NOTHING: dict[str, Any] = {
    "contract_id": None, "state": "none", "waiting_for": None, "starts_on": None, "ends_on": None, "progress": None,
    "minutes_planned": 0, "minutes_room": 0, "to_mend": 0, "replanned": 0,
}  # fmt: skip


async def overview(session: AsyncSession, learners: Sequence[Learner], day: date, today: date) -> list[OverviewOut]:
    """The contract of each on that day, in the order of the learners."""
    rows = await store.overlapping(session, [learner.learner_id for learner in learners], day, day)
    loaded = await load(session, rows)
    replans = await store.replans_of(session, list(loaded))
    mine = {one.row.learner_id: one for one in loaded.values()}
    return [
        _line(mine[learner.learner_id], len(replans[mine[learner.learner_id].row.contract_id]), today)
        if learner.learner_id in mine
        else OverviewOut(learner_id=learner.learner_id, **_NOTHING)
        for learner in learners
    ]


def _line(one: Loaded, replanned: int, today: date) -> OverviewOut:
    row, week = one.row, one.week
    faults = find_faults(week, one.around, today) if row.ends_on >= today else []
    return OverviewOut(
        learner_id=row.learner_id,
        contract_id=row.contract_id,
        state=row.state,
        waiting_for=_waiting_for(row),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        progress=progress(week.tasks),
        minutes_planned=sum(week.load(day) for day in week.days),
        minutes_room=sum(week.room(day) for day in week.days),
        to_mend=sum(fault.blocks for fault in faults),
        replanned=replanned,
    )


def _waiting_for(row: Row[Any]) -> Literal["learner", "educator"] | None:
    """Who has still to sign; the other one than who changed it last, while nobody has."""
    if row.state == "signed":
        return None
    if row.learner_signed_at is not None:
        return "educator"
    if row.educator_signed_at is not None or row.state == "countered":
        return "learner"
    return "educator"
