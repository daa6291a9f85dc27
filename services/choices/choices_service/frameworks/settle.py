"""Every change of goals, by whatever way, ends here: no cycles, saved, told to the others."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.actions import announce_activities
from choices_service.frameworks import rules, store
from choices_service.goals.actions import announce_goals
from choices_service.goals.rules import cycle_problem, named, way_round
from eigenwijs_shared.errors import Conflict


class ParentCycle(Conflict):
    """A goal would lie under itself."""

    type = "parent-cycle"
    title = {"nl": "De opbouw loopt rond", "en": "The structure goes round"}
    detail = {
        "nl": "Zo zou een leerdoel onder zichzelf hangen: {path}. Haal één van deze stappen weg.",
        "en": "This way a goal would lie under itself: {path}. Take away one of these steps.",
    }


class RenewalCycle(Conflict):
    """A goal would replace itself."""

    type = "renewal-cycle"
    title = {"nl": "De vernieuwing loopt rond", "en": "The renewal goes round"}
    detail = {
        "nl": "Zo zou een leerdoel zichzelf vervangen: {path}. Haal één van deze stappen weg.",
        "en": "This way a goal would replace itself: {path}. Take away one of these steps.",
    }


def refuse_cycles(goals: Mapping[UUID, rules.Goal]) -> None:
    """The problem that names the goals of a cycle: of order, of structure or of renewal."""
    order = rules.cycle_of_order(goals)
    if order is not None:
        raise cycle_problem(order, _titles(goals, order))
    for kind, cycle in ((ParentCycle, rules.cycle_of_parents(goals)), (RenewalCycle, rules.cycle_of_renewal(goals))):
        if cycle is not None:
            titles = _titles(goals, cycle)
            raise kind(path=way_round(cycle, titles), more={"cycle": named(cycle, titles)})


def _titles(goals: Mapping[UUID, rules.Goal], cycle: list[UUID]) -> dict[UUID, str]:
    return {goal_id: goals[goal_id].title for goal_id in cycle}


async def save(session: AsyncSession, known: rules.Known, after: Mapping[UUID, rules.Goal]) -> set[UUID]:
    """Write what differs: the ids of the goals that did."""
    changed = rules.changed_goals(known.goals, after)
    await store.save_goals(session, changed)
    return {goal.goal_id for goal in changed}


async def tell(session: AsyncSession, changed: set[UUID], after: Mapping[UUID, rules.Goal]) -> None:
    """Announce the goals that changed, and the activities that went along with them."""
    moved = await store.move_activities(session, rules.successors(after), after)
    await announce_goals(session, sorted(changed))
    await announce_activities(session, {*moved, *await store.follow_subjects(session, sorted(changed))})
