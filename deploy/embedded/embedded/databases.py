"""The services' databases and roles: made by the same SQL as in compose, through the wheel's own psql."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from embedded.errors import UpFailed
from embedded.paths import DEPLOY, postgres_install
from embedded.program import inherited
from embedded.secrets import Secrets

SCRIPT = DEPLOY / "postgres" / "database.sql"


class SqlFailed(UpFailed):
    """psql refused; the text is what it said."""


@dataclass(frozen=True)
class Passwords:
    owner: str
    app: str

    @classmethod
    def of(cls, service: str, secrets: Secrets) -> "Passwords":
        return cls(secrets[f"owner_{service}"], secrets[f"app_{service}"])


@dataclass(frozen=True)
class Database:
    """The two addresses of one service's database, as its settings take them."""

    owner_url: str
    app_url: str


def create_database(admin_dsn: str, service: str, passwords: Passwords, *, database: str | None = None) -> Database:
    """Make or repair the database of `service` (named `database`, else after it) and its two roles."""
    name = database or service
    psql(
        admin_dsn,
        *("--set", f"service={service}", "--set", f"database={name}", "--file", str(SCRIPT)),
        env={"EW_OWNER_PASSWORD": passwords.owner, "EW_APP_PASSWORD": passwords.app},
    )
    return addresses(admin_dsn, service, passwords, name)


def clone_database(admin_dsn: str, service: str, passwords: Passwords, template: str, name: str) -> Database:
    """A copy of a migrated database: a tenth of the time that migrating takes."""
    statement = f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{service}_owner"'
    psql(
        admin_dsn,
        *("-c", statement, "-c", f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'),
        *("-c", f'GRANT CONNECT ON DATABASE "{name}" TO "{service}_app"'),
    )
    return addresses(admin_dsn, service, passwords, name)


def addresses(admin_dsn: str, service: str, passwords: Passwords, name: str) -> Database:
    server = urlsplit(admin_dsn)
    at = f"{server.hostname}:{server.port}/{name}"
    return Database(
        owner_url=f"postgresql+asyncpg://{service}_owner:{passwords.owner}@{at}",
        app_url=f"postgresql+asyncpg://{service}_app:{passwords.app}@{at}",
    )


def psql(dsn: str, *arguments: str, script: str = "", env: Mapping[str, str] | None = None) -> str:
    """Run the wheel's psql on `arguments`, or else on `script`; passwords go in the environment, unseen by others."""
    server = urlsplit(dsn)
    connection = {
        "PGHOST": server.hostname or "",
        "PGPORT": str(server.port),
        "PGUSER": server.username or "",
        "PGPASSWORD": unquote(server.password or ""),
        "PGDATABASE": server.path.lstrip("/"),
        "PGOPTIONS": "-c client_min_messages=warning",
    }
    ran = subprocess.run(
        [str(postgres_install() / "bin" / "psql"), "--no-psqlrc", "--quiet", "--no-align", "--tuples-only",
         "--set", "ON_ERROR_STOP=1", *arguments],
        env=inherited() | connection | dict(env or {}), input=script, cwd=Path("/"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode != 0:
        raise SqlFailed(f"{' '.join(arguments)}: {ran.stderr.strip()}")
    return ran.stdout.strip()
