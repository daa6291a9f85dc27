"""What is believed of a learner, goal by goal, in an order that a page can start from. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from eigenwijs_shared.errors import Language, Sentence
from recommend_service.catalogue.fit import fits, is_practised
from recommend_service.catalogue.model import Catalogue, Goal
from recommend_service.mastery.carried import Carried
from recommend_service.mastery.gates import state_of
from recommend_service.mastery.history import Step
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.rules import Belief, chance_range
from recommend_service.mastery.schemas import (
    CarriedOut,
    EvidenceOut,
    MasteryHistoryOut,
    MasteryOut,
    PartOut,
    PointOut,
)

SortKey = tuple[str, str, str]
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner at a moment: what is believed, by which model. `version` is the one that made the estimates."""

    general: Belief
    carried: Carried
    model: KnownModel
    version: str
    at: datetime


_NOT_TOLD_YET: Sentence = {"nl": "Leerdoel (titel volgt)", "en": "Learning goal (title follows)"}


def mastery_in_order(
    catalogue: Catalogue,
    goal_ids: Collection[UUID],
    standing: Standing,
    language: Language,
) -> list[MasteryOut]:
    """These goals by subject and title."""
    items = [mastery_of(catalogue, goal_id, standing, language) for goal_id in goal_ids]
    return sorted(items, key=sort_key)


def sort_key(item: MasteryOut) -> SortKey:
    return item.subject, item.title, str(item.goal_id)


def goals_of_grades(catalogue: Catalogue, grades: Collection[str]) -> set[UUID]:
    """Every goal that a learner of these grades may be asked about."""
    return {goal.goal_id for goal in catalogue.goals.values() if is_practised(goal) and fits(goal, grades)}


def mastery_of(catalogue: Catalogue, goal_id: UUID, standing: Standing, language: Language) -> MasteryOut:
    """One goal; an attempt may be heard of before its goal is, so a title may have to follow.

    The numbers fade with time, the word does not: it is the one that everybody else was told.
    """
    goal, carried, model = catalogue.goals.get(goal_id), standing.carried, standing.model
    estimate = carried.estimates.get(goal_id)
    found = chance_range(standing.general + model.at_goal(goal_id, estimate, standing.at))
    return MasteryOut(
        goal_id=goal_id,
        title=_title(goal, language),
        subject=goal.subject if goal else "",
        probability=round(found.probability, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        evidence=estimate.attempts if estimate else 0,
        state=state_of(estimate, model.chance(standing.general, goal_id, estimate)),
        updated_at=estimate.updated_at if estimate else None,
        model=standing.version,
        carried_from=[
            CarriedOut(
                goal_id=one,
                title=_title(catalogue.goals.get(one), language),
                evidence=carried.estimates[one].attempts,
            )
            for one in carried.sources.get(goal_id, ())
        ],
        replaced_by=list(catalogue.renewed_by.get(goal_id, ())),
    )


def _title(goal: Goal | None, language: Language) -> str:
    return goal.title if goal else _NOT_TOLD_YET[language]


def history_of(
    catalogue: Catalogue, goal_id: UUID, standing: Standing, steps: Sequence[Step], language: Language
) -> MasteryHistoryOut:
    """One goal with all that led to it."""
    titles = {activity.activity_id: activity.title for activity in catalogue.activities}
    belief = standing.model.at_goal(goal_id, standing.carried.estimates.get(goal_id), standing.at)
    ease, last = standing.model.ease(goal_id), steps[-MOST_TOLD:]
    return MasteryHistoryOut(
        **mastery_of(catalogue, goal_id, standing, language).model_dump(by_alias=False),
        parts=PartOut(general=round(standing.general.mean, 4), goal=round(belief.mean - ease, 4), ease=round(ease, 4)),
        history=[_point(one) for one in last],
        steps=[
            _told(one, titles.get(one.fact.activity_id) if one.fact.activity_id else None) for one in reversed(last)
        ],
        evidence_total=len(steps),
    )


def _point(step: Step) -> PointOut:
    found = step.after
    return PointOut(
        at=step.fact.attempt.recorded_at,
        probability=round(found.probability, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
    )


def _told(step: Step, title: str | None) -> EvidenceOut:
    fact, attempt = step.fact, step.fact.attempt
    return EvidenceOut(
        fact_id=fact.fact_id,
        activity_id=fact.activity_id,
        title=title,
        kind="observation" if attempt.observed else attempt.kind,
        form=attempt.form,
        level=attempt.level,
        success=attempt.success,
        score=attempt.score,
        weight=attempt.weight,
        witnessed=attempt.witnessed,
        occurred_at=attempt.occurred_at,
        expected=round(step.foreseen, 4),
        because={name: round(logits, 4) for name, logits in step.because.items()},
        before=round(step.before.probability, 4),
        after=round(step.after.probability, 4),
    )
