"""The passwords of an installation in containers: its own, kept, and each for its reader alone."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
NATS_CONFIG = (ROOT / "deploy" / "nats" / "nats.conf").read_text(encoding="utf-8")
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program, which lies outside any package: its image holds nothing else."""
    spec = spec_from_file_location("make_secrets", ROOT / "deploy" / "compose" / "make_secrets.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "make_secrets", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def given(making: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, int]:
    """Which user would have got which path: only root may really give files away."""
    users: dict[Path, int] = {}
    monkeypatch.setattr(making.os, "chown", lambda path, user, group: users.__setitem__(path, user))
    monkeypatch.setattr(making, "SECRETS", tmp_path)
    monkeypatch.setattr(making, "NATS_DATA", tmp_path)
    monkeypatch.setattr(making, "NATS_CONFIG", ROOT / "deploy" / "nats" / "nats.conf")
    return users


def readers(making: ModuleType, tmp_path: Path) -> dict[str, Any]:
    known = making.load_or_make(tmp_path / "all.json")
    return {reader.folder: reader for reader in making.readers(known, NATS_CONFIG)}


def test_two_installations_share_no_secret(making: ModuleType, tmp_path: Path) -> None:
    one, other = (making.load_or_make(tmp_path / name) for name in ("one.json", "other.json"))
    assert not set(one.values()) & set(other.values())
    assert len(set(one.values())) == len(making.names())


def test_a_second_start_changes_nothing(making: ModuleType, given: dict[Path, int], tmp_path: Path) -> None:
    making.main([])
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    making.main([])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == first
    assert given


def test_a_reader_alone_may_enter_its_folder(making: ModuleType, given: dict[Path, int], tmp_path: Path) -> None:
    making.main([])
    folders = [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "keys"]
    assert {path.stat().st_mode & 0o077 for path in (*folders, tmp_path / "all.json")} == {0}
    assert len({given[path] for path in folders}) == len(folders)


def test_no_service_gets_the_role_that_owns_its_tables(making: ModuleType, tmp_path: Path) -> None:
    found = readers(making, tmp_path)
    assert all("ew_owner_database_url" not in found[service].files for service in making.SERVICES)
    assert all("_app:" in found[service].files["ew_database_url"] for service in making.SERVICES)


def test_profile_alone_can_read_the_secrets_of_connectors(making: ModuleType, tmp_path: Path) -> None:
    with_key = {folder for folder, reader in readers(making, tmp_path).items() if "ew_connector_key" in reader.files}
    assert with_key == {"profile"}


def test_every_name_in_the_configuration_of_nats_gets_a_value(making: ModuleType, tmp_path: Path) -> None:
    config = readers(making, tmp_path)["nats"].files["nats.conf"]
    asked = set(re.findall(r"\$(EW_\w+)", NATS_CONFIG))
    assert asked == set(re.findall(r"^(EW_\w+): \w+$", config, re.MULTILINE))


def test_compose_runs_every_reader_as_the_user_that_its_files_are_for(making: ModuleType, tmp_path: Path) -> None:
    in_compose = dict(re.findall(r'^  ([\w-]+):.*\n(?:    .*\n)+?    user: "(\d+):\2"', COMPOSE, re.MULTILINE))
    for folder, reader in readers(making, tmp_path).items():
        service = re.sub(r"^(.*)-owner$", r"migrate-\1", folder)
        assert in_compose[service] == str(reader.user), service
