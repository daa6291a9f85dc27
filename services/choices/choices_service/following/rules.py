"""Bloom's round: a check, a corrective by another form than what did not work, a second check, enrichment. Pure.

Enrichment goes deeper at the same goals, rather than on to the next ones.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from choices_service.following.schemas import Lack

MOST = 12
AT_THE_GOAL = 3
"""The level that stands for the goal itself."""


class Activity(Protocol):
    @property
    def activity_id(self) -> UUID: ...
    @property
    def goal_ids(self) -> Collection[UUID]: ...
    @property
    def form(self) -> str: ...
    @property
    def medium(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def parallel_to(self) -> UUID | None: ...
    @property
    def parallel_by(self) -> UUID | None: ...


A = TypeVar("A", bound=Activity)


def correctives(done: Activity, others: Iterable[A]) -> list[A]:
    """By another form, no harder, for nothing but these goals; each form once before any comes twice."""
    fit = [
        one
        for one in others
        if one.kind == "corrective"
        and one.form != done.form
        and one.level <= max(done.level, AT_THE_GOAL)
        and _stays_at(done, one)
    ]
    return _by_turns(fit)[:MOST]


def second_check(done: Activity, others: Iterable[A]) -> A | None:
    """The other form of this check; else another check for just these goals, of the nearest level."""
    checks = [one for one in others if one.kind == "check" and one.activity_id != done.activity_id]
    partner = done.parallel_by or done.parallel_to
    named = next((one for one in checks if one.activity_id == partner), None)
    same = [one for one in checks if set(one.goal_ids) == set(done.goal_ids)]
    return named or min(same, key=lambda one: (abs(one.level - done.level), one.activity_id), default=None)


def enrichments(done: Activity, others: Iterable[A]) -> list[A]:
    """Deeper at these goals: a higher level, and no goal beyond them."""
    fit = [one for one in others if one.kind == "enrichment" and one.level > done.level and _stays_at(done, one)]
    return _by_turns(fit)[:MOST]


def _stays_at(done: Activity, one: Activity) -> bool:
    return set(one.goal_ids) <= set(done.goal_ids)


def _by_turns(found: Sequence[A]) -> list[A]:
    """The first of every form, then the second of every form, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for one in sorted(found, key=lambda each: (each.level, each.activity_id)):
        seen[one.form] = seen.get(one.form, 0) + 1
        turns.append((seen[one.form], one))
    return [one for _, one in sorted(turns, key=lambda pair: pair[0])]


def lacks(activities: Sequence[Activity]) -> list[Lack]:
    """What the activities of one goal lack for choosing and for mastery's whole round."""
    of = {kind: [one for one in activities if one.kind == kind] for kind in ("check", "corrective", "enrichment")}
    practised = [one for one in activities if one.kind in {"practice", "project"}]
    if not practised:
        return ["activity"]
    forms = {one.form for one in of["check"]} or {one.form for one in practised}
    missing: list[tuple[Lack, bool]] = [
        ("second-form", len({one.form for one in practised}) < 2),
        ("offline", all(one.medium == "screen" for one in practised)),
        ("check", not of["check"]),
        ("second-check", len(of["check"]) == 1),
        # After a check by whatever form there must be another form to go on with.
        ("corrective-in-another-form", any(all(one.form == form for one in of["corrective"]) for form in forms)),
        ("deeper-enrichment", all(one.level <= AT_THE_GOAL for one in of["enrichment"])),
    ]
    return [lack for lack, is_so in missing if is_so]
