"""A real NATS with JetStream from a wheel, as our own child process."""

from dataclasses import dataclass
from pathlib import Path

from embedded.http import answers_ok
from embedded.paths import DEPLOY, SERVICES, nats_server
from embedded.ports import HOST
from embedded.program import Program
from embedded.secrets import Secrets

CONFIG = DEPLOY / "nats" / "nats.conf"
ADMIN = "admin"
HUMDRUM = r"\[INF\]|Plaintext passwords|Healthcheck failed"  # of every start


@dataclass(frozen=True)
class Nats:
    """One server on one store folder; `passwords` by user: every service, and admin. Not `durable`: for tests."""

    folder: Path
    port: int
    monitor_port: int
    passwords: dict[str, str]
    durable: bool = True

    @staticmethod
    def passwords_from(secrets: Secrets) -> dict[str, str]:
        return {ADMIN: secrets["nats_admin"]} | {service: secrets[f"nats_{service}"] for service in SERVICES}

    @property
    def url(self) -> str:
        return f"nats://{HOST}:{self.port}"

    def program(self) -> Program:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        where = ("-sd", str(self.folder), "-a", HOST, "-p", str(self.port), "-m", str(self.monitor_port))
        passwords = {f"EW_NATS_{user.upper()}_PASSWORD": self.passwords[user] for user in (ADMIN, *SERVICES)}
        return Program(
            name="nats",
            argv=(str(nats_server()), "-c", str(CONFIG), "-js", *where),
            env=passwords | {"EW_NATS_SYNC": "always" if self.durable else "2m"},
            humdrum=HUMDRUM,
            ready=lambda: answers_ok(HOST, self.monitor_port, "/healthz"),
        )
