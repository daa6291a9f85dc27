"""What the school tells about data, for the age of whoever asks."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import preferred_language, problems
from profile_service.notices.rules import audience_of
from profile_service.notices.schemas import NoticeOut, SectionOut
from profile_service.notices.texts import NOTICES, VERSION, Audience
from profile_service.parents.rules import Child
from profile_service.parents.store import child_of

router = APIRouter(tags=["rights"])
Asked = Annotated[Audience | None, Query(description="8, 12 or 16 for learners from that age; else the caller's own")]


@router.get("/notices", dependencies=[needs("rights:read")], responses=problems())
async def get_notice(session: Session, caller: Caller, request: Request, audience: Asked = None) -> NoticeOut:
    """What is kept, why, how long, who sees it and what you may do, in words for your age."""
    language = preferred_language(request.headers.get("accept-language"))
    if audience is None:
        mine = await child_of(session, caller.user_id) if caller.user_id else Child((), None)
        audience = audience_of(caller.role, mine, datetime.now(UTC).date())
    sections = [SectionOut(heading=heading[language], text=text[language]) for heading, text in NOTICES[audience]]
    return NoticeOut(version=VERSION, audience=audience, language=language, sections=sections)
