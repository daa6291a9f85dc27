"""A board as the tests see it: it hears events, and is asked over HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx2
from services.recommend.tests.make import activity, activity_changed, goal, goal_changed, recorded
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import Sessions, plumbing_transaction
from eigenwijs_shared.events.envelope import Envelope, Event, encode
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.events.tables import outbox
from eigenwijs_shared.roster.reach import Learner, find_learner
from eigenwijs_shared.testing import TestKeys, bearer
from recommend_service.catalogue.model import Activity, Goal
from recommend_service.reactions import REACTIONS

E = TypeVar("E", bound=Event)


@dataclass
class Board:
    """A board with one learner, whom one educator has in a group."""

    sessions: Sessions
    client: httpx2.AsyncClient
    keys: TestKeys
    board_id: UUID = field(default_factory=uuid4)
    learner_id: UUID = field(default_factory=uuid4)
    educator_id: UUID = field(default_factory=uuid4)
    group_id: UUID = field(default_factory=uuid4)
    sequence: int = 0

    async def hears(self, *events: Event) -> None:
        """As if these came over NATS in one batch, each in time."""
        assert await self.hears_each(events) == []

    async def hears_each(self, events: Sequence[E]) -> list[E]:
        """As `hears`, and answers the events themselves that came too early."""
        encoded = [encode(event, board_id=self.board_id) for event in events]
        early = await react(self.sessions, REACTIONS, [Envelope.decode(body.encode()) for _, body in encoded])
        return [event for event, (event_id, _) in zip(events, encoded, strict=True) if event_id in early]

    async def announced(self, kind: type[E]) -> list[E]:
        """What waits in the outbox for the relay."""
        async with plumbing_transaction(self.sessions) as session:
            rows = await session.execute(select(outbox.c.body).where(outbox.c.board_id == self.board_id))
            events = [Envelope.decode(row.body.encode()).event() for row in rows]
        return [event for event in events if isinstance(event, kind)]

    async def learner(self, session: AsyncSession) -> Learner:
        """As the routes find it."""
        caller = Principal("client", "sis", self.board_id, frozenset())
        return await find_learner(session, caller, self.learner_id)

    async def knows(self, goals: list[Goal], activities: list[Activity]) -> None:
        await self.hears(*map(goal_changed, goals), *map(activity_changed, activities))

    async def tries(self, one: Activity, *successes: bool) -> None:
        """The learner does this activity so many times, with these outcomes, and just now: nothing has faded yet."""
        first, self.sequence = self.sequence + 1, self.sequence + len(successes)
        facts: dict[str, Any] = {"activity_id": one.activity_id, "level": one.level, "kind": one.kind, "form": one.form}
        facts["occurred_at"] = datetime.now(UTC)
        await self.hears(
            *(
                recorded(self.learner_id, first + place, one.goal_ids, success, **facts)
                for place, success in enumerate(successes)
            )
        )

    async def get(self, path: str, role: str = "learner", **headers: str) -> httpx2.Response:
        subjects: dict[str, Any] = {"learner": self.learner_id, "educator": self.educator_id}
        token = self.keys.token(role, self.board_id, subjects.get(role, "client"))  # type: ignore[arg-type]  # a role
        return await self.client.get(path, headers={**bearer(token), **headers})

    async def card(self, role: str = "learner", subject: str | None = None, **headers: str) -> dict[str, Any]:
        asked = f"?subject={subject}" if subject else ""
        answer = await self.get(f"/v1/learners/{self.learner_id}/card{asked}", role, **headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def mastery(self, query: str = "") -> dict[str, dict[str, Any]]:
        """Items by goal id."""
        answer = await self.get(f"/v1/learners/{self.learner_id}/mastery?limit=200{query}")
        assert answer.status_code == 200, answer.text
        return {item["goalId"]: item for item in answer.json()["items"]}


@dataclass(frozen=True)
class Shelf:
    """Three goals one after another, each with five activities of different forms and levels."""

    goals: list[Goal]
    activities: list[Activity]

    def of(self, place: int) -> list[Activity]:
        return [one for one in self.activities if self.goals[place].goal_id in one.goal_ids]


def make_shelf() -> Shelf:
    first = goal(title="Breuken lezen")
    second = goal(title="Breuken vergelijken", prerequisite_ids=(first.goal_id,))
    third = goal(title="Breuken optellen", prerequisite_ids=(second.goal_id,))
    activities = [made for one in (first, second, third) for made in _five(one)]
    return Shelf([first, second, third], activities)


def _five(one: Goal) -> list[Activity]:
    return [
        activity(one, level=1, form="game", company="pair", topic="sport", kind="corrective"),
        activity(one, level=1, form="movement", company="team", topic="dieren"),
        activity(one, level=2, form="drawing", company="solo", topic="eten"),
        activity(one, level=3, form="exercise", company="solo", topic="geld", kind="check"),
        activity(one, level=4, form="research", company="pair", topic="ruimte", kind="enrichment"),
    ]
