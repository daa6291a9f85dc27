"""The whole suite as real processes, started by `embedded up` in a folder of its own; or one that runs already."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from embedded.ports import VARIABLES
from embedded.records import Records


@dataclass
class Suite:
    """Where it is and how its system client signs in; `folder` is None for one that somebody else started."""

    url: str
    system_id: str
    system_secret: str
    folder: Path | None = None
    boards: dict[str, Any] = field(default_factory=dict)

    def kill(self, name: str) -> None:
        """kill -9, and wait until the supervisor has started it anew."""
        assert self.folder is not None
        records = Records(self.folder / "processes.json")
        pid = records.running()[name]
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: records.running().get(name, pid) != pid)

    def pause(self, name: str) -> int:
        """Stop a process without ending it: unreachable, as if its machine were away."""
        assert self.folder is not None
        pid = Records(self.folder / "processes.json").running()[name]
        os.kill(pid, signal.SIGSTOP)
        return pid

    @staticmethod
    def resume(pid: int) -> None:
        os.kill(pid, signal.SIGCONT)

    @staticmethod
    def until(condition: Any, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)


def external() -> Suite | None:
    """The suite that EW_JOURNEY_URL names, in containers for instance."""
    url = os.environ.get("EW_JOURNEY_URL")
    if not url:
        return None
    return Suite(url, os.environ["EW_JOURNEY_SYSTEM_ID"], os.environ["EW_JOURNEY_SYSTEM_SECRET"])


class Started:
    """A suite without the demo board, in a new folder, on free ports."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="eigenwijs-journey-"))
        # Any free ports: the usual ones may be a person's, or those of another run that starts at this moment.
        ports = dict.fromkeys(VARIABLES.values(), "0")
        # At the level of every day: a search of the logs for names would else find little to search.
        ours = {"EW_RUN_DIR": str(self.folder), "EW_UP_DEMO": "0", "EW_LOG_LEVEL": "INFO"}
        self._environment = {**os.environ, **ports, **ours}
        self._log = (self.folder / "up.log").open("wb")
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "embedded", "up"],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def suite(self) -> Suite:
        Suite.until(lambda: (self.folder / "up.json").exists() or self._process.poll() is not None, 120)
        if self._process.poll() is not None:
            raise RuntimeError((self.folder / "up.log").read_text(errors="replace")[-5000:])
        told = json.loads((self.folder / "up.json").read_text())
        client = next(client for client in told["clients"] if client["role"] == "system")
        return Suite(told["url"], client["clientId"], client["clientSecret"], self.folder)

    def restart(self) -> float:
        """Stop and start again with the same data; the seconds until all is ready."""
        self._end()
        began = time.monotonic()
        self._process = self._start()
        self.suite()
        return time.monotonic() - began

    def _end(self) -> None:
        self._process.terminate()
        self._process.wait(60)

    def stop(self) -> None:
        self._end()
        self._log.close()
        subprocess.run(
            [sys.executable, "-m", "embedded", "reset"], env=self._environment, check=True, capture_output=True
        )
