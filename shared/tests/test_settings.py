"""Settings come from the environment, or from files where secrets should not be in an environment."""

from pathlib import Path

import pytest

from eigenwijs_shared.settings import OwnerSettings, ServiceSettings


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EW_SECRETS_DIR", str(tmp_path))
    monkeypatch.setenv("EW_JWKS_FILE", "/keys/jwks.json")
    monkeypatch.delenv("EW_DATABASE_URL", raising=False)
    monkeypatch.delenv("EW_OWNER_DATABASE_URL", raising=False)
    (tmp_path / "ew_database_url").write_text("postgresql+asyncpg://app@file/x\n")
    (tmp_path / "ew_nats_password").write_text("from a file\n")
    return tmp_path


def test_a_secret_may_be_a_file(secrets: Path) -> None:
    settings = ServiceSettings()
    assert settings.database_url == "postgresql+asyncpg://app@file/x"
    assert settings.nats_password.get_secret_value() == "from a file"


def test_the_environment_wins_from_a_file(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", "postgresql+asyncpg://app@environment/x")
    assert ServiceSettings().database_url == "postgresql+asyncpg://app@environment/x"


def test_who_is_not_given_the_owner_does_not_have_it(secrets: Path) -> None:
    with pytest.raises(ValueError, match="owner_database_url"):
        OwnerSettings()
