"""What every service reads from its environment; a service adds its own variables in a subclass."""

import os
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SecretsSettingsSource, SettingsConfigDict


class FromEnvironment(BaseSettings):
    """Variables with the prefix `EW_`, or files of the same names in lower case in the folder `EW_SECRETS_DIR`."""

    model_config = SettingsConfigDict(env_prefix="EW_", extra="ignore", frozen=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Never from a `.env`: that is for whoever starts the processes."""
        folder = os.environ.get("EW_SECRETS_DIR")
        files = (SecretsSettingsSource(settings_cls, secrets_dir=folder),) if folder else ()
        return (init_settings, env_settings, *files)


class OwnerSettings(FromEnvironment):
    """For migrations and rebuilding alone: the role that owns the tables, which no API and no worker gets."""

    owner_database_url: str


class ServiceSettings(FromEnvironment):
    """Read once when a process starts."""

    service: ClassVar[str]

    database_url: str
    """The application role: no superuser, no owner of tables, so row-level security binds it."""
    database_pool: int = 10
    database_warm: int = 3
    """Connections that are opened before the first request."""
    nats_url: str = "nats://127.0.0.1:4222"
    nats_user: str = ""
    nats_password: SecretStr = SecretStr("")
    nats_replicas: int = 1
    """Copies JetStream keeps of each stream: 1 on one node, 3 on a cluster."""
    event_days: int = 30
    """How long streams keep events; the owners' tables keep the truth for as long as the law says."""
    jwks_file: Path
    heartbeat_file: Path | None = None
    """Touched by a worker on every healthy round."""
    log_format: Literal["console", "json"] = "console"
    log_level: str = "INFO"
