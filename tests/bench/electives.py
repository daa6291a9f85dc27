"""Giving out places to a large school: thousands of learners who all rank sixty modules, through the public door."""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import asyncpg
import psutil

from choices_service.allocation.periods import Module, Round, Wisher, allocate
from embedded.records import Records
from tests.journeys.school import Json, School
from tests.journeys.suite import Suite

LEARNERS, MODULES, PERIODS = 2_000, 60, 2
GOALS = 20
LEAST, MOST = 20, 36


@dataclass(frozen=True)
class Took:
    """Seconds."""

    tried: float
    published: float
    alone: float


@dataclass(frozen=True)
class _Made:
    """Popular and unpopular modules, of which every third needs a goal first."""

    group: UUID
    learners: list[UUID]
    modules: list[UUID]
    periods: list[UUID]
    goals: list[UUID]

    def wishes(self, random: Random) -> dict[UUID, list[UUID]]:
        """All modules, the first ones earlier more often than not."""
        return {
            period: [
                self.modules[number]
                for number in sorted(range(MODULES), key=lambda number: number + random.random() * MODULES)
            ]
            for period in self.periods
        }

    def body(self) -> Json:
        now = datetime.now(UTC)
        days = [(now + timedelta(days=30 * place)).date() for place in range(1, PERIODS + 2)]
        return {
            "title": "Keuzemodules",
            "groupIds": [str(self.group)],
            "opensAt": (now - timedelta(days=9)).isoformat(),
            "closesAt": (now - timedelta(minutes=1)).isoformat(),
            "periods": [
                {
                    "periodId": str(period),
                    "title": f"Blok {place + 1}",
                    "startsOn": str(days[place]),
                    "endsOn": str(days[place + 1] - timedelta(days=1)),
                }
                for place, period in enumerate(self.periods)
            ],
            "modules": [
                {
                    "moduleId": str(module),
                    "title": f"Module {place + 1}",
                    "prerequisiteGoalIds": [str(self.goals[place % len(self.goals)])] if not place % 3 else [],
                    "sessions": [{"periodId": str(period), "least": LEAST, "most": MOST} for period in self.periods],
                }
                for place, module in enumerate(self.modules)
            ],
        }


async def allocation(school: School) -> Took:
    """A round as a school would have it: tried once, then published."""
    goals = (await school.door.get(f"/v1/goals?limit={GOALS}")).json()["items"]
    made = _Made(
        uuid4(),
        [uuid4() for _ in range(LEARNERS)],
        [uuid4() for _ in range(MODULES)],
        [uuid4() for _ in range(PERIODS)],
        [UUID(one["goalId"]) for one in goals],
    )
    wishes = {learner: made.wishes(random) for random in [Random(7)] for learner in made.learners}
    connection = await _choices(school.suite)
    try:
        await connection.execute("SELECT set_config('app.board_id', $1, false)", school.board_id)
        await _learners(connection, school, made)
        elective_id = (await school.door.post("/v1/electives", made.body())).json()["electiveId"]
        await _wishes(connection, school, elective_id, wishes)
    finally:
        await connection.close()
    path = f"/v1/electives/{elective_id}/allocation"
    tried = await _seconds(school, f"{path}?dryRun=true")
    return Took(tried, await _seconds(school, path), _alone(made, wishes))


async def _seconds(school: School, path: str) -> float:
    began = time.monotonic()
    answer = await school.door.post(path, {})
    took = time.monotonic() - began
    assert answer.json()["periods"][0]["learners"] == LEARNERS
    return took


def _alone(made: _Made, wishes: dict[UUID, dict[UUID, list[UUID]]]) -> float:
    seats = dict.fromkeys(made.periods, (LEAST, MOST))
    offer = Round("bench", made.periods, [Module(module, seats) for module in made.modules])
    wishers = [Wisher(learner, wishes[learner]) for learner in made.learners]
    began = time.perf_counter()
    allocate(offer, wishers)
    return time.perf_counter() - began


async def _choices(suite: Suite) -> asyncpg.Connection:
    """The database of choices, as its application."""
    assert suite.folder is not None
    environ = psutil.Process(Records(suite.folder / "processes.json").running()["choices"]).environ()
    return await asyncpg.connect(environ["EW_DATABASE_URL"].replace("+asyncpg", ""))


async def _learners(connection: asyncpg.Connection, school: School, made: _Made) -> None:
    """As if the roster and the estimates had told of them."""
    await connection.execute(
        "INSERT INTO learner (board_id, learner_id, version, active, grades, group_ids)"
        " SELECT $1, unnest($2::uuid[]), 1, true, '{vo-2}', ARRAY[$3::uuid]",
        UUID(school.board_id), made.learners, made.group,
    )  # fmt: skip
    await connection.execute(
        "INSERT INTO mastery (board_id, learner_id, goal_id, version, state, probability, low, high, evidence, ready,"
        " unseen_ready) SELECT $1, l, g, 1, 'practising', 0.7, 0.5, 0.9, 5, (hashtext(l::text || g::text) & 3) > 0,"
        " false FROM unnest($2::uuid[]) l, unnest($3::uuid[]) g",
        UUID(school.board_id), made.learners, made.goals,
    )  # fmt: skip


async def _wishes(
    connection: asyncpg.Connection, school: School, elective_id: str, wishes: dict[UUID, dict[UUID, list[UUID]]]
) -> None:
    lists = [
        json.dumps({str(period): [str(module) for module in mine] for period, mine in of.items()})
        for of in wishes.values()
    ]
    await connection.execute(
        "INSERT INTO elective_wish (board_id, elective_id, learner_id, wishes, author_id, set_at)"
        " SELECT $1, $2, l, w::jsonb, l::text, now() FROM unnest($3::uuid[], $4::text[]) AS t(l, w)",
        UUID(school.board_id), UUID(elective_id), list(wishes), lists,
    )  # fmt: skip
