"""Needs as they are set and shown, and the vocabulary."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.contracts.needs import Need
from eigenwijs_shared.models import Day, In, Out, Text


class NeedIn(In):
    """`need` is a code of `GET /v1/needs`: what helps, never why."""

    need: Annotated[Text, Field(max_length=4000)]
    until: Annotated[Day | None, Field(description="The last day; null for as long as it helps")] = None


class NeedOut(Out):
    """`author_id` is who set it; `ended_at` is null while it holds."""

    need_id: UUID
    need: Need
    until: date | None
    author_id: str
    set_at: datetime
    ended_by_id: str | None
    ended_at: datetime | None


class WordsOut(Out):
    nl: str
    en: str


class NeedWordOut(Out):
    """An accommodation: what it is called, and what it does to cards and, where that is anything, to groups."""

    need: Need
    name: WordsOut
    in_cards: WordsOut
    in_groups: WordsOut | None
