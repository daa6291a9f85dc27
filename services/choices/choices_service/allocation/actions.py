"""Giving out places: tried as often as one likes, published once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation import store, summary
from choices_service.allocation.gathering import round_of, wishers_of
from choices_service.allocation.lottery import commitment, missed
from choices_service.allocation.periods import FOR_WANT_OF_PLACES, Allocation, Place, Round, Wisher, allocate
from choices_service.allocation.problems import StillOpen
from choices_service.allocation.schemas import (
    AllocationIn,
    AllocationOut,
    ModuleOutcomeOut,
    PeriodOutcomeOut,
    UnplacedOut,
)
from choices_service.electives import store as electives
from choices_service.electives.actions import managed
from choices_service.electives.problems import AlreadyPublished, NotPublished
from choices_service.electives.rules import LEAST_ABOVE_MOST, state_of
from choices_service.places.moving import announce_places
from choices_service.preferences.rules import NOT_GIVEN
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Fault, Invalid, Sentence

ONLY_TRIED: Sentence = {
    "nl": "Andere aantallen kunnen alleen in een proefindeling (?dryRun=true). Zet ze eerst in de keuzeronde zelf.",
    "en": "Other numbers are for a trial only (?dryRun=true). Put them into the elective itself first.",
}
WAITED_FOR = ("full", "held-here")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A round that is about to be allocated, with all that it depends on."""

    row: Row[Any]
    periods: Sequence[Row[Any]]
    modules: Sequence[Row[Any]]
    offer: Round
    wishers: Sequence[Wisher]

    @property
    def titles(self) -> dict[UUID, str]:
        periods = {one.period_id: one.title for one in self.periods}
        return periods | {one.module_id: one.title for one in self.modules}


async def give_places(
    session: AsyncSession, caller: Principal, elective_id: UUID, asked: AllocationIn, *, dry_run: bool, now: datetime
) -> AllocationOut:
    """Work out who gets what; unless it is a dry run this is what learners get, and it happens once."""
    row = await managed(session, caller, elective_id, lock="share" if dry_run else "update")
    if row.published_at is not None:
        raise AlreadyPublished
    if not dry_run:
        _check_time(row, asked, now)
    drawn = await _drawn(session, row)
    tried = _changed(drawn.offer, asked)
    # Off the loop: with thousands of learners others would wait for it.
    outcome = await asyncio.to_thread(allocate, tried, drawn.wishers)
    as_it_stands = outcome if tried == drawn.offer else await asyncio.to_thread(allocate, drawn.offer, drawn.wishers)
    out = await _shown(session, caller, drawn, tried, outcome, as_it_stands)
    if dry_run:
        return out
    outcome_kept = out.model_dump(mode="json", include={"periods", "modules"})
    row = await store.publish(session, elective_id, caller.subject, outcome_kept, now=now)
    rows = _rows(drawn, outcome, caller.subject, now)
    await store.add_places(session, rows)
    await announce_places(session, drawn.periods, drawn.modules, [SimpleNamespace(**one) for one in rows])
    return out.model_copy(update={"dry_run": False, "published_at": row.published_at, "seed": row.seed})


def _check_time(row: Row[Any], asked: AllocationIn, now: datetime) -> None:
    if asked.seats or asked.cancelled:
        raise Invalid(faults=[Fault("#/seats" if asked.seats else "#/cancelled", ONLY_TRIED, "only-in-dry-run")])
    if state_of(row.opens_at, row.closes_at, None, now) != "closed":
        raise StillOpen(closes=f"{row.closes_at:%d-%m-%Y %H:%M}")


async def _drawn(session: AsyncSession, row: Row[Any]) -> _Drawn:
    periods = await electives.periods_of(session, row.elective_id)
    modules = await electives.modules_of(session, row.elective_id)
    learners = await electives.learners_in(session, row.group_ids)
    wishers = await wishers_of(session, row, periods, modules, learners)
    return _Drawn(row, periods, modules, round_of(row, periods, modules), wishers)


def _changed(offer: Round, asked: AllocationIn) -> Round:
    now = {(one.module_id, period_id): seats for one in offer.modules for period_id, seats in one.seats.items()}
    faults: list[Fault] = []
    seats: dict[tuple[UUID, UUID], tuple[int, int]] = {}
    for place, one in enumerate(asked.seats):
        key = one.module_id, one.period_id
        if key not in now:
            faults.append(Fault(f"#/seats/{place}/moduleId", NOT_GIVEN, "unknown-module"))
            continue
        least, most = now[key]
        seats[key] = (least if one.least is None else one.least, most if one.most is None else one.most)
        if seats[key][0] > seats[key][1]:
            faults.append(Fault(f"#/seats/{place}/least", LEAST_ABOVE_MOST, "least-above-most"))
    known = {one.module_id for one in offer.modules}
    faults += [
        Fault(f"#/cancelled/{place}", NOT_GIVEN, "unknown-module")
        for place, one in enumerate(asked.cancelled)
        if one not in known
    ]
    if faults:
        raise Invalid(faults=faults)
    return summary.changed(offer, seats, asked.cancelled)


async def _shown(
    session: AsyncSession, caller: Principal, drawn: _Drawn, tried: Round, outcome: Allocation, as_it_stands: Allocation
) -> AllocationOut:
    groups, _ = await electives.in_reach(session, caller, drawn.row)
    reached = [one.learner_id for one in await electives.learners_in(session, groups)]
    chose = summary.chosen(drawn.wishers)
    better, worse = summary.compared(as_it_stands, outcome)
    return AllocationOut(
        elective_id=drawn.row.elective_id,
        dry_run=True,
        published_at=None,
        seed=None,
        seed_commitment=commitment(drawn.row.seed),
        periods=summary.by_period(outcome, drawn.titles, chose),
        modules=summary.by_module(outcome.filled, tried.modules, drawn.titles),
        better=better,
        worse=worse,
        unplaced=summary.unplaced(outcome, chose, reached),
        to_confirm=summary.to_confirm(drawn.wishers, reached),
    )


def _rows(drawn: _Drawn, outcome: Allocation, author_id: str, now: datetime) -> list[dict[str, Any]]:
    chose = summary.chosen(drawn.wishers)
    credits_ = {one.learner_id: one.credit for one in drawn.wishers}
    return [
        {
            "elective_id": drawn.row.elective_id,
            "period_id": one.period_id,
            "learner_id": one.learner_id,
            "version": 1,
            "module_id": one.module_id,
            "way": "allocation",
            "wish": one.wish,
            "whys": [summary.as_json(why) for why in one.whys],
            "waits_for": [why.module_id for why in one.whys if why.code in WAITED_FOR],
            "missed": _missed(one) if (one.learner_id, one.period_id) in chose else None,
            "credit": credits_[one.learner_id],
            "placed_at": now,
            "author_id": author_id,
        }
        for one in outcome.places
    ]


def _missed(one: Place) -> int:
    return missed(one.wish, sum(why.code in FOR_WANT_OF_PLACES for why in one.whys))


async def published(session: AsyncSession, caller: Principal, elective_id: UUID) -> AllocationOut:
    """How it came out, with the seed by which anybody can work it out again."""
    row = await electives.find(session, caller, elective_id)
    if row.published_at is None:
        raise NotPublished
    placed = await store.counts_of(session, elective_id)
    without = await store.unplaced_of(session, elective_id, *await electives.in_reach(session, caller, row))
    modules = [ModuleOutcomeOut.model_validate(one) for one in row.outcome["modules"]]
    return AllocationOut(
        elective_id=elective_id,
        dry_run=False,
        published_at=row.published_at,
        seed=row.seed,
        seed_commitment=commitment(row.seed),
        periods=[PeriodOutcomeOut.model_validate(one) for one in row.outcome["periods"]],
        modules=[one.model_copy(update={"placed": placed.get((one.module_id, one.period_id), 0)}) for one in modules],
        better=0,
        worse=0,
        unplaced=[
            UnplacedOut(learner_id=one.learner_id, period_id=one.period_id, nothing_chosen=one.missed is None)
            for one in without
        ],
        to_confirm=[],
    )
