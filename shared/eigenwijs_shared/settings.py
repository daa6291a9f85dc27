"""What every service reads from its environment; a service adds its own variables in a subclass."""

from pathlib import Path
from typing import ClassVar, Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Variables with the prefix `EW_`, read once when a process starts."""

    model_config = SettingsConfigDict(env_prefix="EW_", extra="ignore", frozen=True)

    service: ClassVar[str]

    database_url: str
    """The application role: no superuser, no owner of tables, so row-level security binds it."""
    database_pool: int = 10
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
