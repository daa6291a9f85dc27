"""Started in order, restarted when they die, stopped in the opposite order, with their lines behind their names."""

import asyncio
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

from embedded import processes
from embedded.nats import HUMDRUM
from embedded.output import Output
from embedded.program import Program
from embedded.records import Records
from embedded.supervised import DidNotStart
from embedded.supervisor import Supervisor


class Bench:
    """A supervisor over small programs that write what happens to them into one file."""

    def __init__(self, folder: Path) -> None:
        self.diary = folder / "diary"
        self.diary.touch()
        self.terminal = io.StringIO()
        self.records = Records(folder / "processes.json")
        self.output = Output(folder, self.terminal)
        self.supervisor = Supervisor(self.output, self.records)

    def program(self, name: str, then: str = "time.sleep(60)") -> Program:
        source = f"""
import signal, sys, time
def note(text):
    with open({str(self.diary)!r}, "a") as diary: diary.write(text + "\\n")
def leave(*_):
    note("{name} stops"); sys.exit(0)
signal.signal(signal.SIGTERM, leave)
note("{name} starts"); print("hello from {name}", flush=True)
{then}
"""
        return Program(name, (sys.executable, "-c", source), ready=lambda: self.wrote(f"{name} starts"), patience=2)

    async def wrote(self, line: str, times: int = 1) -> bool:
        return self.lines().count(line) >= times

    def lines(self) -> list[str]:
        return self.diary.read_text().splitlines()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.output.close()


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.02)


async def test_a_later_group_starts_when_the_earlier_is_ready_and_stops_before_it(bench: Bench) -> None:
    async with bench.supervisor:
        await bench.supervisor.start([bench.program("database")])
        await bench.supervisor.start([bench.program("service")])
    assert bench.lines() == ["database starts", "service starts", "service stops", "database stops"]


async def test_a_killed_program_starts_again(bench: Bench) -> None:
    async with bench.supervisor:
        await bench.supervisor.start([bench.program("service")])
        first = processes.find(bench.records.running()["service"])
        assert first is not None
        processes.stop(first, SIGKILL, SIGKILL, patience=5)
        await until(lambda: bench.lines().count("service starts") == 2)
    assert "service ended (code -9); starting it again in 0.1 s" in bench.terminal.getvalue()


async def test_a_program_that_never_gets_ready_is_given_up_and_the_others_are_stopped(bench: Bench) -> None:
    broken = bench.program("broken", then="sys.exit('no such setting')")
    never = Program(broken.name, broken.argv, ready=lambda: bench.wrote("never"))
    async with bench.supervisor:
        await bench.supervisor.start([bench.program("database")])
        with pytest.raises(ExceptionGroup) as failed:
            await bench.supervisor.start([never])
    assert failed.group_contains(DidNotStart, match="broken ended 5 times")
    assert "broken           │ no such setting" in bench.terminal.getvalue()
    assert bench.lines()[-1] == "database stops"


async def test_a_program_that_ignores_a_polite_signal_is_ended_firmly(bench: Bench) -> None:
    deaf = bench.program("deaf", then="signal.signal(signal.SIGTERM, signal.SIG_IGN); note('deaf'); time.sleep(60)")
    async with bench.supervisor:
        await bench.supervisor.start([deaf])
        await until(lambda: "deaf" in bench.lines())
        process = processes.find(bench.records.running()["deaf"])
    assert process is not None
    assert not processes.is_running(process)


async def test_every_line_carries_its_programs_name_and_is_kept_in_its_file(bench: Bench, tmp_path: Path) -> None:
    async with bench.supervisor:
        await bench.supervisor.start([bench.program("service")])
        await until(lambda: "hello" in bench.terminal.getvalue())
    assert "service          │ hello from service\n" in bench.terminal.getvalue()
    assert (tmp_path / "service.log").read_text() == "hello from service\n"


async def test_a_line_without_end_is_cut_and_costs_no_more_memory(bench: Bench) -> None:
    chatty = bench.program(
        "chatty", then="sys.stdout.write('x' * 300_000); sys.stdout.flush(); note('said'); time.sleep(60)"
    )
    async with bench.supervisor:
        await bench.supervisor.start([chatty])
        await until(lambda: bench.terminal.getvalue().count("x") > 250_000)
    assert max(map(len, bench.terminal.getvalue().splitlines())) < 140_000


async def test_after_a_clean_stop_nothing_is_recorded_as_ours(bench: Bench) -> None:
    async with bench.supervisor:
        await bench.supervisor.start([bench.program("service")])
        assert list(bench.records.running()) == ["service"]
    assert bench.records.running() == {}


def test_humdrum_lines_are_kept_in_the_file_alone(tmp_path: Path) -> None:
    terminal = io.StringIO()
    output = Output(tmp_path, terminal)
    output.relay("nats", "[1] [INF] Server is ready", HUMDRUM)
    output.relay("nats", "[1] [ERR] no space left", HUMDRUM)
    output.close()
    assert terminal.getvalue() == "nats             │ [1] [ERR] no space left\n"
    assert len((tmp_path / "nats.log").read_text().splitlines()) == 2
