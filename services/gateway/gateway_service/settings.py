"""What the gateway reads from its environment beside what every service does."""

from pathlib import Path
from typing import ClassVar

from pydantic import SecretStr

from eigenwijs_shared.settings import ServiceSettings


class WorkerSettings(ServiceSettings):
    """The worker signs nothing and calls nobody, so it needs neither key nor addresses."""

    service: ClassVar[str] = "gateway"


class Settings(WorkerSettings):
    signing_key_file: Path
    """The private key (JWK, Ed25519) that signs tokens; `python -m gateway_service.keys` makes it."""
    profile_url: str
    choices_url: str
    recommend_url: str
    password_grant: bool = False
    """Local accounts with a password: for a school without an identity provider, and for trying out."""
    system_client_id: str = ""
    system_client_secret: SecretStr = SecretStr("")
    """The client that makes boards; it comes from here because before the first board there is no row to hold it."""
    token_lives_s: int = 900
    card_patience_s: float = 2.0
    """How long recommend may take for a card before the catalogue answers instead."""
    sheet_patience_s: float = 10.0
    """How long a class may wait for fresh cards and names before it is printed without."""
    roster_patience_s: float = 3.0
    """How long a new account waits for its person: the roster import may be a few events ahead of us."""
