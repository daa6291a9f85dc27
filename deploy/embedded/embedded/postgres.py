"""A real PostgreSQL from a wheel, as our own child process."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from embedded import processes
from embedded.errors import UpFailed
from embedded.ports import HOST
from embedded.postgres_home import Home, settle
from embedded.program import Program, inherited, launch

SETTINGS = {
    "shared_buffers": "64MB",
    "max_connections": "200",
    "jit": "off",
    "timezone": "GMT",  # the one zone PostgreSQL knows without the system's time zone files
    "log_timezone": "GMT",
    "log_line_prefix": "",  # the supervisor prefixes
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # the detail of a violation is the row that was in the way: whose it is
    "log_min_error_statement": "panic",  # and the statement may hold it too
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "unix_socket_directories": "",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresFailed(UpFailed):
    """PostgreSQL could not be prepared or did not start; the text is what it said itself."""


@dataclass(frozen=True)
class Postgres:
    """One server on one data folder. Not `durable`: for tests, where a power cut may cost everything."""

    folder: Path
    port: int
    password: str
    durable: bool = True
    may_use_namespace: bool = True

    @property
    def admin_dsn(self) -> str:
        return f"postgresql://postgres:{self.password}@{HOST}:{self.port}/postgres"

    def prepare(self) -> Home:
        """Find the way to run here, and make the data folder if there is none."""
        self.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        home = settle(self.folder, may_use_namespace=self.may_use_namespace)
        if not (home.data / "PG_VERSION").exists():
            _initialise(home, self.password)
        return home

    def program(self, home: Home) -> Program:
        settings = SETTINGS if self.durable else SETTINGS | FORGETFUL
        options = (part for name, value in settings.items() for part in ("-c", f"{name}={value}"))
        return Program(
            name="postgres",
            argv=(home.tool("postgres"), "-D", str(home.data), "-h", HOST, "-p", str(self.port), *options),
            identity=home.identity,
            before=lambda: stop_orphan(home.data),
            ready=lambda: _is_ready(home.data),
            humdrum="^LOG: ",
            polite=Signals.SIGINT,  # "fast": sessions are ended, the data is checkpointed
            firm=Signals.SIGQUIT,  # "immediate": never SIGKILL, which would leave its helpers behind
            patience=20,
        )


def _initialise(home: Home, password: str) -> None:
    """Make the whole data folder or none: one that was left halfway is made anew."""
    new = home.data.with_name(f"{home.data.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir="/tmp" if home.identity == "nobody" else None) as secret:  # noqa: S108 - mode 0600, by mkstemp
        secret.write(password)
        secret.flush()
        if home.identity == "nobody":
            os.chown(secret.name, home.data.parent.stat().st_uid, -1)
        argv = (
            *(home.tool("initdb"), "-D", str(new), "-U", "postgres", f"--pwfile={secret.name}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--data-checksums"),
        )
        ran = subprocess.run(
            launch(argv, Path("/"), home.identity), env=inherited(), capture_output=True, text=True, check=False
        )
    if ran.returncode != 0:
        raise PostgresFailed(ran.stdout + ran.stderr)
    new.rename(home.data)


def stop_orphan(data: Path) -> None:
    """End a server that an earlier, killed run left on this folder; forget a note about a process that is not it.

    Its pid file outlives a crash, and after a reboot the number in it may be any process of ours: PostgreSQL would
    refuse to start, and must not be obeyed by stopping a stranger.
    """
    note = data / "postmaster.pid"
    try:
        pid = int(note.read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        note.unlink(missing_ok=True)
        return
    process = processes.find(pid)
    if process is not None and str(data) in processes.command_line(pid):
        processes.stop(process, Signals.SIGINT, Signals.SIGQUIT, patience=20)
    else:
        note.unlink(missing_ok=True)


async def _is_ready(data: Path) -> bool:
    """What pg_ctl looks at: the eighth line of the pid file."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) > 7 and lines[7].strip() == "ready"
