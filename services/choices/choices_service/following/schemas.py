"""What follows an activity, and what a goal lacks."""

from typing import Literal
from uuid import UUID

from choices_service.activities.schemas import ActivityOut
from eigenwijs_shared.models import Out

Lack = Literal[
    "activity", "second-form", "offline", "check", "second-check", "corrective-in-another-form", "deeper-enrichment"
]


class FollowUpsOut(Out):
    """For when it did not go well yet, for showing it once more, and for when it did go well."""

    correctives: list[ActivityOut]
    second_check: ActivityOut | None
    enrichments: list[ActivityOut]


class LackOut(Out):
    code: Lack
    message: str


class GapsOut(Out):
    """`lacks` is empty where mastery learning can go its whole round."""

    goal_id: UUID
    title: str
    lacks: list[LackOut]
