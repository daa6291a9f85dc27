"""What profile reads from its environment beside what every service does."""

from typing import ClassVar, Literal

from pydantic import SecretStr

from eigenwijs_shared.settings import ServiceSettings


class Settings(ServiceSettings):
    service: ClassVar[str] = "profile"

    connector_key: SecretStr | None = None
    """Encrypts the secrets by which boards' student systems are entered; API and worker have the same one."""
    connector_reach: Literal["internet", "machine", "private"] = "internet"
    """Where connectors may go: out over TLS; also to this machine, without TLS, to try one out; or besides into private
    networks, for a SIS in the school's own rack."""
