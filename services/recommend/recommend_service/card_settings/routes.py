"""How the board wants its cards, over HTTP."""

from datetime import UTC, datetime

from fastapi import APIRouter, Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import PreconditionFailed, problems
from eigenwijs_shared.http.matching import IfMatch, PreconditionRequired
from recommend_service.card_settings import actions, store
from recommend_service.card_settings.schemas import CardSettingsIn, CardSettingsOut

router = APIRouter(prefix="/card-settings", tags=["card settings"])
READ, WRITE = [needs("card-settings:read")], [needs("card-settings:write")]


@router.get("", dependencies=READ, responses=problems())
async def get_card_settings(session: Session, response: Response) -> CardSettingsOut:
    """The zone of expected success and the exploration that hold on this board, and who settled them why."""
    return _tagged(response, await store.shown_now(session))


@router.put("", dependencies=WRITE, responses=problems(PreconditionRequired, PreconditionFailed))
async def put_card_settings(
    wanted: CardSettingsIn, session: Session, caller: Caller, response: Response, if_match: IfMatch = None
) -> CardSettingsOut:
    """Settle them, from the next card on; every change is kept, with its reason, and is in the register."""
    return _tagged(response, await actions.settle(session, wanted, if_match, caller, datetime.now(UTC)))


def _tagged(response: Response, out: CardSettingsOut) -> CardSettingsOut:
    response.headers["ETag"] = actions.entity_tag(out)
    return out
