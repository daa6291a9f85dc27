"""Making boards, and who am I."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import OncePerKey
from profile_service.boards import actions
from profile_service.boards.schemas import BoardIn, BoardOut, MeOut

router = APIRouter(tags=["boards"])


@router.post(
    "/boards",
    status_code=201,
    response_model=BoardOut,
    dependencies=[needs("boards:write")],
    responses=problems(),
)
async def post_board(wanted: BoardIn, session: Session, once: OncePerKey) -> Response:
    """Make a board. Through the gateway the answer also holds the board's first API client."""
    return await once.reply(201, partial(actions.create_board, session, wanted))


@router.get("/me", responses=problems())
async def get_me(caller: Caller, session: Session) -> MeOut:
    """Who I am, my role, my board and whom I reach. Any valid token will do."""
    return await actions.describe_caller(session, caller)
