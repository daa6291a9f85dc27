"""A worker that is stuck stops touching its file, and is found by that."""

import os
import subprocess
import sys
import time
from pathlib import Path

from eigenwijs_shared import heartbeat


def test_a_worker_that_just_beat_is_well(tmp_path: Path) -> None:
    heartbeat.touch(tmp_path / "beat")
    assert heartbeat.is_fresh(tmp_path / "beat")


def test_a_worker_that_was_silent_for_long_is_not(tmp_path: Path) -> None:
    heartbeat.touch(tmp_path / "beat")
    long_ago = time.time() - heartbeat.STALE_AFTER_S - 1
    os.utime(tmp_path / "beat", (long_ago, long_ago))
    assert not heartbeat.is_fresh(tmp_path / "beat")


def test_a_worker_that_never_beat_is_not(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-m", "eigenwijs_shared.heartbeat", str(tmp_path / "beat")], check=False)
    assert ran.returncode == 1


def test_looking_loads_no_framework(tmp_path: Path) -> None:
    look = "import sys, eigenwijs_shared.heartbeat; sys.exit('fastapi' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", look], check=False).returncode == 0
