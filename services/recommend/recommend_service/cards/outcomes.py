"""What became of a card goes into the register, once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from recommend_service.register.rules import moment
from recommend_service.register.store import write


async def register_outcomes(session: AsyncSession, news: Sequence[Row[Any]]) -> None:
    """Rows of `card_choice` that are new or were taken back; what was chosen outside a card is no outcome of one.

    Learner after learner: so that two workers do not wait for each other.
    """
    now = datetime.now(UTC)
    on_cards = [row for row in news if row.card_id is not None]
    for row in sorted(on_cards, key=lambda one: (one.learner_id, one.withdrawn_at is not None, one.choice_id)):
        kind = "outcome" if row.withdrawn_at is None else "outcome-withdrawn"
        await write(session, kind, row.learner_id, [row.card_id], _content(row), now)


def _content(row: Row[Any]) -> dict[str, Any]:
    ids = {name: str(getattr(row, name)) for name in ("choice_id", "card_id", "option_id", "activity_id")}
    return {
        "choiceId": ids["choice_id"],
        "cardId": ids["card_id"],
        "kind": row.kind,
        "optionId": None if row.option_id is None else ids["option_id"],
        "activityId": None if row.activity_id is None else ids["activity_id"],
        "goalIds": [str(one) for one in row.goal_ids],
        "madeAt": moment(row.made_at),
        "withdrawnAt": None if row.withdrawn_at is None else moment(row.withdrawn_at),
    }
