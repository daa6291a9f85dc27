"""An erasure as it is asked for and as it goes."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from eigenwijs_shared.models import Flag, In, Out

Ground = Literal["request-by-parent", "request-by-learner", "left-school", "other"]


class ErasureIn(In):
    """`keepApart`: keep the enrolment administration apart for as long as the law says; false where none does."""

    ground: Ground
    keep_apart: Flag = True


class WhatOut(Out):
    """Rows by table, messages by stream."""

    rows: dict[str, int]
    messages: dict[str, int]


class ReceiptOut(Out):
    service: str
    at: datetime
    what: WhatOut


class KeptOut(Out):
    ground: str
    until: date


class ErasureOut(Out):
    """`done` when every service and every stream has given its receipt. It does not say who was erased."""

    request_id: UUID
    state: Literal["running", "done"]
    ground: str
    asked_at: datetime
    done_at: datetime | None
    receipts: list[ReceiptOut]
    kept_apart: KeptOut | None


class KeptApartOut(Out):
    """What a school must be able to show of an enrolment that has ended."""

    kept_id: UUID
    given: str | None
    family: str | None
    sourced_id: str | None
    schools: list[str]
    began_on: date | None
    ended_on: date
    ground: str
    until: date
