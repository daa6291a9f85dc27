"""The cards of a group over HTTP: on one screen, and as a PDF."""

from asyncio import to_thread
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response

from choices_service.choices.awaiting import await_cards
from choices_service.choices.problems import CardNotHereYet, UnknownCard
from choices_service.goals.routes import Slug
from choices_service.sheets import actions
from choices_service.sheets.drawing import draw_sheet
from choices_service.sheets.schemas import SheetCardOut, SheetIn, SheetOut, SheetRowOut
from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import Language, preferred_language, problems
from eigenwijs_shared.rights.seen import announce_looks
from eigenwijs_shared.roster.reach import Group, ReachableGroup, UnknownGroup

router = APIRouter(tags=["choice cards"], dependencies=[needs("cards:read")])
PDF, MEDIA = "/groups/{group_id}/choice-cards.pdf", "application/pdf"
IS_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA: {}}, "description": "A4, to print single-sided"}}


async def spoken(accept_language: Annotated[str | None, Header()] = None) -> Language:
    return preferred_language(accept_language)


async def awaited_sheet(request: Request, caller: Caller, asked: SheetIn) -> SheetIn:
    """Once its cards are here, outside any transaction; see `awaiting`."""
    await await_cards(request, caller, set(asked.cards.values()))
    return asked


Spoken = Annotated[Language, Depends(spoken)]
AwaitedSheet = Annotated[SheetIn, Depends(awaited_sheet, scope="function")]


@router.get("/groups/{group_id}/choice-cards", responses=problems(UnknownGroup))
async def get_choice_cards(
    request: Request,
    group: ReachableGroup,
    session: Session,
    caller: Caller,
    language: Spoken,
    subject: Slug | None = None,
) -> SheetOut:
    """The cards of a group with the letters that are printed, to tick who chose what on one screen.

    Each learner's newest card of the last week, or one from the catalogue, in the order of their codes.
    """
    rows = await actions.rows_of(session, group, SheetIn(), subject, now=datetime.now(UTC))
    await announce_looks(request, session, caller, *(row.learner_id for row in rows))
    return SheetOut(
        group_id=group.group_id,
        rows=[
            SheetRowOut(
                learner_id=row.learner_id,
                code=row.code,
                card=SheetCardOut.model_validate(row.face) if row.face is not None else None,
                why=row.why[language] if row.why is not None else None,
            )
            for row in rows
        ],
    )


@router.get(PDF, response_class=Response, responses={**IS_PDF, **problems(UnknownGroup)})
async def get_choice_cards_pdf(
    request: Request,
    group: ReachableGroup,
    session: Session,
    caller: Caller,
    language: Spoken,
    subject: Slug | None = None,
) -> Response:
    """The same on paper: a list to hang up and tick, and two cards a page to cut apart; by code, with a line for the
    name."""
    return await _printed(request, group, session, caller, language, subject, SheetIn())


@router.post(PDF, response_class=Response, responses={**IS_PDF, **problems(UnknownGroup, UnknownCard, CardNotHereYet)})
async def print_choice_cards(
    asked: AwaitedSheet,
    request: Request,
    group: ReachableGroup,
    session: Session,
    caller: Caller,
    language: Spoken,
    subject: Slug | None = None,
) -> Response:
    """With names and of the cards that are named; nothing of it is kept."""
    return await _printed(request, group, session, caller, language, subject, asked)


async def _printed(
    request: Request,
    group: Group,
    session: Session,
    caller: Caller,
    language: Language,
    subject: str | None,
    asked: SheetIn,
) -> Response:
    rows = await actions.rows_of(session, group, asked, subject, now=datetime.now(UTC))
    await announce_looks(request, session, caller, *(row.learner_id for row in rows))
    document = await to_thread(draw_sheet, rows, asked.title, language)
    headers = {"Content-Disposition": 'inline; filename="keuzekaarten.pdf"', "Content-Language": language}
    return Response(document, media_type=MEDIA, headers=headers)
