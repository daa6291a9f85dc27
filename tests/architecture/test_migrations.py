"""Each service's migrations, from empty, make exactly the tables that its code knows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embedded.paths import SERVICES
from embedded.testing import MakeDatabase

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("service", SERVICES)
def test_the_migrations_make_what_the_code_knows(make_database: MakeDatabase, service: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "alembic", "check"],
        cwd=ROOT / "services" / service,
        env={**os.environ, "EW_OWNER_DATABASE_URL": make_database(service, fresh=True).owner_url},
        check=False,
        capture_output=True,
        text=True,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
