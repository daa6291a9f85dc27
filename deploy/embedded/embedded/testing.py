"""A pytest plugin: real servers for everybody's tests.

One PostgreSQL serves the whole run and all its xdist workers, with a database for every worker and service. Every
worker has a NATS of its own (50 ms), so that its consumers never take another's events. Both start at first use.
"""

import os
from collections.abc import Iterator
from itertools import count
from typing import Protocol

import pytest

from embedded import running, testrun
from embedded.databases import Database, Passwords, clone_database, create_database
from embedded.migrate import migrate_apart
from embedded.nats import Nats
from embedded.ports import any_free
from embedded.secrets import load_or_make


class MakeDatabase(Protocol):
    """Gives this worker's database of a service, migrated; `fresh` gives another, empty one at every call."""

    def __call__(self, service: str, *, fresh: bool = False) -> Database: ...


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the controller of the workers, or the only process there is
        testrun.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        testrun.end()


@pytest.fixture(scope="session")
def postgres_admin() -> str:
    """The superuser's address (postgresql://…/postgres) of the run's PostgreSQL."""
    return testrun.shared_postgres()


@pytest.fixture(scope="session")
def make_database(postgres_admin: str) -> MakeDatabase:
    made: dict[str, Database] = {}
    numbers = count(1)

    def make(service: str, *, fresh: bool = False) -> Database:
        if service in made and not fresh:
            return made[service]
        database = _clone(postgres_admin, service, f"{service}_{_worker()}_{next(numbers)}")
        return database if fresh else made.setdefault(service, database)

    return make


@pytest.fixture(scope="session")
def nats_server() -> Iterator[Nats]:
    """This worker's NATS: `.url`, and `.passwords` by user (each service, and admin)."""
    folder = testrun.folder() / f"nats-{_worker()}"
    secrets = load_or_make(testrun.folder() / "secrets.json")
    nats = Nats(folder, any_free(), any_free(), Nats.passwords_from(secrets), durable=False)
    program = nats.program()
    process = running.start(program, folder.with_suffix(".log"))
    yield nats
    running.stop(program, process)


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def _clone(admin_dsn: str, service: str, name: str) -> Database:
    """A copy of the service's template, which the first to ask makes and migrates."""
    with testrun.locked(service):
        secrets = load_or_make(testrun.folder() / "secrets.json")
        passwords = Passwords.of(service, secrets)
        template, migrated = f"template_{service}", testrun.folder() / f"{service}.migrated"
        if not migrated.exists():
            owner_url = create_database(admin_dsn, service, passwords, database=template).owner_url
            migrate_apart({service: owner_url})
            migrated.touch()
        return clone_database(admin_dsn, service, passwords, template, name)
