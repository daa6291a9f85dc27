"""The processing register, made from what is configured and what is there."""

from collections.abc import Mapping
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, preferred_language, problems
from eigenwijs_shared.events.tables import board
from profile_service.register.entries import ENTRIES, Entry
from profile_service.register.schemas import EntryOut, RegisterOut
from profile_service.register.store import rows_of
from profile_service.register.words import CONTROLLER, PROCESSOR, RECIPIENTS, SECURITY, kept_in_words
from profile_service.retention.store import terms_in_force

router = APIRouter(prefix="/board", tags=["board"])


@router.get("/processing-register", dependencies=[needs("exports:read")], responses=problems())
async def get_register(session: Session, request: Request) -> RegisterOut:
    """What the board processes here, why, on which ground and how long (AVG art. 30)."""
    language = preferred_language(request.headers.get("accept-language"))
    found = (await session.execute(select(board.c.board_id, board.c.name))).first()
    terms = await terms_in_force(session)
    return RegisterOut(
        board_id=session.info["board_id"],
        board=found.name if found else "",
        controller=CONTROLLER[language],
        processor=PROCESSOR[language],
        recipients=RECIPIENTS[language],
        security=[sentence[language] for sentence in SECURITY],
        entries=[await _shown(session, entry, terms, language) for entry in ENTRIES],
        made_at=datetime.now(UTC),
    )


async def _shown(session: AsyncSession, entry: Entry, terms: Mapping[str, int], language: Language) -> EntryOut:
    months, others = terms[entry.term], terms[entry.others] if entry.others else None
    return EntryOut(
        kind=entry.kind,
        title=entry.title[language],
        purpose=entry.purpose[language],
        ground=entry.ground[language],
        people=entry.people[language],
        fields=entry.fields[language],
        tables=entry.held_in(),
        kept_months=months,
        others_kept_months=others,
        kept=kept_in_words(entry.term, months, others, language),
        rows=await rows_of(session, entry.tables.get("profile", ())),
    )
