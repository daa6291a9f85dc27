"""Ways to say something about learner 0 of the school, and to hear what the others are told."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.events.tables import outbox

Json = dict[str, Any]


@pytest.fixture
def observed(school: Any) -> Callable[..., Json]:
    """An observation as an educator sends it."""

    def make(**values: Any) -> Json:
        return {
            "evidenceId": str(uuid4()),
            "kind": "observation",
            "goalIds": [str(school.goal_id)],
            "success": True,
            "occurredAt": datetime.now(UTC).isoformat(),
            **values,
        }

    return make


@pytest.fixture
def correcting() -> Callable[..., Json]:
    def make(corrects: str, **values: Any) -> Json:
        said = {"kind": "correction", "corrects": corrects, "reason": "Verkeerd kind"}
        return {"evidenceId": str(uuid4()), **said, **values}

    return make


@pytest.fixture
def told(school: Any) -> Callable[[], Any]:
    """(subject, payload) of all in the outbox, oldest first."""

    async def read() -> list[tuple[str, Json]]:
        async with board_transaction(school.sessions, school.board_id) as session:
            rows = (await session.execute(select(outbox).order_by(outbox.c.seq))).all()
            return [(row.subject, json.loads(row.body)) for row in rows]

    return read
