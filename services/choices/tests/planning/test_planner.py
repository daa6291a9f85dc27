"""The solver's process: it answers, costs nothing when nobody asks, and is replaced when it is gone."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator

import psutil
import pytest

from choices_service.planning.planner import Planner, PlannerAway
from choices_service.planning.problem import Problem, Work, split

PROBLEM = Problem({"a": [30, 30]}, [Work("x", {"a": [30]}, [0, 1], due=0), Work("y", {"a": [20]}, [0, 1])])


@pytest.fixture
async def planner() -> AsyncIterator[Planner]:
    made = Planner(idle_s=0.5)
    yield made
    await made.close()


def solver_of(planner: Planner) -> psutil.Process:
    process = planner._process
    assert process is not None
    return psutil.Process(process.pid)


async def test_many_who_ask_at_once_are_all_answered(planner: Planner) -> None:
    assert not planner.running
    answers = await asyncio.gather(*(planner.solve(PROBLEM) for _ in range(8)))
    assert {str(answer.days) for answer in answers} == {"{'x': [0], 'y': [1]}"}
    assert {answer.state for answer in answers} == {"best"}


async def test_the_solver_gets_no_passwords(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", "postgresql://geheim")
    await planner.solve(PROBLEM)
    assert not [name for name in solver_of(planner).environ() if name.startswith("EW_")]


async def test_the_solver_ends_when_nobody_asks_and_starts_again_when_somebody_does(planner: Planner) -> None:
    await planner.solve(PROBLEM)
    first = solver_of(planner)
    await asyncio.to_thread(first.wait, 20)
    assert not planner.running
    assert (await planner.solve(PROBLEM)).found
    assert solver_of(planner).pid != first.pid


async def test_a_solver_that_was_killed_is_replaced(planner: Planner) -> None:
    await planner.solve(PROBLEM)
    os.kill(solver_of(planner).pid, signal.SIGKILL)
    assert (await planner.solve(PROBLEM)).found


async def test_a_solver_that_does_not_answer_is_said_to_be_away(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("choices_service.planning.planner._STARTING_S", 0.0)
    with pytest.raises(PlannerAway):
        await planner.solve(Problem({"a": [30]}, [Work("x", {"a": [30]}, [0])], seconds=0.001))
    assert not planner.running


def test_only_who_works_together_is_planned_together() -> None:
    works = [Work("x", {"a": [10], "b": [10]}, [0]), Work("y", {"c": [10]}, [0])]
    pieces = split(Problem({"a": [30], "b": [30], "c": [30], "d": [30]}, works))
    assert [(sorted(piece.room), [work.key for work in piece.works]) for piece in pieces] == [
        (["a", "b"], ["x"]), (["c"], ["y"]), (["d"], []),
    ]  # fmt: skip


def test_the_service_itself_never_loads_the_solver() -> None:
    asked = "import sys, choices_service.app, choices_service.worker; print({'ortools', 'pandas'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout == "set()\n"
