"""Passwords of this machine's own servers: made once, kept where only the owner can read them."""

from pathlib import Path
from secrets import token_hex

from embedded.files import read_json, write_json
from embedded.paths import SERVICES

Secrets = dict[str, str]


def names() -> list[str]:
    per_service = [f"{kind}_{service}" for service in SERVICES for kind in ("owner", "app", "nats")]
    return ["postgres", "nats_admin", *per_service, "system_client", "connector_key"]


def load_or_make(path: Path) -> Secrets:
    """The secrets in `path`, with those that are still missing made and stored."""
    stored: Secrets = read_json(path) or {}
    secrets = {name: stored.get(name) or f"s{token_hex(20)}" for name in names()}  # a letter first: see nats.conf
    if secrets != stored:
        write_json(path, secrets)
    return secrets
