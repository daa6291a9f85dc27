"""Keeps one PostgreSQL for a test run, and ends it with the run: also when the run is killed.

`python -m embedded.keeper FOLDER PID STARTED`: FOLDER is the run's; the process PID, started then, is the run itself.
"""

import shutil
import signal
import sys
import time
from pathlib import Path

from embedded import processes, running
from embedded.files import write_json
from embedded.ports import any_free
from embedded.postgres import Postgres
from embedded.postgres_home import forget
from embedded.secrets import load_or_make

ANSWER = "postgres.json"


def keep(folder: Path, run: processes.Process) -> None:
    asked_to_stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked_to_stop.append(number))
    password = load_or_make(folder / "secrets.json")["postgres"]
    postgres = Postgres(folder / "postgres", any_free(), password, durable=False)
    program = postgres.program(postgres.prepare())
    server = running.start(program, folder / "postgres.log")
    try:
        write_json(folder / ANSWER, {"admin_dsn": postgres.admin_dsn})
        while not asked_to_stop and processes.is_running(run) and server.poll() is None:
            time.sleep(0.2)
    finally:
        server.send_signal(program.firm)  # nobody needs this data again, so it need not be written out
        server.wait(program.patience)
    forget(postgres.folder)
    if not processes.is_running(run):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]), processes.Process(int(sys.argv[2]), sys.argv[3]))
