"""What profile hears: which activities there are, so that an attempt at an unknown one is refused; what was chosen."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ActivityChanged, ChoiceMade
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from profile_service.proposals.releasing import note_choices
from profile_service.tables import activity

REACTIONS = Reactions("profile")
REACTIONS.add(ChoiceMade, note_choices)
_KEPT = {"activity_id", "version", "active", "goal_ids", "level", "kind", "form"}


@REACTIONS.to(ActivityChanged)
async def on_activities(session: AsyncSession, events: Sequence[ActivityChanged]) -> None:
    await keep_newest(session, activity, [event.model_dump(include=_KEPT, by_alias=False) for event in events])
