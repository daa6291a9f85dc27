"""What is believed of a learner, goal by goal, in an order that a page can start from. Pure."""

from collections.abc import Collection
from uuid import UUID

from eigenwijs_shared.errors import Language, Sentence
from recommend_service.catalogue.fit import fits, is_practised
from recommend_service.catalogue.model import Catalogue, Goal
from recommend_service.mastery.carried import Carried
from recommend_service.mastery.gates import state_of
from recommend_service.mastery.rules import GOAL_PRIOR, Belief, chance_range
from recommend_service.mastery.schemas import CarriedOut, MasteryOut

SortKey = tuple[str, str, str]
_NOT_TOLD_YET: Sentence = {"nl": "Leerdoel (titel volgt)", "en": "Learning goal (title follows)"}


def mastery_in_order(
    catalogue: Catalogue,
    goal_ids: Collection[UUID],
    general: Belief,
    carried: Carried,
    language: Language,
) -> list[MasteryOut]:
    """These goals by subject and title."""
    items = [mastery_of(catalogue, goal_id, general, carried, language) for goal_id in goal_ids]
    return sorted(items, key=sort_key)


def sort_key(item: MasteryOut) -> SortKey:
    return item.subject, item.title, str(item.goal_id)


def goals_of_grades(catalogue: Catalogue, grades: Collection[str]) -> set[UUID]:
    """Every goal that a learner of these grades may be asked about."""
    return {goal.goal_id for goal in catalogue.goals.values() if is_practised(goal) and fits(goal, grades)}


def mastery_of(
    catalogue: Catalogue, goal_id: UUID, general: Belief, carried: Carried, language: Language
) -> MasteryOut:
    """One goal; an attempt may be heard of before its goal is, so a title may have to follow."""
    goal = catalogue.goals.get(goal_id)
    estimate = carried.estimates.get(goal_id)
    found = chance_range(general + (estimate.belief if estimate else GOAL_PRIOR))
    return MasteryOut(
        goal_id=goal_id,
        title=_title(goal, language),
        subject=goal.subject if goal else "",
        probability=round(found.probability, 4),
        low=round(found.low, 4),
        high=round(found.high, 4),
        evidence=estimate.attempts if estimate else 0,
        state=state_of(estimate, found.probability),
        updated_at=estimate.updated_at if estimate else None,
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
