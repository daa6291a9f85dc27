"""What profile reads from its environment beside what every service does."""

from typing import ClassVar

from pydantic import SecretStr

from eigenwijs_shared.settings import ServiceSettings


class Settings(ServiceSettings):
    service: ClassVar[str] = "profile"

    connector_key: SecretStr | None = None
    """Encrypts the secrets by which boards' student systems are entered; API and worker have the same one."""
    connector_allow_private: bool = False
    """Let connectors into private networks, and without TLS to this machine: for a SIS in the school's own rack."""
