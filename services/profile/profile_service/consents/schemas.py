"""Consent as it is given, withdrawn and shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.models import In, Line, Out, PastTime
from profile_service.consents.rules import Giver, Method, Purpose


class ConsentIn(In):
    """`proof` says where it can be looked up: the form, the letter, who was there. In the app the account is proof."""

    purpose: Purpose
    given_by: Giver
    method: Method = "in-app"
    proof: Annotated[Line | None, Field(description="Needed unless it was given in the app")] = None
    given_at: PastTime | None = None


class ConsentOut(Out):
    consent_id: UUID
    learner_id: UUID
    purpose: Purpose
    purpose_in_words: str
    given_by: Giver
    method: Method
    proof: str
    given_at: datetime
    withdrawn_at: datetime | None
    present: bool
