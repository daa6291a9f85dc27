"""Settings of the connector, and what became of its syncs."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints, model_validator

from eigenwijs_shared.models import In, Line, Out, Text, Whole

Schedule = Literal["off", "hourly", "daily"]
Mode = Literal["full", "incremental"]
State = Literal["running", "waiting", "importing", "done", "failed"]
SPEC = "https://purl.imsglobal.org/spec/or/v1p2/scope/"
CORE, DEMOGRAPHICS = f"{SPEC}roster-core.readonly", f"{SPEC}roster-demographics.readonly"
Address = Annotated[Text, Field(min_length=1, max_length=2000)]
Scope = Annotated[str, StringConstraints(pattern=r"^[\x21\x23-\x5b\x5d-\x7e]{1,300}$")]
"""RFC 6749 §3.3."""


class ConnectorIn(In):
    """`clientSecret` may be left out to keep the one that is stored, as long as `clientId` and `tokenUrl` stay."""

    base_url: Address
    token_url: Address
    client_id: Line
    client_secret: Annotated[SecretStr, Field(min_length=1, max_length=2000)] | None = None
    scopes: Annotated[list[Scope], Field(max_length=20)] = [CORE]
    schedule: Schedule = "off"
    hour: Annotated[Whole, Field(ge=0, le=23, description="of a daily sync; the hour in UTC")] = 3
    mode: Mode = "incremental"

    @model_validator(mode="after")
    def _storable(self) -> Self:
        secret = self.client_secret.get_secret_value() if self.client_secret else ""
        if not secret.isprintable():
            raise ValueError("the secret has characters that no secret has")
        return self


class ConnectorOut(Out):
    """`hasSecret` says that a secret is stored; the secret itself is never shown."""

    base_url: str
    token_url: str
    client_id: str
    has_secret: bool
    scopes: list[str]
    schedule: Schedule
    hour: int
    mode: Mode
    author_id: str
    changed_at: datetime
    next_sync_at: datetime | None


class SyncProblemOut(Out):
    code: str
    message: str


class SyncStartedOut(Out):
    sync_id: UUID
    state: State
    mode: Mode


class SyncOut(Out):
    """`fetched` counts objects by collection; of what was made of them `importId` tells."""

    sync_id: UUID
    state: State
    mode: Mode
    author_id: str
    since: datetime | None
    fetched: dict[str, int]
    import_id: UUID | None
    problem: SyncProblemOut | None
    started_at: datetime
    finished_at: datetime | None
    next_try_at: datetime | None
