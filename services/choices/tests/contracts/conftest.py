"""A class of learners with one educator, and weeks that are still to come."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from choices_service.planning import planner
from eigenwijs_shared.auth import Role
from eigenwijs_shared.contracts.profile import AttemptRecorded, EducatorChanged, LearnerChanged, Result
from eigenwijs_shared.testing import bearer

Json = dict[str, Any]


def next_monday(weeks: int = 1) -> date:
    """The Monday of a week to come."""
    today = datetime.now(UTC).date()
    return today + timedelta(days=7 * weeks - today.weekday())


@dataclass
class Class:
    """What `Board` is for one learner, for several."""

    board: Any
    learners: list[UUID] = field(default_factory=list)
    monday: date = field(default_factory=next_monday)
    goals: dict[str, UUID] = field(default_factory=dict)

    def day(self, number: int) -> str:
        """Monday is 0."""
        return str(self.monday + timedelta(days=number))

    async def call(
        self, method: str, path: str, who: UUID | Role = "educator", headers: Json | None = None, **more: Any
    ) -> httpx2.Response:
        role: Role = "learner" if isinstance(who, UUID) else who
        subject = who if isinstance(who, UUID) else self.board.educator_id if who == "educator" else "client"
        token = self.board.keys.token(role, self.board.board_id, subject)
        answer: httpx2.Response = await self.board.client.request(
            method, path, headers={**bearer(token), **(headers or {})}, **more
        )
        return answer

    async def drafts(self, tasks: Sequence[Json], who: UUID | Role | None = None, **more: Any) -> httpx2.Response:
        """A contract for the first learner, unless `who` is another learner."""
        whose = who if isinstance(who, UUID) else self.learners[0]
        body = {"learnerId": str(whose), "startsOn": str(self.monday), "tasks": list(tasks), **more}
        return await self.call("POST", "/v1/contracts", who or whose, json=body)

    async def drafted(self, tasks: Sequence[Json], who: UUID | Role | None = None, **more: Any) -> Json:
        return read(await self.drafts(tasks, who, **more), 201)

    async def seen(self, contract: Json, who: UUID | Role = "educator") -> Json:
        return read(await self.call("GET", f"/v1/contracts/{contract['contractId']}", who))

    async def proposes(self, contract: Json, who: UUID | Role = "educator", *, apply: bool = False) -> Json:
        path = f"/v1/contracts/{contract['contractId']}/proposal"
        return read(await self.call("POST", path, who, json={"apply": apply}))

    async def signs(self, contract: Json, who: UUID | Role = "educator", **more: Any) -> httpx2.Response:
        body = {"revision": contract["revision"], **more}
        return await self.call("POST", f"/v1/contracts/{contract['contractId']}/sign", who, json=body)

    async def agreed(self, contract: Json) -> Json:
        """With both signatures."""
        read(await self.signs(contract, UUID(contract["learnerId"])))
        return read(await self.signs(contract))

    async def planned(self, tasks: Sequence[Json], who: UUID | None = None, **more: Any) -> Json:
        """A contract with days, signed by both."""
        contract = await self.drafted(tasks, who, **more)
        await self.proposes(contract, UUID(contract["learnerId"]), apply=True)
        return await self.agreed(await self.seen(contract))

    async def puts(self, contract: Json, tasks: Sequence[Json], who: UUID | Role = "educator", **more: Any) -> Any:
        path = f"/v1/contracts/{contract['contractId']}"
        headers = {"If-Match": more.pop("tag", f'"{contract["version"]}"')}
        return await self.call("PUT", path, who, headers, json={"tasks": list(tasks), **more})

    async def replans(self, contract: Json, who: UUID | Role = "educator", **said: Any) -> httpx2.Response:
        return await self.call("POST", f"/v1/contracts/{contract['contractId']}/replan", who, json=said)

    async def has_time(self, minutes: int, *weekdays: int, **more: Any) -> None:
        """From nine o'clock, on those days."""
        ends = f"{9 + minutes // 60:02}:{minutes % 60:02}"
        slots = [{"weekday": day, "starts": "09:00", "ends": ends} for day in weekdays or (1, 2, 3, 4, 5)]
        path = f"/v1/groups/{self.board.group_id}/timetable"
        seen = await self.call("GET", path)
        headers = {"If-Match": seen.headers["etag"]}
        read(await self.call("PUT", path, "educator", headers, json={"slots": slots, **more}))

    async def tries(self, learner_id: UUID, activity: Json, at: datetime) -> None:
        """Profile tells of an attempt."""
        result = Result(score_scaled=1.0, success=True, completion=True, duration_seconds=60)
        await self.board.hears(
            AttemptRecorded(
                learner_id=learner_id, sequence=1, attempt_id=uuid4(), activity_id=activity["activityId"],
                goal_ids=activity["goalIds"], level=2, kind="practice", form="game", result=result,
                occurred_at=at, recorded_at=at,
            )
        )  # fmt: skip

    def idea(self, title: str, minutes: int = 20, **more: Any) -> Json:
        """An own idea of this many minutes."""
        idea = {"title": title, "goalIds": [str(self.goals["Tellen"])], "minutes": minutes}
        company = {"company": more.pop("company")} if "company" in more else {}
        return {"ownIdea": {**idea, **company}, **more}


def read(answer: httpx2.Response, status: int = 200) -> Json:
    """The body of an answer that went well."""
    assert answer.status_code == status, answer.text
    found: Json = answer.json()
    return found


@pytest.fixture
def new_class(new_board: Callable[[], Any]) -> Callable[[int], Any]:
    async def make(size: int) -> Class:
        board = new_board()
        people = [board.learner_id, *(uuid4() for _ in range(size - 1))]
        told = [
            LearnerChanged(
                learner_id=key, version=1, active=True, grades=["groep-5"], school_ids=[], group_ids=[board.group_id]
            )
            for key in people
        ]
        teacher = EducatorChanged(educator_id=board.educator_id, version=1, active=True, group_ids=[board.group_id])
        await board.hears(*told, teacher)
        goals = await board.has_goals("Tellen", "Optellen", "Vermenigvuldigen", precedes=[("Tellen", "Optellen")])
        return Class(board, people, goals=goals)

    return make


@pytest.fixture
async def klas(new_class: Callable[[int], Any]) -> Class:
    """Three learners, of whom nothing is known; “Tellen” comes before “Optellen”."""
    made: Class = await new_class(3)
    return made


@pytest.fixture(name="read")
def _read() -> Callable[..., Json]:
    return read


class _Kept(planner.Planner):
    """Outlives the application of one test: starting the solver takes longer than most of them."""

    async def close(self) -> None:
        pass

    def end(self) -> None:
        self._end()
        self._turn.shutdown()


@pytest.fixture(scope="session")
def kept_planner() -> Iterator[_Kept]:
    kept = _Kept()
    yield kept
    kept.end()


@pytest.fixture(autouse=True)
def _one_solver(monkeypatch: pytest.MonkeyPatch, kept_planner: _Kept) -> None:
    monkeypatch.setattr(planner, "Planner", lambda: kept_planner)
