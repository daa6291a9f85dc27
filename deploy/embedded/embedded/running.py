"""Runs a program without the supervisor: for tests and one-off servers, from ordinary blocking code."""

import asyncio
import subprocess
import threading
import time
from pathlib import Path

from embedded.errors import UpFailed
from embedded.program import Program


class NotReady(UpFailed):
    """The program ended or stayed silent instead of becoming ready; the text is the end of its log."""


def start(program: Program, log: Path, seconds: float = 30) -> subprocess.Popen[bytes]:
    """Start it, tied to this process, and return when it is ready."""
    if program.before is not None:
        program.before()
    with log.open("ab") as output:
        process = subprocess.Popen(
            program.command(), env=program.environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        if _is_ready(program):
            return process
        time.sleep(0.02)
    stop(program, process)
    raise NotReady(f"{program.name}: {log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


def stop(program: Program, process: subprocess.Popen[bytes]) -> None:
    """End it politely, firmly if that takes too long."""
    for number in (program.polite, program.firm):
        if process.poll() is None:
            process.send_signal(number)
        try:
            process.wait(program.patience)
        except subprocess.TimeoutExpired:
            continue
        return
    raise TimeoutError(f"{program.name} does not end")


def _is_ready(program: Program) -> bool:
    """Ask in a thread of its own: the caller's may have an event loop already."""
    if program.ready is None:
        return True
    answers: list[bool] = []
    ready = program.ready

    async def ask() -> None:
        answers.append(await ready())

    asking = threading.Thread(target=lambda: asyncio.run(ask()))
    asking.start()
    asking.join()
    return answers == [True]
