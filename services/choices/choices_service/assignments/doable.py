"""What an educator may decide on: an activity that learners can do now."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities.store import UnknownActivity, find_many
from choices_service.assignments.problems import RETIRED
from eigenwijs_shared.errors import Fault, Invalid


async def check_doable(session: AsyncSession, activity_id: UUID) -> None:
    """`UnknownActivity` where there is none, `Invalid` where it is offered no more."""
    found = (await find_many(session, [activity_id])).get(activity_id)
    if found is None:
        raise UnknownActivity
    if not found.active:
        raise Invalid(faults=[Fault("#/activityId", RETIRED, "retired-activity")])
