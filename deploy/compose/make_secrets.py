"""Makes this installation's own passwords, once, so that no two installations share one and nobody has to invent any.

They are kept in `all.json`, for this program alone, and every container gets a folder with its own, which only the user
of that container can enter. `make_secrets.py show` prints the client with which a first board is made.
"""

import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECRETS, NATS_DATA = Path("/secrets"), Path("/nats")
NATS_CONFIG = Path(__file__).with_name("nats.conf")
SERVICES = ("profile", "choices", "recommend", "gateway")
SYSTEM_CLIENT = "eigenwijs-system"
# The users that docker-compose.yml names; PostgreSQL's is that of its image.
POSTGRES_USER, NATS_USER, DEMO_USER = 999, 10020, 10030
API_USERS = dict(zip(SERVICES, (10001, 10002, 10003, 10004), strict=True))
OWNER_USERS = dict(zip(SERVICES, (10011, 10012, 10013, 10014), strict=True))

Secrets = Mapping[str, str]


@dataclass(frozen=True)
class Reader:
    """A folder of files for one user."""

    folder: str
    user: int
    files: Mapping[str, str]


def main(arguments: list[str]) -> None:
    known = load_or_make(SECRETS / "all.json")
    if arguments == ["show"]:
        shown = {"clientId": SYSTEM_CLIENT, "clientSecret": known["system_client"], "role": "system"}
        print(json.dumps(shown, indent=1))  # noqa: T201 - a command's answer
        return
    for reader in readers(known, NATS_CONFIG.read_text(encoding="utf-8")):
        give(SECRETS, reader)
    own(NATS_DATA, NATS_USER, 0o700)
    keys = SECRETS / "keys"  # the gateway makes its keys there; the public ones are for everybody
    keys.mkdir(exist_ok=True)
    own(keys, API_USERS["gateway"], 0o755)


def load_or_make(path: Path) -> Secrets:
    """The secrets in `path`, with those that are still missing made and stored."""
    stored: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    made = {name: stored.get(name) or f"s{secrets.token_hex(24)}" for name in names()}  # a letter first: see nats.conf
    if made != stored:
        write(path, json.dumps(made, indent=1), 0o600)
    return made


def names() -> list[str]:
    per_service = [f"{kind}_{service}" for service in SERVICES for kind in ("owner", "app", "nats")]
    return ["postgres", "nats_admin", *per_service, "system_client", "connector_key"]


def readers(known: Secrets, nats_config: str) -> list[Reader]:
    """Who may read what. The names of a service's files are those of its settings."""
    roles = {f"{kind}_{service}": known[f"{kind}_{service}"] for service in SERVICES for kind in ("owner", "app")}
    return [
        Reader("postgres", POSTGRES_USER, {"postgres": known["postgres"], **roles}),
        Reader("nats", NATS_USER, {"nats.conf": _nats_values(known) + nats_config}),
        Reader("demo", DEMO_USER, _system_client(known)),
        *(Reader(service, API_USERS[service], _of_running(service, known)) for service in SERVICES),
        *(Reader(f"{service}-owner", OWNER_USERS[service], _of_owner(service, known)) for service in SERVICES),
    ]


def _nats_values(known: Secrets) -> str:
    """The $NAMES of nats.conf, which elsewhere come from the environment; but that of a container is easily seen."""
    values = {"EW_NATS_SYNC": "always", "EW_NATS_ADMIN_PASSWORD": known["nats_admin"]}
    values |= {f"EW_NATS_{service.upper()}_PASSWORD": known[f"nats_{service}"] for service in SERVICES}
    return 'http: "127.0.0.1:8222"\n' + "".join(f"{name}: {value}\n" for name, value in values.items())


def _of_service(service: str, known: Secrets) -> dict[str, str]:
    files = {"ew_database_url": _database_url(service, "app", known), "ew_nats_password": known[f"nats_{service}"]}
    if service == "gateway":
        files |= _system_client(known)
    return files


def _of_running(service: str, known: Secrets) -> dict[str, str]:
    """What migrations have no use for."""
    key = {"ew_connector_key": known["connector_key"]} if service == "profile" else {}
    return _of_service(service, known) | key


def _system_client(known: Secrets) -> dict[str, str]:
    return {"ew_system_client_id": SYSTEM_CLIENT, "ew_system_client_secret": known["system_client"]}


def _of_owner(service: str, known: Secrets) -> dict[str, str]:
    return _of_service(service, known) | {"ew_owner_database_url": _database_url(service, "owner", known)}


def _database_url(service: str, kind: str, known: Secrets) -> str:
    return f"postgresql+asyncpg://{service}_{kind}:{known[f'{kind}_{service}']}@postgres:5432/{service}"


def give(root: Path, reader: Reader) -> None:
    folder = root / reader.folder
    folder.mkdir(exist_ok=True)
    own(folder, reader.user, 0o700)
    for name, content in reader.files.items():
        write(folder / name, content, 0o400, reader.user)


def write(path: Path, content: str, mode: int, user: int | None = None) -> None:
    """The old content or the new, never half of it, and never for a moment in the hands of others."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    fresh.write_text(content, encoding="utf-8")
    own(fresh, user, mode)
    fresh.replace(path)


def own(path: Path, user: int | None, mode: int) -> None:
    if user is not None:
        os.chown(path, user, user)
    path.chmod(mode)


if __name__ == "__main__":
    main(sys.argv[1:])
