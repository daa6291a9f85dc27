"""Choices as they are shown."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import store as activities
from choices_service.choices import rules
from choices_service.choices.schemas import ChoiceOut, ChosenActivityOut
from choices_service.mastery.store import done_by


async def shown(session: AsyncSession, rows: Sequence[Row[Any]]) -> list[ChoiceOut]:
    """Choices with the activities that were chosen, and how far each came."""
    chosen = {row.activity_id for row in rows if row.activity_id}
    known = await activities.find_many(session, chosen)
    attempted = await done_by(session, {row.learner_id for row in rows}, chosen)
    return [_shown(row, known.get(row.activity_id), attempted.get((row.learner_id, row.activity_id))) for row in rows]


def _shown(row: Row[Any], activity: Row[Any] | None, attempted: Row[Any] | None) -> ChoiceOut:
    state = rules.state_of(row, attempted)
    return ChoiceOut(
        choice_id=row.choice_id,
        learner_id=row.learner_id,
        card_id=row.card_id,
        kind=row.kind,
        option_id=row.option_id,
        activity=ChosenActivityOut.model_validate(activity) if activity is not None else None,
        goal_ids=row.goal_ids,
        title=row.title,
        reason=row.reason,
        made_at=row.made_at,
        author_id=row.author_id,
        on_behalf=row.author_id != str(row.learner_id),
        state=state,
        standing=state in {"chosen", "started"},
        started_at=rules.started_at(row, attempted) if state == "started" else None,
        withdrawn_at=row.withdrawn_at,
    )
