"""What an educator assigned or pinned comes into a new week by itself."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import find_many as find_activities
from choices_service.assignments.standing import decided_for
from choices_service.choices.deciding import off_card
from choices_service.contracts.drafting import Drafter, blank
from eigenwijs_shared.roster.wishes import wishes_of
from eigenwijs_shared.wishes import shown_minutes

MOST = 20
"""As many as a week takes in by itself; the rest waits for a next one."""


async def assigned_tasks(session: AsyncSession, drafter: Drafter, there: Collection[UUID]) -> list[dict[str, Any]]:
    """Rows of the tasks, in the order in which they have a right to a place; not those that are `there` already.

    Only what can be begun: where something that comes first is still to be shown, it waits. What is assigned is due
    on its last day where that lies in the period; what is pinned may be done until then.
    """
    decided = await decided_for(session, drafter.learner, drafter.now)
    wanted = [one for key, one in decided.wanted.items() if key not in there and one.until >= drafter.starts_on]
    known = await find_activities(session, [one.activity_id for one in wanted])
    needs = (await wishes_of(session, drafter.learner.learner_id, drafter.now.date())).needs
    rows: list[dict[str, Any]] = []
    for one in wanted:
        activity = known.get(one.activity_id)
        if activity is None or not activity.active or len(rows) == MOST:
            continue
        if (await off_card(session, drafter.learner, one.activity_id))[0].missing:
            continue
        due = one.until if one.kind == "assign" and one.until <= drafter.ends_on else None
        rows.append(
            {
                **blank(drafter),
                "source": "assigned",
                "activity_id": activity.activity_id,
                "title": activity.title,
                "goal_ids": activity.goal_ids,
                "subjects": sorted(activity.subjects),
                "company": activity.company,
                "minutes": shown_minutes(activity.minutes, needs),
                "by_educator": True,
                "due_on": due,
                "due_by_educator": due is not None,
                "planned_on": [],
                "with_learner_ids": [],
            }
        )
    return rows
