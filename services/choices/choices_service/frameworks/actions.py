"""Taking in a framework, whole or not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.case.store import follow_order, known_digest, save_source
from choices_service.frameworks import renewal, rules, store
from choices_service.frameworks.body import Sent
from choices_service.frameworks.case import IS_CHILD_OF, PRECEDES, REPLACED_BY, Package
from choices_service.frameworks.faults import faults_of_cycle, find_faults
from choices_service.frameworks.schemas import ImportOut, RenewedGoalOut
from choices_service.frameworks.settle import ParentCycle, RenewalCycle, refuse_cycles, save, tell
from choices_service.goals.rules import PrerequisiteCycle
from choices_service.goals.store import lock_order
from eigenwijs_shared.errors import Fault, Invalid, Sentence

NOT_OLDER: Sentence = {
    "nl": "Dit moet een ander leerplan van jullie zijn, dat zelf niet door dit leerplan is vervangen.",
    "en": "This must be another framework of yours, which was not itself replaced by this one.",
}


async def import_framework(
    session: AsyncSession, sent: Sent, older: Sequence[UUID] = (), *, now: datetime
) -> ImportOut:
    """Make the board's goals what the package says; what did not change is not written, nor announced.

    `older` are the frameworks that it replaces, beside those of which it says so itself.
    """
    await lock_order(session)
    package, framework_id = sent.package, sent.package.document.identifier
    known = await store.load_known(session)
    faults = [*_of_older(framework_id, older, known), *find_faults(package, known, sent.pointer)]
    if faults:
        raise Invalid(faults=faults)
    before = known.renewals.get(framework_id, frozenset())
    replaced = before.union(older, renewal.replaced_frameworks(package, known.frameworks.keys()))
    after = rules.goals_after(package, known, replaced, today=now.date())
    _refuse_cycles(sent, after)
    items = {item.identifier for item in package.items}
    is_new = await known_digest(session, framework_id) != sent.source.digest
    # The framework first: goals point to it; its members after: they point to the goals.
    await store.save_framework(session, package.document, replaced, changed=is_new, at=now)
    await store.set_status(session, replaced - before, "retired")
    changed = await save(session, known, after)
    present = known.frameworks.get(framework_id, frozenset())
    await store.save_members(session, framework_id, gone=present - items, come=items - present)
    await save_source(session, sent.source)
    await follow_order(session, [goal_id for goal_id in items if after[goal_id].ordered_by_board], at=now)
    await tell(session, changed, after)
    return _told(package, replaced, known, after, changed)


def _of_older(framework_id: UUID, older: Sequence[UUID], known: rules.Known) -> list[Fault]:
    return [
        Fault("?replaces", NOT_OLDER, "unknown-framework")
        for one in older
        if one == framework_id or one not in known.frameworks or framework_id in known.renewals.get(one, ())
    ]


_KINDS: Mapping[type[Exception], str] = {
    PrerequisiteCycle: PRECEDES,
    ParentCycle: IS_CHILD_OF,
    RenewalCycle: REPLACED_BY,
}


def _refuse_cycles(sent: Sent, goals: dict[UUID, rules.Goal]) -> None:
    """The problem names the associations too."""
    try:
        refuse_cycles(goals)
    except (PrerequisiteCycle, ParentCycle, RenewalCycle) as problem:
        cycle = [UUID(goal["goalId"]) for goal in problem.more["cycle"]]
        problem.faults = faults_of_cycle(sent.package, _KINDS[type(problem)], cycle, sent.pointer)
        raise


def _told(
    package: Package,
    replaced: frozenset[UUID],
    known: rules.Known,
    after: dict[UUID, rules.Goal],
    changed: set[UUID],
) -> ImportOut:
    items = {item.identifier for item in package.items}
    created = len(items - known.goals.keys())
    updated = len((items & changed) & known.goals.keys())
    old = {goal_id for goal in (after[one] for one in items) for goal_id in goal.replaces}
    return ImportOut(
        framework_id=package.document.identifier,
        title=package.document.title,
        goals=len(items),
        prerequisites=sum(len(after[goal_id].prerequisites) for goal_id in items),
        created=created,
        updated=updated,
        unchanged=len(items) - created - updated,
        retired=sum(not after[key].active and known.goals[key].active for key in known.goals.keys() & changed),
        replaces=sorted(replaced),
        renewed_goals=len(old),
        ignored_levels=rules.levels_not_ours(package.items)[:50],
    )


async def renewed_goals(session: AsyncSession, framework_id: UUID, *, open_only: bool) -> list[RenewedGoalOut]:
    """The goals of what this framework replaces, in their order."""
    row = await store.find(session, framework_id)
    known = await store.load_known(session)
    old = frozenset[UUID]().union(*(known.frameworks.get(one, frozenset()) for one in row.replaces))
    new = [known.goals[one] for one in sorted(known.frameworks[framework_id] - old)]
    listed = rules.renewed(known.goals, sorted(old), new)
    return [RenewedGoalOut.model_validate(one) for one in listed if not (open_only and one.replaced_by)]
