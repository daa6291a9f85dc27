"""Promises of every service about the rights of a learner: receipts of erasure, sealed dossiers, who saw whom.

Each service announces these under its own name, as it may publish only its own subjects.
"""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.events.envelope import Event


class ErasureReceipt(Event):
    """This service has erased: rows by table, and messages by stream. It names the request, never the learner."""

    request_id: UUID
    at: datetime
    rows: dict[str, int]
    messages: dict[str, int]


class ChoicesErasureReceipt(ErasureReceipt, type="choices.erasure.receipted.v1"):
    pass


class RecommendErasureReceipt(ErasureReceipt, type="recommend.erasure.receipted.v1"):
    pass


class GatewayErasureReceipt(ErasureReceipt, type="gateway.erasure.receipted.v1"):
    pass


ERASURE_RECEIPT_OF: dict[str, type[ErasureReceipt]] = {
    "choices": ChoicesErasureReceipt,
    "recommend": RecommendErasureReceipt,
    "gateway": GatewayErasureReceipt,
}


class DossierPart(Event):
    """One piece of what this service holds of a learner: a compact JWE that only the asker of `request_id` can open.

    `number` counts from 1 to `total`; `rows` says how many rows of each table are in all pieces together.
    """

    request_id: UUID
    learner_id: UUID
    number: int = Field(ge=1)
    total: int = Field(ge=1)
    rows: dict[str, int]
    sealed: str


class ChoicesDossierPart(DossierPart, type="choices.dossier.sealed.v1"):
    pass


class RecommendDossierPart(DossierPart, type="recommend.dossier.sealed.v1"):
    pass


class GatewayDossierPart(DossierPart, type="gateway.dossier.sealed.v1"):
    pass


DOSSIER_PART_OF: dict[str, type[DossierPart]] = {
    "choices": ChoicesDossierPart,
    "recommend": RecommendDossierPart,
    "gateway": GatewayDossierPart,
}


class LearnerSeen(Event):
    """Somebody other than the learner saw something of the learner; told once a day per viewer and kind of data."""

    learner_id: UUID
    viewer_id: str
    viewer_role: str
    what: str
    day: date
    first_at: datetime


class ChoicesLearnerSeen(LearnerSeen, type="choices.learner.seen.v1"):
    pass


class RecommendLearnerSeen(LearnerSeen, type="recommend.learner.seen.v1"):
    pass


LEARNER_SEEN_OF: dict[str, type[LearnerSeen]] = {"choices": ChoicesLearnerSeen, "recommend": RecommendLearnerSeen}
