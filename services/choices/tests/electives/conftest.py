"""A board where some learners may choose electives."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.contracts.profile import LearnerChanged
from eigenwijs_shared.contracts.recommend import MasteryChanged
from eigenwijs_shared.db import board_transaction
from eigenwijs_shared.testing import bearer

Json = dict[str, Any]
Board = Any
PUBLISHED = "allocation"
_versions = count(10)


def day(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def moment(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat()


@dataclass
class School:
    """Learners of one group, a round of modules for two periods, and who asks what of whom."""

    board: Board
    learners: list[UUID] = field(default_factory=list)
    periods: list[str] = field(default_factory=lambda: [str(uuid4()), str(uuid4())])
    elective: str = ""
    modules: dict[str, str] = field(default_factory=dict)

    async def has_learners(self, number: int) -> None:
        self.learners = [uuid4() for _ in range(number)]
        await self.board.hears(*(self.learner(one) for one in self.learners))

    def learner(self, learner_id: UUID, *, active: bool = True, grade: str = "groep-5") -> LearnerChanged:
        return LearnerChanged(
            learner_id=learner_id, version=next(_versions), active=active, grades=[grade],
            school_ids=[], group_ids=[self.board.group_id],
        )  # fmt: skip

    async def masters(self, learner_id: UUID, goal_id: UUID, *, ready: bool = True) -> None:
        said = {"state": "mastered", "probability": 0.9, "low": 0.8, "high": 0.95, "evidence": 9, "ready": ready}
        told = {"goal_id": goal_id, "version": next(_versions), "updated_at": datetime.now(UTC), "unseen_ready": False}
        await self.board.hears(MasteryChanged.model_validate({"learner_id": learner_id, **told, **said}))

    def module(self, name: str, least: int = 1, most: int = 2, periods: Sequence[int] = (0,), **more: Any) -> Json:
        module_id = self.modules.setdefault(name, str(uuid4()))
        sessions = [{"periodId": self.periods[one], "least": least, "most": most} for one in periods]
        return {"moduleId": module_id, "title": name, "sessions": sessions, **more}

    def body(self, *modules: Json, **more: Any) -> Json:
        periods = [
            {"periodId": one, "title": f"Blok {place + 1}", "startsOn": day(10 + 30 * place),
             "endsOn": day(35 + 30 * place)}
            for place, one in enumerate(self.periods)
        ]  # fmt: skip
        return {
            "title": "Keuzemodules", "groupIds": [str(self.board.group_id)], "opensAt": moment(-3),
            "closesAt": moment(3), "periods": periods, "modules": list(modules), **more,
        }  # fmt: skip

    async def offers(self, *modules: Json, **more: Any) -> Json:
        answer = await self.call("POST", "", "educator", json=self.body(*modules, **more))
        assert answer.status_code == 201, answer.text
        self.elective = answer.json()["electiveId"]
        made: Json = answer.json()
        return made

    async def call(
        self, method: str, path: str, role: Role = "educator", learner: UUID | None = None, **more: Any
    ) -> Any:
        """A path below the round, or below all of them as long as there is none."""
        keys, board = self.board.keys, self.board
        subject = {"educator": board.educator_id, "learner": learner or self.learners[0]}.get(role, "client")
        scopes = more.pop("scopes", SCOPES_OF_ROLE[role])
        headers = {**bearer(keys.token(role, board.board_id, subject, scopes=scopes)), **more.pop("headers", {})}
        url = "/v1/electives" + (f"/{self.elective}" if self.elective else "") + path
        return await board.client.request(method, url, headers=headers, **more)

    def wishes(self, *periods: Sequence[str]) -> Json:
        return {
            "periods": [
                {"periodId": self.periods[place], "moduleIds": [self.modules[name] for name in names]}
                for place, names in enumerate(periods)
            ]
        }

    async def wish(self, number: int, *periods: Sequence[str], role: Role = "learner", **more: Any) -> Any:
        """What learner `number` would like best in each period."""
        learner = self.learners[number]
        return await self.call("PUT", f"/preferences/{learner}", role, learner, json=self.wishes(*periods), **more)

    async def all_wish(self, numbers: Iterable[int], *periods: Sequence[str], **more: Any) -> None:
        """The same of several learners, one after the other."""
        for number in numbers:
            answer = await self.wish(number, *periods, **more)
            assert answer.status_code == 200, answer.text

    async def closes(self) -> None:
        async with board_transaction(self.board.sessions, self.board.board_id) as session:
            await session.execute(text("UPDATE elective SET closes_at = now() - interval '1 hour'"))

    async def begins(self) -> None:
        async with board_transaction(self.board.sessions, self.board.board_id) as session:
            await session.execute(text("UPDATE elective_period SET starts_on = current_date"))

    async def publishes(self) -> Json:
        await self.closes()
        answer = await self.call("POST", "/allocation", json={})
        assert answer.status_code == 201, answer.text
        found: Json = answer.json()
        return found

    async def tries(self, **more: Any) -> Json:
        answer = await self.call("POST", "/allocation?dryRun=true", json=more)
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    async def has(self, number: int, period: int = 0) -> Json:
        """What learner `number` reads of its place."""
        learner = self.learners[number]
        answer = await self.call("GET", f"/places/{learner}", "learner", learner)
        assert answer.status_code == 200, answer.text
        found: Json = next(one for one in answer.json()["places"] if one["periodId"] == self.periods[period])
        return found

    async def got(self, period: int = 0) -> list[str | None]:
        """The titles of what each has."""
        places = [await self.has(number, period) for number in range(len(self.learners))]
        return [one["module"]["title"] if one["module"] else None for one in places]

    def at(self, number: int, period: int = 0) -> str:
        return f"/places/{self.learners[number]}/{self.periods[period]}"

    async def swaps(self, number: int, *names: str, **more: Any) -> Any:
        learner = self.learners[number]
        body = {"periodId": self.periods[0], "moduleIds": [self.modules[name] for name in names]}
        return await self.call("POST", f"/places/{learner}/swaps", "learner", learner, json=body, **more)


@pytest.fixture
async def school(board: Board) -> School:
    made = School(board)
    await made.has_learners(4)
    return made


@pytest.fixture
def new_school() -> Callable[[Board], School]:
    return School
