"""`make up`: from nothing, or from what is there, to a suite that is ready; then in the foreground until stopped."""

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, STDOUT
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from embedded import ports, summary
from embedded.databases import Database, Passwords, create_database
from embedded.errors import UpFailed
from embedded.files import read_json, write_json
from embedded.load import SUMMARY
from embedded.migrate import is_at_head, migrate_apart
from embedded.nats import Nats
from embedded.output import Output
from embedded.paths import SERVICES
from embedded.postgres import Postgres
from embedded.program import inherited, launch
from embedded.records import Records
from embedded.runfolder import RunFolder
from embedded.secrets import Secrets, load_or_make
from embedded.services import SYSTEM_CLIENT, Services
from embedded.supervisor import Supervisor


class StepFailed(UpFailed):
    """A step on the way up failed; the text says which, and what it said."""


@dataclass(frozen=True)
class Up:
    run: RunFolder
    output: Output
    ports: dict[str, int]
    secrets: Secrets

    async def bring_up(self, supervisor: Supervisor) -> None:
        began = time.monotonic()
        services = await self._start_servers(supervisor)
        self.output.say("Starting the four services")
        await supervisor.start(services.programs(), seconds=120)
        url = services.url("gateway")
        loaded = await self._load_demo(url) if os.environ.get("EW_UP_DEMO", "1") != "0" else None
        told = summary.describe(url, loaded, SYSTEM_CLIENT, self.secrets["system_client"])
        write_json(self.run.up, told)
        for line in summary.lines(told):
            self.output.say(line)
        self.output.say(f"Ready in {time.monotonic() - began:.1f} s.")

    async def _start_servers(self, supervisor: Supervisor) -> Services:
        """PostgreSQL and NATS, with databases at the newest schema and keys to sign with."""
        if not (self.run.postgres / "PG_VERSION").exists():
            self.output.say("Making a database server (once)")
        postgres = Postgres(self.run.postgres, self.ports["postgres"], self.secrets["postgres"])
        nats = Nats(self.run.nats, self.ports["nats"], self.ports["nats_monitor"], Nats.passwords_from(self.secrets))
        home, _ = await asyncio.gather(asyncio.to_thread(postgres.prepare), self._make_keys())
        self.output.say("Starting PostgreSQL and NATS")
        write_json(self.run.ports, self.ports)
        await supervisor.start([postgres.program(home), nats.program()])
        databases = await asyncio.to_thread(self._prepare_databases, postgres.admin_dsn)
        return Services(self.run, self.ports, self.secrets, databases, nats)

    def _prepare_databases(self, admin_dsn: str) -> dict[str, Database]:
        databases = {
            service: create_database(admin_dsn, service, Passwords.of(service, self.secrets)) for service in SERVICES
        }
        behind = {s: database.owner_url for s, database in databases.items() if not is_at_head(s, database.owner_url)}
        if behind:
            self.output.say(f"Migrating {', '.join(behind)}")
            migrate_apart(behind)
        return databases

    async def _make_keys(self) -> None:
        if not (self.run.keys / "jwks.json").exists():
            await self._step("keys", ["-m", "gateway_service.keys", str(self.run.keys)], {})

    async def _load_demo(self, url: str) -> summary.Summary:
        told = self.run.demo / SUMMARY
        if not told.exists():
            self.output.say("Loading the demo board through the public API (once)")
            client = {"EW_SYSTEM_CLIENT_ID": SYSTEM_CLIENT, "EW_SYSTEM_CLIENT_SECRET": self.secrets["system_client"]}
            await self._step("demo", ["-m", "embedded.load", url, str(self.run.demo)], client)
        loaded: summary.Summary = read_json(told)
        return loaded

    async def _step(self, name: str, arguments: list[str], env: dict[str, str]) -> None:
        """Run one thing to its end, relaying what it says; leaving before that ends it."""
        command = launch((sys.executable, *arguments), Path("/"), "self", parent=os.getpid())
        step = await asyncio.create_subprocess_exec(
            *command, env=inherited() | env, stdout=PIPE, stderr=STDOUT, start_new_session=True
        )
        try:
            if step.stdout is not None:
                async for line in step.stdout:
                    self.output.relay(name, line.decode(errors="replace").rstrip())
            if await step.wait() != 0:
                raise StepFailed(f"{name} failed; its last lines are above")
        finally:
            with suppress(ProcessLookupError):
                step.terminate()


async def up(run: RunFolder) -> None:
    """Run until asked to stop by Ctrl-C, SIGTERM or a closed terminal."""
    output, records = Output(run.logs), Records(run.processes)
    if orphans := records.end_orphans():
        output.say(f"Ended what an earlier run had left: {', '.join(orphans)}")
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    started = Up(run, output, ports.choose(os.environ), load_or_make(run.secrets))
    try:
        async with Supervisor(output, records) as supervisor:
            rising = asyncio.create_task(started.bring_up(supervisor))
            stopping = asyncio.create_task(asked_to_stop.wait())
            await asyncio.wait({rising, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if rising.done():
                rising.result()
                await stopping
            rising.cancel()
            with suppress(asyncio.CancelledError):
                await rising
            run.up.unlink(missing_ok=True)
            output.say("Stopping")
    finally:
        run.up.unlink(missing_ok=True)
        output.close()
