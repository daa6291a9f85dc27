"""Boards are profile's; a new one gets its first client here, so that somebody can use it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyReused
from gateway_service.boards import actions
from gateway_service.boards.schemas import BoardIn, BoardOut
from gateway_service.clients.routes import IdempotencyKey
from gateway_service.proxy.headers import onward
from gateway_service.proxy.problems import NoAnswer, PartAway

router = APIRouter(prefix="/v1/boards", tags=["boards"])


@router.post(
    "",
    status_code=201,
    response_model=BoardOut,
    dependencies=[needs("boards:write")],
    responses=problems(KeyReused, PartAway, NoAnswer),
)
async def post_board(
    request: Request, board: BoardIn, caller: Caller, idempotency_key: IdempotencyKey = None
) -> BoardOut | Response:
    """A new board, and the client with which its own systems and its administrators begin."""
    state = request.app.state
    headers = onward(request.scope["headers"])
    headers.popall("content-length", None)  # of the caller's spelling; ours may be shorter
    made = await actions.make_board(state.upstreams, headers, board.model_dump_json(by_alias=True).encode())
    if isinstance(made, Response):
        return made
    return await actions.add_first_client(state.sessions, state.sign_in.signer, caller, made, idempotency_key)
