"""A board as papers see it; each test says only what matters to it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from recommend_service.model.constants import DAY_ONE, NAMES
from recommend_service.papers.running import ModelInUse, RegisterState, Running

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def running(**values: Any) -> Running:
    usual: dict[str, Any] = {
        "board_id": UUID(int=1),
        "board_name": "",
        "made_at": NOON,
        "counted": {"learner": 180, "goal": 40},
        "register": RegisterState(0, None, None, 730),
        "model": ModelInUse("day-one-1", dict(zip(NAMES, DAY_ONE, strict=True))),
        "zone": (0.60, 0.85),
        "stop": None,
        "overrides": {},
        "dials": [],
        "dials_elsewhere": 0,
        "watches": {},
        "objections": None,
        "own_settings": [],
    }
    return Running(**{**usual, **values})
