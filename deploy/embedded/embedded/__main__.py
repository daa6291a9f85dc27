"""`python -m embedded up|down|reset|status`"""

import asyncio
import os
import shutil
import sys
from signal import Signals

from embedded import postgres_home, processes
from embedded.errors import UpFailed
from embedded.files import read_json
from embedded.records import Records
from embedded.runfolder import RunFolder


def up(run: RunFolder) -> int:
    lock = run.try_lock()
    if lock is None:
        told = read_json(run.up)
        print(f"Already up: {told['url']}" if told else "Already starting, in another terminal.")
        return 0
    from embedded.up import up as bring_up

    failures: list[BaseException] = []
    with lock:
        run.make()
        run.up.unlink(missing_ok=True)
        try:
            asyncio.run(bring_up(run))
        except* UpFailed as group:
            failures = leaves(group)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    """The failures in a group of failures in groups."""
    found: list[BaseException] = []
    for failure in group.exceptions:
        found += leaves(failure) if isinstance(failure, BaseExceptionGroup) else [failure]
    return found


def down(run: RunFolder) -> int:
    holder = run.holder()
    supervisor = processes.find(holder) if holder is not None else None
    if supervisor is None:
        left = Records(run.processes).end_orphans()
        print(f"Not up; ended what was left: {', '.join(left)}" if left else "Not up.")
        return 0
    os.kill(supervisor.pid, Signals.SIGTERM)
    if not processes.wait_gone(supervisor, 90):
        print(f"Process {supervisor.pid} does not stop.", file=sys.stderr)
        return 1
    print("Stopped.")
    return 0


def reset(run: RunFolder) -> int:
    """Stop, and remove all data."""
    if down(run) != 0:
        return 1
    postgres_home.forget(run.postgres)
    shutil.rmtree(run.path, ignore_errors=True)
    print(f"Wiped {run.path}.")
    return 0


def status(run: RunFolder) -> int:
    """Which processes run, and where the suite is reached."""
    for name, pid in Records(run.processes).running().items():
        print(f"{name:<18} process {pid}")
    is_held = run.holder() is not None
    told = read_json(run.up) if is_held else None
    print(f"Up: {told['url']}" if told else "Not ready." if is_held else "Not up.")
    return 0


COMMANDS = {"up": up, "down": down, "reset": reset, "status": status}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m embedded {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]](RunFolder.of(os.environ)))
