"""What the model foresees of tasks, where it looks at more than abilities and ease (its second layer)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from recommend_service.catalogue.model import Activity
from recommend_service.mastery.folding import Fold, Left
from recommend_service.mastery.known import KnownModel
from recommend_service.mastery.rules import Estimate


class Foresight:
    """One learner at one moment. Asking changes nothing."""

    def __init__(self, model: KnownModel, left: Left, estimates: Mapping[UUID, Estimate], at: datetime) -> None:
        self._fold = Fold(model, dict(estimates), left)
        self._at = at

    def chance(self, activity: Activity) -> float:
        return self._fold.foresees(activity.goal_ids, activity.activity_id, activity.level, self._at)
