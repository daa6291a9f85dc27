"""The one ignored folder with all that `up` keeps: data, keys, logs, secrets, and notes about what runs."""

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from embedded.paths import ROOT


@dataclass(frozen=True)
class RunFolder:
    path: Path

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> "RunFolder":
        """`.run` in the clone, or where EW_RUN_DIR says: two suites may live beside each other."""
        return cls(Path(environ.get("EW_RUN_DIR") or ROOT / ".run").absolute())

    def make(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.logs.mkdir(exist_ok=True)
        self.heartbeats.mkdir(exist_ok=True)

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def nats(self) -> Path:
        return self.path / "nats"

    @property
    def keys(self) -> Path:
        return self.path / "keys"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def heartbeats(self) -> Path:
        return self.path / "heartbeats"

    @property
    def demo(self) -> Path:
        return self.path / "demo"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets.json"

    @property
    def ports(self) -> Path:
        return self.path / "ports.json"

    @property
    def processes(self) -> Path:
        """Which processes are ours, for the next `up` if this one is killed."""
        return self.path / "processes.json"

    @property
    def up(self) -> Path:
        """What scripts read; there only while everything is ready."""
        return self.path / "up.json"

    def try_lock(self) -> IO[str] | None:
        """Held by the running supervisor; the kernel frees it however that ends. None if another holds it."""
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = (self.path / "lock").open("a", encoding="ascii")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.close()
            return None
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        return handle

    def holder(self) -> int | None:
        """The process id of the supervisor that runs now, if one does."""
        free = self.try_lock()
        if free is not None:
            free.close()
            return None
        text = (self.path / "lock").read_text(encoding="ascii")
        return int(text) if text else None
