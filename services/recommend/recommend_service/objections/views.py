"""An objection as this caller may see it, in the caller's language. Pure."""

from collections.abc import Sequence
from typing import Any

from eigenwijs_shared.assigned_words import day_in_words
from eigenwijs_shared.errors import Language
from recommend_service.catalogue.model import Catalogue
from recommend_service.decisions.words import Reader
from recommend_service.objections import words
from recommend_service.objections.announcers import about_ids
from recommend_service.objections.schemas import (
    AboutOut,
    ContestedEstimateOut,
    FactOut,
    ObjectionDecisionOut,
    ObjectionOut,
    StepKind,
    StepOut,
)


def objection_out(
    one: Any,
    facts: Sequence[Any],
    catalogue: Catalogue,
    reader: Reader,
    language: Language,
    estimated_now: float | None = None,
) -> ObjectionOut:
    """`one` is a row; `facts` are those that came since."""
    title = words.ABOUT[one.about][language].format(title=words.title_of(one, catalogue, language))
    return ObjectionOut(
        objection_id=one.objection_id,
        learner_id=one.learner_id,
        about=AboutOut(**about_ids(one), title=title),
        reason=one.reason,
        raised_by=one.raised_by,
        raised_role=one.raised_role,
        raised_at=one.raised_at,
        status=one.status,
        step=_step(one, facts, catalogue, reader, language) if one.status == "open" else None,
        evidence=[FactOut.model_validate(fact) for fact in facts],
        estimate=_estimate(one, estimated_now),
        decision=_decision(one, reader, language),
        withdrawn_at=one.closed_at if one.status == "withdrawn" else None,
    )


def _step(one: Any, facts: Sequence[Any], catalogue: Catalogue, reader: Reader, language: Language) -> StepOut:
    task = words.task_of(one, catalogue)
    kind: StepKind = "check" if task is not None else "observation" if one.goal_ids else "talk"
    if any(fact.counts for fact in facts):
        kind, task = "decision", None
    said = words.STEP[kind][reader][language].format(task=task)
    return StepOut(kind=kind, activity_id=one.check_id if task is not None else None, title=task, words=said)


def _estimate(one: Any, now: float | None) -> ContestedEstimateOut | None:
    if one.about == "card" or one.probability is None:
        return None
    return ContestedEstimateOut(
        goal_id=one.goal_ids[0], when_raised=one.probability, when_decided=one.probability_decided, now=now
    )


def _decision(one: Any, reader: Reader, language: Language) -> ObjectionDecisionOut | None:
    if one.status not in {"upheld", "dismissed"}:
        return None
    upheld = one.status == "upheld"
    day = day_in_words(one.rests_until, language) if one.rests_until else ""
    said = (words.UPHELD[one.about] if upheld else words.DISMISSED)[reader][language]
    return ObjectionDecisionOut(
        upheld=upheld,
        reason=one.answer,
        decided_by=one.closed_by,
        decided_at=one.closed_at,
        fact_id=one.fact_id,
        effect=said.format(day=day, learner_id=one.learner_id),
        resting_activity_ids=list(one.resting_ids),
        rests_until=one.rests_until,
    )
