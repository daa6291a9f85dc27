"""Brings together what an allocation is made from: the offer, the learners, what each wishes and what each may take."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation import store
from choices_service.allocation.lottery import credit
from choices_service.allocation.periods import Module, Round, Why, Wisher
from choices_service.goals import store as goals
from choices_service.mastery.rules import Before, Known, unmet
from eigenwijs_shared.agency import Decision, Dial, effective

Seats = Mapping[tuple[UUID, UUID], tuple[int, int]]
"""(least, most) by (module, period)."""


def round_of(row: Row[Any], periods: Sequence[Row[Any]], modules: Sequence[Row[Any]]) -> Round:
    """The offer as it stands."""
    return Round(row.seed, [one.period_id for one in periods], [module_of(one) for one in modules], row.everyone)


def module_of(row: Row[Any]) -> Module:
    seats = {UUID(one["periodId"]): (one["least"], one["most"]) for one in row.sessions}
    return Module(row.module_id, seats, frozenset(row.prerequisite_module_ids), row.cancelled)


@dataclass(frozen=True, slots=True)
class Past:
    """What a learner got in other rounds, oldest first."""

    places: Sequence[Row[Any]]

    def followed(self, before: date) -> frozenset[UUID]:
        """What was over by then, so that something may build on it."""
        return frozenset(one.module_id for one in self.places if one.module_id and one.ends_on < before)

    def held(self) -> set[UUID]:
        return {one.module_id for one in self.places if one.module_id}

    def credit(self, before: date) -> int:
        told = [one.missed for one in self.places if one.missed is not None and one.starts_on >= before - store.MEMORY]
        return credit(told)


async def wishers_of(
    session: AsyncSession,
    row: Row[Any],
    periods: Sequence[Row[Any]],
    modules: Sequence[Row[Any]],
    learners: Sequence[Any],
) -> list[Wisher]:
    """These learners (`learner_id`, `grades`, `group_ids`) with their wishes, past and bars, as things stand now."""
    ids = [one.learner_id for one in learners]
    begins = periods[0].starts_on
    wishes = await store.wishes_of(session, row.elective_id, ids)
    past = await store.earlier_places(session, row.elective_id, ids)
    bars = await _Bars.read(session, modules, learners)
    # A hundred thousand texts name sixty modules: each is read once.
    ids_of = {str(module.module_id): module.module_id for module in modules}
    found = []
    for one in learners:
        before, wish = Past(past.get(one.learner_id, ())), wishes.get(one.learner_id)
        followed = before.followed(begins)
        barred = bars.of(one, own=wish is not None and wish.author_id == str(one.learner_id))
        barred |= {module_id: Why(module_id, "taken") for module_id in before.held() - followed}
        lists = _lists(wish.wishes, ids_of) if wish else {}
        found.append(Wisher(one.learner_id, lists, followed, before.credit(begins), barred))
    return found


def _lists(wishes: Mapping[str, Sequence[str]], ids_of: Mapping[str, UUID]) -> dict[UUID, list[UUID]]:
    """By period; what is no longer offered is no longer wished for."""
    return {UUID(key): [ids_of[said] for said in mine if said in ids_of] for key, mine in wishes.items()}


@dataclass(frozen=True, slots=True)
class _Bars:
    """What keeps learners from modules, whatever the places: grade, dial, what comes first."""

    modules: Sequence[Row[Any]]
    needed: Mapping[UUID, Sequence[UUID]]
    goals: Mapping[UUID, Before]
    known: Mapping[UUID, Known]
    dials: Mapping[UUID, Sequence[Dial]]
    board_id: UUID

    @classmethod
    async def read(cls, session: AsyncSession, modules: Sequence[Row[Any]], learners: Sequence[Any]) -> "_Bars":
        needed, befores = await _needed(session, modules)
        ids = [one.learner_id for one in learners]
        groups = {group_id for one in learners for group_id in one.group_ids}
        board_id: UUID = session.info["board_id"]
        return cls(
            modules,
            needed,
            befores,
            await store.known_about(session, ids, befores),
            await store.dials_at(session, {board_id, *ids, *groups}),
            board_id,
        )

    def of(self, one: Any, *, own: bool) -> dict[UUID, Why]:
        """By module; `own`: the wishes are the learner's own, for which the dial must leave the topic to it."""
        missing = set(unmet(self.goals.values(), self.known.get(one.learner_id, Known({})), one.grades))
        dials = dials_for(one, self.dials, self.board_id)
        barred: dict[UUID, Why] = {}
        for module in self.modules:
            first = tuple(goal_id for goal_id in self.needed[module.module_id] if goal_id in missing)
            if module.levels and not set(module.levels) & set(one.grades):
                barred[module.module_id] = Why(module.module_id, "level")
            elif own and dials and topic(dials, module.subject).position == "teacher":
                barred[module.module_id] = Why(module.module_id, "dial")
            elif first:
                barred[module.module_id] = Why(module.module_id, "prerequisite", first)
        return barred


def dials_for(one: Any, dials: Mapping[UUID, Sequence[Dial]], board_id: UUID) -> list[Dial]:
    return [dial for place in (one.learner_id, *one.group_ids, board_id) for dial in dials.get(place, ())]


def topic(dials: Sequence[Dial], subject: str | None) -> Decision:
    """Who decides on what is learned."""
    return effective(dials, subject)["topic"]


async def _needed(
    session: AsyncSession, modules: Sequence[Row[Any]]
) -> tuple[dict[UUID, list[UUID]], dict[UUID, Before]]:
    """By module the goals to know first (said of the module, or coming right before its goals), and these goals."""
    served = await goals.find_many(session, {goal_id for module in modules for goal_id in module.goal_ids})
    needed = {module.module_id: _first(module, served) for module in modules}
    found = await goals.find_many(session, {goal_id for first in needed.values() for goal_id in first})
    befores = {key: Before(key, one.levels, one.assessable) for key, one in found.items() if one.active}
    return needed, befores


def _first(module: Row[Any], served: Mapping[UUID, Row[Any]]) -> list[UUID]:
    before: Collection[UUID] = {
        goal_id for own in module.goal_ids if own in served for goal_id in served[own].prerequisite_ids
    }
    return sorted({*module.prerequisite_goal_ids, *before} - set(module.goal_ids))
