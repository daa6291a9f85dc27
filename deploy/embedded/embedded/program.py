"""What it takes to run one program: said once, used by the supervisor, the tests and one-off commands alike."""

import os
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals

from embedded.child import Identity

CHILD = Path(__file__).with_name("child.py")
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV", "COVERAGE_PROCESS_CONFIG")


@dataclass(frozen=True)
class Program:
    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path("/")
    identity: Identity = "self"
    before: Callable[[], None] | None = None  # to be done before every start
    ready: Callable[[], Awaitable[bool]] | None = None
    humdrum: str = ""  # lines that match this pattern go to the log file, and not to the terminal
    polite: Signals = Signals.SIGTERM
    firm: Signals = Signals.SIGKILL  # when politeness took longer than `patience` seconds
    patience: float = 10.0

    def command(self, *, tied: bool = True) -> list[str]:
        """The argument vector that runs it; `tied` to the life of the calling process."""
        return launch(self.argv, self.folder, self.identity, parent=os.getpid() if tied else 0, death=self.polite)

    def environment(self) -> dict[str, str]:
        return inherited() | dict(self.env)


def inherited() -> dict[str, str]:
    """Only what a program needs from outside, so that a stray variable of the shell configures nothing by accident."""
    return {name: os.environ[name] for name in INHERITED if name in os.environ}


def launch(
    argv: tuple[str, ...], folder: Path, identity: Identity, *, parent: int = 0, death: Signals = Signals.SIGTERM
) -> list[str]:
    return [sys.executable, "-I", "-S", str(CHILD), identity, str(parent), str(int(death)), str(folder), *argv]
