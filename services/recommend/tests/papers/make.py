"""A board as papers see it; each test says only what matters to it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from recommend_service.card_settings.rules import USUAL
from recommend_service.model.constants import DAY_ONE, NAMES
from recommend_service.models.rules import Limits
from recommend_service.models.schemas import DriftOut, ModelOut
from recommend_service.objections.schemas import FigureOut
from recommend_service.papers.running import ModelInUse, RegisterState, Running

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
NOTHING_CONTESTED = FigureOut(
    subject=None, open=None, decided=None, median_hours=None, p90_hours=None, share_upheld=None
)


def model(version: str = "day-one-1", **values: Any) -> ModelInUse:
    """As the registry lists it; `listed` are changes to that."""
    listed: dict[str, Any] = dict.fromkeys(ModelOut.model_fields)
    listed |= {"version": version, "status": "in_use", "attempts": 0, "learners": 0}
    listed |= {"drift": DriftOut(word=None, last_seven_days=None), "gaps": [], "unmeasured": [], "blocks": []}
    usual: dict[str, Any] = {
        "fitted": version != "day-one-1",
        "promoted": version,
        "constants": dict(zip(NAMES, DAY_ONE, strict=True)),
        "second_layer": 0.0,
        "trees": 0,
        "limits": Limits(0.05, 0.03),
        "subgroups": [],
        "listed": ModelOut(**{**listed, **values.pop("listed", {})}),
        "waiting": 0,
    }
    return ModelInUse(version, **{**usual, **values})


def running(**values: Any) -> Running:
    usual: dict[str, Any] = {
        "board_id": UUID(int=1),
        "board_name": "",
        "made_at": NOON,
        "counted": {"learner": 180, "goal": 40},
        "register": RegisterState(0, None, None, 730),
        "model": model(),
        "cards": USUAL,
        "stop": None,
        "overrides": {},
        "dials": [],
        "dials_elsewhere": 0,
        "watches": {},
        "objections": NOTHING_CONTESTED,
        "own_settings": [],
    }
    return Running(**{**usual, **values})
