"""One test run: its folder, its locks, and the PostgreSQL that all its processes share."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import Signals

from embedded import keeper, processes
from embedded.files import read_json, write_json

FOLDER = "EW_TEST_RUN"  # inherited by the xdist workers
_children: list[subprocess.Popen[bytes]] = []  # referenced, for Python warns of a child that is forgotten while it runs


def begin() -> None:
    """Said once by the process that outlives all others of the run."""
    folder = Path(tempfile.mkdtemp(prefix="eigenwijs-test-"))
    os.environ[FOLDER] = str(folder)
    me = processes.find(os.getpid())
    if me is not None:
        write_json(folder / "run.json", [me.pid, me.started])


def end() -> None:
    kept = read_json(folder() / "keeper.json")
    if kept is not None:
        processes.stop(processes.Process(*kept), Signals.SIGTERM, Signals.SIGKILL, patience=20)
    shutil.rmtree(folder(), ignore_errors=True)


def folder() -> Path:
    return Path(os.environ[FOLDER])


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process of the run at a time."""
    with (folder() / f"{name}.lock").open("w", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def shared_postgres() -> str:
    """The administrator's address of the run's PostgreSQL, which the first to ask starts."""
    with locked("postgres"):
        answer = folder() / keeper.ANSWER
        if not answer.exists():
            _start_keeper(answer)
        dsn: str = read_json(answer)["admin_dsn"]
        return dsn


def _start_keeper(answer: Path) -> None:
    pid, started = read_json(folder() / "run.json")
    with (folder() / "keeper.log").open("wb") as log:
        argv = [sys.executable, "-m", "embedded.keeper", str(folder()), str(pid), started]
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    _children.append(child)
    process = processes.find(child.pid)
    if process is not None:
        write_json(folder() / "keeper.json", [process.pid, process.started])
    while not answer.exists():
        if child.poll() is not None:
            raise RuntimeError((folder() / "keeper.log").read_text(encoding="utf-8", errors="replace"))
        time.sleep(0.02)
    # It outlives this process, which need not wait for it: `end` does. Python would warn of a child left running.
    child.returncode = 0
