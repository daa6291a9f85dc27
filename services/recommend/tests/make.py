"""Makers of what the tests need: each says only what matters to it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from eigenwijs_shared.contracts.choices import (
    ActivityChanged,
    AssignmentChanged,
    ChoiceMade,
    GatherChanged,
    GoalChanged,
)
from eigenwijs_shared.contracts.profile import (
    AgencyMoved,
    AttemptRecorded,
    EducatorChanged,
    EvidenceRecorded,
    HeldInterest,
    HeldNeed,
    InterestsChanged,
    LearnerChanged,
    NeedsChanged,
    Result,
)
from recommend_service.catalogue.model import Activity, Catalogue, Goal
from recommend_service.mastery.rules import Attempt

START = datetime(2026, 11, 2, 8, tzinfo=UTC)


def attempt(success: bool = True, **values: Any) -> Attempt:
    """One try, for rules."""
    usual: dict[str, Any] = {
        "level": 3,
        "kind": "practice",
        "form": "exercise",
        "score": float(success),
        "occurred_at": START,
        "recorded_at": START,
    }
    return Attempt(success=success, **{**usual, **values})


def goal(**values: Any) -> Goal:
    usual: dict[str, Any] = {
        "goal_id": uuid4(),
        "active": True,
        "subject": "rekenen",
        "title": "Breuken",
        "levels": frozenset({"groep-6"}),
        "prerequisite_ids": (),
        "assessable": True,
    }
    return Goal(**{**usual, **values})


def activity(*goals: Goal, **values: Any) -> Activity:
    usual: dict[str, Any] = {
        "activity_id": uuid4(),
        "title": "Pizza verdelen",
        "description": "Verdeel de pizza eerlijk.",
        "form": "exercise",
        "medium": "offline",
        "company": "solo",
        "level": 2,
        "minutes": 20,
        "kind": "practice",
        "topic": "eten",
    }
    return Activity(goal_ids=tuple(sorted(one.goal_id for one in goals)), **{**usual, **values})


def catalogue(goals: Iterable[Goal], activities: Iterable[Activity]) -> Catalogue:
    return Catalogue.of(uuid4(), goals, activities)


def recorded(
    learner_id: UUID, sequence: int, goal_ids: Sequence[UUID], success: bool, **values: Any
) -> AttemptRecorded:
    """An attempt as profile tells it, a minute after the one before."""
    at = START + timedelta(minutes=sequence)
    usual: dict[str, Any] = {
        "attempt_id": uuid4(),
        "activity_id": UUID(int=7),
        "level": 3,
        "kind": "practice",
        "form": "exercise",
        "result": Result(score_scaled=float(success), success=success, completion=True, duration_seconds=60),
        "occurred_at": at,
        "recorded_at": at,
    }
    return AttemptRecorded(learner_id=learner_id, sequence=sequence, goal_ids=list(goal_ids), **{**usual, **values})


def evidence_recorded(
    learner_id: UUID, sequence: int, goal_ids: Sequence[UUID], success: bool, **values: Any
) -> EvidenceRecorded:
    """Other evidence as profile tells it, numbered in the same ledger."""
    at = START + timedelta(minutes=sequence)
    usual: dict[str, Any] = {
        "evidence_id": uuid4(),
        "kind": "observation",
        "level": 3,
        "form": "exercise",
        "weight": 1.0,
        "score_scaled": float(success),
        "corrects": None,
        "occurred_at": at,
        "recorded_at": at,
    }
    facts = {"learner_id": learner_id, "sequence": sequence, "goal_ids": list(goal_ids), "success": success}
    return EvidenceRecorded(**{**usual, **facts, **values})


def needs_changed(learner_id: UUID, *needs: str, until: date | None = None, version: int = 1) -> NeedsChanged:
    held = [HeldNeed(need=need, until=until) for need in needs]
    return NeedsChanged(learner_id=learner_id, version=version, needs=held)


def interests_changed(
    learner_id: UUID, *topics: str, until: date = date(2999, 1, 1), version: int = 1
) -> InterestsChanged:
    held = [HeldInterest(topic=topic, until=until) for topic in topics]
    return InterestsChanged(learner_id=learner_id, version=version, interests=held)


def learner_changed(learner_id: UUID, **values: Any) -> LearnerChanged:
    usual: dict[str, Any] = {
        "version": 1,
        "active": True,
        "grades": ["groep-6"],
        "school_ids": [],
        "group_ids": [],
    }
    return LearnerChanged(learner_id=learner_id, **{**usual, **values})


def educator_changed(educator_id: UUID, group_ids: list[UUID]) -> EducatorChanged:
    return EducatorChanged(educator_id=educator_id, version=1, active=True, group_ids=group_ids)


def goal_changed(one: Goal, version: int = 1) -> GoalChanged:
    return GoalChanged(
        goal_id=one.goal_id,
        version=version,
        active=one.active,
        framework_id=UUID(int=1),
        parent_id=None,
        subject=one.subject,
        title=one.title,
        levels=sorted(one.levels),
        prerequisite_ids=list(one.prerequisite_ids),
        assessable=one.assessable,
        replaces_goal_ids=list(one.replaces),
        evidence_rule=one.evidence_rule if one.evidence_rule.version else None,
    )


def activity_changed(one: Activity, version: int = 1, *, active: bool = True) -> ActivityChanged:
    return ActivityChanged(
        activity_id=one.activity_id,
        version=version,
        active=active,
        title=one.title,
        description=one.description,
        goal_ids=list(one.goal_ids),
        subjects=["rekenen"],
        form=one.form,
        medium=one.medium,
        company=one.company,
        level=one.level,
        minutes=one.minutes,
        kind=one.kind,
        topic=one.topic,
        language="nl",
    )


def agency_moved(scope_id: UUID, version: int = 1, **dimensions: Any) -> AgencyMoved:
    """The learner's own dial, for all subjects."""
    return AgencyMoved(
        scope="learner",
        scope_id=scope_id,
        subject=None,
        dimensions=dimensions,
        version=version,
        author_id="educator",
        moved_at=START,
    )


def choice_made(learner_id: UUID, card: dict[str, Any], kind: str = "option", **values: Any) -> ChoiceMade:
    option = card["options"][0]
    usual: dict[str, Any] = {
        "choice_id": uuid4(),
        "card_id": card["cardId"],
        "option_id": option["optionId"] if kind == "option" else None,
        "activity_id": option["activityId"] if kind == "option" else None,
        "goal_ids": option["goalIds"],
        "replaces": None,
        "author_id": str(learner_id),
        "made_at": datetime.now(UTC),
    }
    return ChoiceMade.model_validate({"learner_id": learner_id, "kind": kind, **usual, **values})


def assignment_changed(activity_id: UUID, scope_id: UUID, kind: Any = "pin", **values: Any) -> AssignmentChanged:
    """For a learner, unless told otherwise; it stands."""
    usual: dict[str, Any] = {
        "assignment_id": uuid4(),
        "version": 1,
        "scope": "learner",
        "ground": "once-more",
        "until": date(2999, 1, 1),
        "active": True,
        "author_id": "educator",
        "made_at": START,
    }
    return AssignmentChanged(kind=kind, activity_id=activity_id, scope_id=scope_id, **{**usual, **values})


def gather_changed(group_id: UUID, **values: Any) -> GatherChanged:
    """From a minute ago, for an hour, on a question."""
    usual: dict[str, Any] = {
        "gather_id": uuid4(),
        "version": 1,
        "activity_id": None,
        "author_id": "educator",
        "began_at": datetime.now(UTC) - timedelta(minutes=1),
        "until": datetime.now(UTC) + timedelta(hours=1),
    }
    return GatherChanged(group_id=group_id, **{**usual, **values})
