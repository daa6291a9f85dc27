"""The reviews of a learner, in words for each. Pure."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.errors import Language
from recommend_service.catalogue.fit import is_practised
from recommend_service.catalogue.model import Catalogue
from recommend_service.reviews.rules import Memory, recall, when
from recommend_service.reviews.schemas import ReviewOut
from recommend_service.reviews.words import READERS, say


def reviews_out(
    memories: Iterable[tuple[UUID, Memory]], catalogue: Catalogue, language: Language, now: datetime, *, numbers: bool
) -> list[ReviewOut]:
    """Of goals that are still practised here."""
    found = []
    for goal_id, memory in memories:
        goal = catalogue.goals.get(goal_id)
        if goal is None or not is_practised(goal):
            continue
        moment, title = when(memory, now), goal.title.removesuffix(".")
        said = {reader: say(language, f"when.{moment}", reader, goal=title) for reader in READERS}
        found.append(
            ReviewOut(
                goal_id=goal_id,
                title=goal.title,
                subject=goal.subject,
                when=moment,
                due_at=memory.due_at,
                reviewed_at=memory.reviewed_at,
                recall=round(recall(memory, now), 4) if numbers else None,
                reason=ReasonOut(**said),
            )
        )
    return found
