"""What a person sees: our own lines, and every program's lines behind its name; each program's also in a file."""

import os
import re
import sys
from pathlib import Path
from typing import IO

COLOURS = (36, 32, 33, 35, 34, 96, 92, 93, 95, 94)  # of ANSI terminals; red is kept for what goes wrong
WIDTH = 17
BIG = 5_000_000


class Output:
    def __init__(self, logs: Path | None, terminal: IO[str] = sys.stdout) -> None:
        self._logs = logs
        self._terminal = terminal
        self._coloured = terminal.isatty() and "NO_COLOR" not in os.environ
        self._files: dict[str, IO[str]] = {}

    def say(self, text: str = "") -> None:
        """A line of our own."""
        self._write(f"{text}\n")

    def warn(self, text: str) -> None:
        self._write(f"{self._paint(text, 31)}\n")

    def relay(self, name: str, line: str, humdrum: str = "") -> None:
        """A line of a program; one that matches `humdrum` is kept in the file alone."""
        if not humdrum or re.search(humdrum, line) is None:
            self._write(f"{self._paint(f'{name:<{WIDTH}}│', self._colour(name))} {line}\n")
        if self._logs is not None:
            self._file(name).write(f"{line}\n")

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        self._files.clear()

    def _write(self, text: str) -> None:
        try:
            self._terminal.write(text)
            self._terminal.flush()
        except OSError:  # the terminal or pipe has gone; the files remain, and stopping must go on
            self._terminal = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end

    def _paint(self, text: str, colour: int) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self._coloured else text

    def _colour(self, name: str) -> int:
        return COLOURS[sum(name.encode()) % len(COLOURS)]

    def _file(self, name: str) -> IO[str]:
        if name not in self._files and self._logs is not None:
            path = self._logs / f"{name}.log"
            if path.exists() and path.stat().st_size > BIG:
                path.replace(path.with_suffix(".log.1"))
            self._files[name] = path.open("a", encoding="utf-8", buffering=1)
        return self._files[name]
