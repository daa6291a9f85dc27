"""The eight processes of the suite, an API and a worker of each service, with the environment that each needs."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from embedded.databases import Database
from embedded.http import answers_ok
from embedded.nats import Nats
from embedded.paths import SERVICES
from embedded.ports import HOST
from embedded.program import Program
from embedded.runfolder import RunFolder
from embedded.secrets import Secrets

SYSTEM_CLIENT = "eigenwijs-system"
FRESH = 15.0  # seconds: a worker touches its heartbeat every two


@dataclass(frozen=True)
class Services:
    run: RunFolder
    ports: dict[str, int]
    secrets: Secrets
    databases: dict[str, Database]
    nats: Nats

    def url(self, service: str) -> str:
        return f"http://{HOST}:{self.ports[service]}"

    def programs(self) -> list[Program]:
        return [program for service in SERVICES for program in (self.api(service), self.worker(service))]

    def api(self, service: str) -> Program:
        port = self.ports[service]
        where = ("--factory", "--host", HOST, "--port", str(port))
        manners = ("--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "5")
        return Program(
            name=service,
            argv=(sys.executable, "-m", "uvicorn", f"{service}_service.app:create_app", *where, *manners),
            env=self.environment(service),
            ready=lambda: answers_ok(HOST, port, "/health/ready"),
        )

    def worker(self, service: str) -> Program:
        heartbeat = self.run.heartbeats / service
        heartbeat.unlink(missing_ok=True)
        return Program(
            name=f"{service}-worker",
            argv=(sys.executable, "-m", f"{service}_service.worker"),
            env=self.environment(service) | {"EW_HEARTBEAT_FILE": str(heartbeat)},
            ready=lambda: _is_fresh(heartbeat),
        )

    def environment(self, service: str) -> dict[str, str]:
        """What the service is told; a setting that is not ours to make comes from the shell, as EW_LOG_LEVEL does."""
        ours = {
            "EW_DATABASE_URL": self.databases[service].app_url,
            "EW_NATS_URL": self.nats.url,
            "EW_NATS_USER": service,
            "EW_NATS_PASSWORD": self.nats.passwords[service],
            "EW_JWKS_FILE": str(self.run.keys / "jwks.json"),
            "PYTHONUNBUFFERED": "1",
        }
        given = {name: value for name, value in os.environ.items() if name.startswith("EW_")}
        return {"EW_LOG_FORMAT": "console", "EW_CONNECTOR_REACH": "machine"} | given | ours | self._own(service)

    def _own(self, service: str) -> dict[str, str]:
        if service == "gateway":
            return self._gateway()
        return {"EW_CONNECTOR_KEY": self.secrets["connector_key"]} if service == "profile" else {}

    def _gateway(self) -> dict[str, str]:
        behind = {f"EW_{service.upper()}_URL": self.url(service) for service in SERVICES if service != "gateway"}
        return behind | {
            "EW_SIGNING_KEY_FILE": str(self.run.keys / "signing.json"),
            "EW_PASSWORD_GRANT": os.environ.get("EW_PASSWORD_GRANT", "true"),
            "EW_SYSTEM_CLIENT_ID": SYSTEM_CLIENT,
            "EW_SYSTEM_CLIENT_SECRET": self.secrets["system_client"],
        }


async def _is_fresh(heartbeat: Path) -> bool:
    return time.time() - _touched_at(heartbeat) < FRESH


def _touched_at(heartbeat: Path) -> float:
    try:
        return heartbeat.stat().st_mtime
    except FileNotFoundError:
        return 0
