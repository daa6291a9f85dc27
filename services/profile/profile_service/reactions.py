"""What profile hears: which activities there are, so that an attempt at an unknown one is refused."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import ActivityChanged
from eigenwijs_shared.contracts.rights import ERASURE_RECEIPT_OF
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from profile_service.erasure.actions import take_receipts
from profile_service.tables import activity

REACTIONS = Reactions("profile")
_KEPT = {"activity_id", "version", "active", "goal_ids", "level", "kind", "form"}


@REACTIONS.to(ActivityChanged)
async def on_activities(session: AsyncSession, events: Sequence[ActivityChanged]) -> None:
    await keep_newest(session, activity, [event.model_dump(include=_KEPT, by_alias=False) for event in events])


for _receipt in ERASURE_RECEIPT_OF.values():
    REACTIONS.add(_receipt, take_receipts)
