"""A notice as it is shown."""

from eigenwijs_shared.models import Out
from profile_service.notices.texts import Audience


class SectionOut(Out):
    heading: str
    text: str


class NoticeOut(Out):
    version: str
    audience: Audience
    language: str
    sections: list[SectionOut]
