"""A worker touches a file while it is well; `python -m eigenwijs_shared.heartbeat FILE` looks, and loads no more."""

import sys
import time
from pathlib import Path

STALE_AFTER_S = 15


def touch(heartbeat: Path | None) -> None:
    """Say that this worker is well."""
    if heartbeat is not None:
        heartbeat.touch()


def is_fresh(heartbeat: Path) -> bool:
    """Did the worker say so lately?"""
    try:
        return time.time() - heartbeat.stat().st_mtime < STALE_AFTER_S
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_fresh(Path(sys.argv[1])) else 1)
