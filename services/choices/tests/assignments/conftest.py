"""What the tests of assignments share: a goal with an activity, and bodies of decisions on it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from eigenwijs_shared.contracts.profile import AttemptRecorded, Result

Json = dict[str, Any]
Decide = Callable[..., Awaitable[Any]]


def in_days(days: int) -> date:
    return datetime.now(UTC).date() + timedelta(days=days)


def attempt(
    learner_id: UUID, activity_id: str, *, completion: bool = True, at: datetime | None = None
) -> AttemptRecorded:
    """An attempt as profile tells it."""
    result = Result(score_scaled=0.5, success=False, completion=completion, duration_seconds=60)
    moment = datetime.now(UTC)
    return AttemptRecorded(
        learner_id=learner_id, sequence=1, attempt_id=uuid4(), activity_id=UUID(activity_id), goal_ids=[], level=3,
        kind="practice", form="game", result=result, occurred_at=moment, recorded_at=moment,
    )  # fmt: skip


@pytest.fixture
async def activity(board: Any) -> Json:
    """Of a goal of its own."""
    ids = await board.has_goals("Tellen")
    made: Json = await board.has_activity(ids["Tellen"])
    return made


@pytest.fixture
def body(board: Any, activity: Json) -> Callable[..., Json]:
    """A decision on that activity for the learner, unless told otherwise; None leaves a member out."""

    def make(**more: Any) -> Json:
        usual = {
            "kind": "assign",
            "activityId": activity["activityId"],
            "learnerId": str(board.learner_id),
            "ground": "once-more",
            "reason": "Fijn om nog eens te doen, Sam.",
            "until": str(in_days(7)),
        }
        return {name: value for name, value in {**usual, **more}.items() if value is not None}

    return make


@pytest.fixture
def decide(board: Any, body: Callable[..., Json]) -> Decide:
    """POST it as the educator; the answer."""

    async def post(role: str = "educator", **more: Any) -> Any:
        return await board.call("POST", "/v1/assignments", role, json=body(**more))

    return post


@pytest.fixture(name="in_days")
def _in_days() -> Callable[[int], date]:
    return in_days


@pytest.fixture(name="attempt")
def _attempt() -> Callable[..., AttemptRecorded]:
    return attempt
