"""A dossier on its way, and where to fetch it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.models import Out


class ReceiptOut(Out):
    """This service has handed in what it holds: rows by table."""

    service: str
    at: datetime
    what: dict[str, int]


class DossierOut(Out):
    """`download` once it is done, until `expiresAt`; `message` says what to do where it failed."""

    request_id: UUID
    state: Literal["running", "done", "failed"]
    receipts: list[ReceiptOut]
    download: str | None
    message: str | None
    created_at: datetime
    expires_at: datetime | None
