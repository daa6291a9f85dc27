"""An operator's command of one service of the suite that is up: `python -m embedded.operate SERVICE COMMAND …`."""

import os
import sys

from embedded.databases import Passwords, addresses
from embedded.files import read_json
from embedded.nats import Nats
from embedded.paths import SERVICES
from embedded.postgres import Postgres
from embedded.program import inherited
from embedded.runfolder import RunFolder
from embedded.secrets import load_or_make
from embedded.services import Services


def environment(run: RunFolder, service: str) -> dict[str, str]:
    """What the service's own processes are told, and the role that owns its tables."""
    ports, secrets = read_json(run.ports), load_or_make(run.secrets)
    admin_dsn = Postgres(run.postgres, ports["postgres"], secrets["postgres"]).admin_dsn
    databases = {name: addresses(admin_dsn, name, Passwords.of(name, secrets), name) for name in SERVICES}
    nats = Nats(run.nats, ports["nats"], ports["nats_monitor"], Nats.passwords_from(secrets))
    told = Services(run, ports, secrets, databases, nats).environment(service)
    return inherited() | told | {"EW_OWNER_DATABASE_URL": databases[service].owner_url}


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in SERVICES:
        sys.exit(f"usage: python -m embedded.operate {'|'.join(SERVICES)} COMMAND …")
    folder = RunFolder.of(os.environ)
    if folder.holder() is None:
        sys.exit("Not up: start it with `make up`, in another terminal.")
    command = [sys.executable, "-m", f"{sys.argv[1]}_service", *sys.argv[2:]]
    os.execve(sys.executable, command, environment(folder, sys.argv[1]))  # noqa: S606 - our own arguments
