"""A board's goals and activities, as plain values that rules can reckon with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.contracts.choices import USUAL_RULE, EvidenceRule


@dataclass(frozen=True, slots=True)
class Goal:
    goal_id: UUID
    active: bool
    subject: str
    title: str
    levels: frozenset[str]
    prerequisite_ids: tuple[UUID, ...]
    assessable: bool
    replaces: tuple[UUID, ...] = ()
    evidence_rule: EvidenceRule = USUAL_RULE


@dataclass(frozen=True, slots=True)
class Activity:
    activity_id: UUID
    title: str
    description: str
    goal_ids: tuple[UUID, ...]
    form: Form
    medium: Medium
    company: Company
    level: int
    minutes: int
    kind: Kind
    topic: str


@dataclass(frozen=True)
class Catalogue:
    """All goals that were ever told of (old evidence names them), and the activities that can be done now."""

    version: UUID | None
    goals: Mapping[UUID, Goal]
    activities: Sequence[Activity]

    @cached_property
    def subjects(self) -> list[str]:
        """Those in which something can be learnt."""
        return sorted({goal.subject for goal in self.goals.values() if goal.active})

    @cached_property
    def practicable(self) -> frozenset[UUID]:
        """Goals that at least one activity serves."""
        return frozenset(self.serving)

    @cached_property
    def prerequisites(self) -> frozenset[UUID]:
        """All that comes before any goal."""
        return frozenset(before for goal in self.goals.values() for before in goal.prerequisite_ids)

    @cached_property
    def by_id(self) -> Mapping[UUID, Activity]:
        return {activity.activity_id: activity for activity in self.activities}

    @cached_property
    def serving(self) -> Mapping[UUID, Sequence[Activity]]:
        """For each goal that something is done for all that is, in the order of their ids."""
        found: dict[UUID, list[Activity]] = {}
        for activity in self.activities:
            for goal_id in activity.goal_ids:
                found.setdefault(goal_id, []).append(activity)
        return found

    @cached_property
    def company(self) -> Mapping[UUID, str]:
        """With whom each activity is done."""
        return {activity.activity_id: activity.company for activity in self.activities}

    @cached_property
    def forms(self) -> Mapping[UUID, str]:
        """In which form each activity is done."""
        return {activity.activity_id: activity.form for activity in self.activities}

    @cached_property
    def hardest(self) -> Mapping[UUID, int]:
        """For each goal the highest level of what serves it."""
        found: dict[UUID, int] = {}
        for activity in self.activities:
            for goal_id in activity.goal_ids:
                found[goal_id] = max(found.get(goal_id, 0), activity.level)
        return found

    @cached_property
    def levels(self) -> Mapping[UUID, Sequence[int]]:
        """For each goal the levels of what serves it, the easiest first."""
        return {goal_id: sorted({one.level for one in serving}) for goal_id, serving in self.serving.items()}

    @cached_property
    def goals_of(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """The goals of each activity."""
        return {activity.activity_id: activity.goal_ids for activity in self.activities}

    @cached_property
    def renewals(self) -> Mapping[UUID, tuple[UUID, ...]]:
        """Each renewed goal with the older goals that it replaces."""
        return {goal.goal_id: goal.replaces for goal in self.goals.values() if goal.replaces}

    @cached_property
    def renewed_by(self) -> Mapping[UUID, Sequence[UUID]]:
        """The other way round: each older goal with those that replace it."""
        found: dict[UUID, list[UUID]] = {}
        for goal_id in sorted(self.renewals):
            for old in self.renewals[goal_id]:
                found.setdefault(old, []).append(goal_id)
        return found

    @cached_property
    def checks(self) -> Mapping[UUID, Sequence[Activity]]:
        """For each goal the activities with which it can be shown at once."""
        found: dict[UUID, list[Activity]] = {}
        for activity in self.activities:
            if activity.kind == "check":
                for goal_id in activity.goal_ids:
                    found.setdefault(goal_id, []).append(activity)
        return found

    @classmethod
    def of(cls, version: UUID | None, goals: Iterable[Goal], activities: Iterable[Activity]) -> "Catalogue":
        """In the order of their ids, so that ties are settled alike everywhere."""
        ordered = sorted(activities, key=lambda activity: activity.activity_id)
        return cls(version, {goal.goal_id: goal for goal in goals}, ordered)


EMPTY = Catalogue.of(None, (), ())
