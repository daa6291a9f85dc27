"""Telling our processes from strangers, also after a crash, a reboot or a reused process id."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

LINUX = os.uname().sysname == "Linux"


@dataclass(frozen=True)
class Process:
    """A process id means nothing alone: ids are reused. With the moment of its start it names one process for ever."""

    pid: int
    started: str


def find(pid: int) -> Process | None:
    """The process now running under this id; None if there is none, or only a zombie of it."""
    return _find_linux(pid) if LINUX else _find_elsewhere(pid)


def is_running(process: Process) -> bool:
    return find(process.pid) == process


def command_line(pid: int) -> str:
    """How the process was started, or an empty text if it is gone."""
    if LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return _ps(pid, "command=")


def stop(process: Process, polite: signal.Signals, firm: signal.Signals, patience: float) -> None:
    """End exactly this process: politely, then firmly. One that is gone, or another under its id, is left alone."""
    for number, seconds in ((polite, patience), (firm, patience)):
        if not is_running(process):
            return
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            return
        if wait_gone(process, seconds):
            return
    raise TimeoutError(f"process {process.pid} does not end, not even after {firm.name}")


def wait_gone(process: Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_running(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _find_linux(pid: int) -> Process | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    state, ticks = fields[0], fields[19]  # proc_pid_stat(5): fields 3 and 22; ticks since boot, so no clock moves them
    if state in "ZX":
        return None
    return Process(pid, f"{_boot()} {ticks}")


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def _find_elsewhere(pid: int) -> Process | None:
    state, _, started = _ps(pid, "stat=,lstart=").partition(" ")
    return Process(pid, " ".join(started.split())) if state and not state.startswith("Z") else None


def _ps(pid: int, columns: str) -> str:
    ran = subprocess.run(["ps", "-o", columns, "-p", str(pid)], capture_output=True, text=True, check=False)
    return ran.stdout.strip()
