"""Notes about the processes we started: after a `kill -9` the next start finds and ends what is left of them."""

from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from embedded import processes
from embedded.files import read_json, write_json
from embedded.program import Program


@dataclass(frozen=True)
class Records:
    path: Path

    def note(self, program: Program, pid: int) -> None:
        process = processes.find(pid)
        if process is not None:
            entry = [process.pid, process.started, int(program.polite), int(program.firm)]
            write_json(self.path, self._entries() | {program.name: entry})

    def running(self) -> dict[str, int]:
        """Process ids by name, of those that still are who they were."""
        return {
            name: pid
            for name, (pid, started, *_) in self._entries().items()
            if processes.is_running(processes.Process(pid, started))
        }

    def end_orphans(self) -> list[str]:
        """End what an earlier run left behind, in the order opposite to its start; their names."""
        names = list(self.running())
        for name, (pid, started, polite, firm) in reversed(self._entries().items()):
            if name in names:
                processes.stop(processes.Process(pid, started), Signals(polite), Signals(firm), patience=10)
        self.path.unlink(missing_ok=True)
        return names

    def _entries(self) -> dict[str, tuple[int, str, int, int]]:
        return read_json(self.path) or {}
