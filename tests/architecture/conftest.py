"""The four applications, made but not started: nothing is connected to."""

from importlib import import_module
from pathlib import Path

import pytest
from fastapi import FastAPI

from embedded.paths import SERVICES
from gateway_service.keys import make_keys


@pytest.fixture(scope="session")
def apps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, FastAPI]:
    folder: Path = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    nowhere = {f"EW_{service.upper()}_URL": "http://127.0.0.1:9" for service in SERVICES}
    given = {
        "EW_DATABASE_URL": "postgresql+asyncpg://nobody@127.0.0.1:9/none",
        "EW_JWKS_FILE": str(folder / "jwks.json"),
        "EW_SIGNING_KEY_FILE": str(folder / "signing.json"),
        **nowhere,
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        return {service: import_module(f"{service}_service.app").create_app() for service in SERVICES}
