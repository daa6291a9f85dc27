"""What profile hears: activities and goals, choices, presentations, who looked at a learner, parts of dossiers."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import (
    ActivityChanged,
    ChallengePresented,
    ChoiceMade,
    ChoiceWithdrawn,
    GoalChanged,
)
from eigenwijs_shared.contracts.rights import (
    DOSSIER_PART_OF,
    ERASURE_RECEIPT_OF,
    ChoicesLearnerSeen,
    RecommendLearnerSeen,
)
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from profile_service.access.actions import on_looks
from profile_service.dossier.actions import on_parts
from profile_service.erasure.actions import take_receipts
from profile_service.evidence.presentations import note_presentations
from profile_service.proposals.releasing import forget_choices, note_choices
from profile_service.tables import activity, goal

REACTIONS = Reactions("profile")
REACTIONS.add(ChoiceMade, note_choices)
REACTIONS.add(ChoiceWithdrawn, forget_choices)
REACTIONS.add(ChallengePresented, note_presentations)
REACTIONS.add(ChoicesLearnerSeen, on_looks)
REACTIONS.add(RecommendLearnerSeen, on_looks)
for _kind in DOSSIER_PART_OF.values():
    REACTIONS.add(_kind, on_parts)
for _receipt in ERASURE_RECEIPT_OF.values():
    REACTIONS.add(_receipt, take_receipts)
_KEPT = {"activity_id", "version", "active", "goal_ids", "level", "kind", "form"}


@REACTIONS.to(ActivityChanged)
async def on_activities(session: AsyncSession, events: Sequence[ActivityChanged]) -> None:
    await keep_newest(session, activity, [event.model_dump(include=_KEPT, by_alias=False) for event in events])


@REACTIONS.to(GoalChanged)
async def on_goals(session: AsyncSession, events: Sequence[GoalChanged]) -> None:
    kept = {"goal_id", "version", "active", "subject", "title"}
    await keep_newest(session, goal, [event.model_dump(include=kept, by_alias=False) for event in events])
