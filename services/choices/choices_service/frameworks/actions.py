"""Taking in a framework, whole or not at all."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.actions import announce_activities
from choices_service.frameworks import rules, store
from choices_service.frameworks.body import Sent
from choices_service.frameworks.case import IS_CHILD_OF, PRECEDES, Package
from choices_service.frameworks.faults import faults_of_cycle, find_faults
from choices_service.frameworks.schemas import ImportOut
from choices_service.goals.actions import announce_goals
from choices_service.goals.rules import cycle_problem, named, way_round
from choices_service.goals.store import lock_order
from eigenwijs_shared.errors import Conflict, Invalid


class ParentCycle(Conflict):
    """A goal would lie under itself."""

    type = "parent-cycle"
    title = {"nl": "De opbouw loopt rond", "en": "The structure goes round"}
    detail = {
        "nl": "Zo zou een leerdoel onder zichzelf hangen: {path}. Haal één van deze stappen weg.",
        "en": "This way a goal would lie under itself: {path}. Take away one of these steps.",
    }


async def import_framework(session: AsyncSession, sent: Sent, *, now: datetime) -> ImportOut:
    """Make the board's goals what the package says; what did not change is not written, nor announced."""
    await lock_order(session)
    package = sent.package
    known = await store.load_known(session)
    faults = find_faults(package, known, sent.pointer)
    if faults:
        raise Invalid(faults=faults)
    after = rules.goals_after(package, known)
    _refuse_cycles(sent, after)
    changed = rules.changed_goals(known.goals, after)
    items = {item.identifier for item in package.items}
    # The framework first: goals point to it; its members after: they point to the goals.
    await store.save_framework(session, package.document, at=now)
    await store.save_goals(session, changed)
    present = known.frameworks.get(package.document.identifier, frozenset())
    await store.save_members(session, package.document.identifier, gone=present - items, come=items - present)
    await announce_goals(session, [goal.goal_id for goal in changed])
    await announce_activities(session, await store.follow_subjects(session, [goal.goal_id for goal in changed]))
    return _told(package, items, known, after, {goal.goal_id for goal in changed})


def _refuse_cycles(sent: Sent, goals: dict[UUID, rules.Goal]) -> None:
    titles = {goal_id: goal.title for goal_id, goal in goals.items()}
    cycle = rules.cycle_of_order(goals)
    if cycle is not None:
        problem = cycle_problem(cycle, titles)
        problem.faults = faults_of_cycle(sent.package, PRECEDES, cycle, sent.pointer)
        raise problem
    under = rules.cycle_of_parents(goals)
    if under is not None:
        faults = faults_of_cycle(sent.package, IS_CHILD_OF, under, sent.pointer)
        raise ParentCycle(path=way_round(under, titles), faults=faults, more={"cycle": named(under, titles)})


def _told(
    package: Package, items: set[UUID], known: rules.Known, after: dict[UUID, rules.Goal], changed: set[UUID]
) -> ImportOut:
    created = len(items - known.goals.keys())
    updated = len((items & changed) & known.goals.keys())
    return ImportOut(
        framework_id=package.document.identifier,
        title=package.document.title,
        goals=len(items),
        prerequisites=sum(len(after[goal_id].prerequisites) for goal_id in items),
        created=created,
        updated=updated,
        unchanged=len(items) - created - updated,
        retired=sum(not after[key].active and known.goals[key].active for key in known.goals.keys() & changed),
        ignored_levels=rules.levels_not_ours(package.items)[:50],
    )
