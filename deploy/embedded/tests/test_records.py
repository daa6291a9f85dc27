"""After a `kill -9` of the supervisor: what it left is found and ended, and nobody else."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded import processes
from embedded.files import read_json, write_json
from embedded.program import Program
from embedded.records import Records

SLEEPER = Program("sleeper", (sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"))

Sleeper = subprocess.Popen[bytes]


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs, and that is not tied to us."""
    with subprocess.Popen(SLEEPER.command(tied=False), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


def test_an_orphan_is_found_and_ended(tmp_path: Path, sleeper: Sleeper) -> None:
    records = Records(tmp_path / "processes.json")
    records.note(SLEEPER, sleeper.pid)
    assert records.end_orphans() == ["sleeper"]
    assert sleeper.wait(5) == -15


def test_a_stranger_under_a_reused_number_is_spared(tmp_path: Path, sleeper: Sleeper) -> None:
    records = Records(tmp_path / "processes.json")
    records.note(SLEEPER, sleeper.pid)
    pid, _, polite, firm = read_json(records.path)["sleeper"]
    write_json(records.path, {"sleeper": [pid, "another moment", polite, firm]})
    assert records.end_orphans() == []
    assert sleeper.poll() is None


def test_a_process_that_ended_but_was_not_waited_for_counts_as_gone(sleeper: Sleeper) -> None:
    process = processes.find(sleeper.pid)
    sleeper.kill()
    assert process is not None
    assert processes.wait_gone(process, 5)


def test_the_record_is_readable_for_its_owner_alone(tmp_path: Path, sleeper: Sleeper) -> None:
    records = Records(tmp_path / "processes.json")
    records.note(SLEEPER, sleeper.pid)
    assert records.path.stat().st_mode & 0o777 == 0o600
