"""A new board and its first client."""

from uuid import UUID

from multidict import CIMultiDict
from starlette.responses import Response

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Principal
from eigenwijs_shared.db import Sessions, board_transaction
from eigenwijs_shared.models import Out
from gateway_service.boards.schemas import BoardOut, FirstClientOut
from gateway_service.clients.actions import add_client, new_credentials
from gateway_service.proxy.bodies import BROKEN
from gateway_service.proxy.problems import no_answer
from gateway_service.proxy.upstreams import Upstreams
from gateway_service.tokens.signing import Signer


class _MadeBoard(Out):
    """What profile answers."""

    board_id: UUID
    name: str


async def make_board(upstreams: Upstreams, headers: CIMultiDict[str], body: bytes) -> _MadeBoard | Response:
    """Profile's new board; its own words when it refuses."""
    answer = await upstreams.send("profile", "POST", "/v1/boards", headers, body)
    try:
        said = await answer.read()
    except BROKEN as error:
        raise no_answer("profile") from error
    if answer.status != 201:
        kept = {name: answer.headers[name] for name in ("Retry-After", "Content-Language") if name in answer.headers}
        return Response(said, answer.status, kept, answer.content_type)
    return _MadeBoard.model_validate_json(said)


async def add_first_client(
    sessions: Sessions, signer: Signer, caller: Principal, made: _MadeBoard, key: str | None
) -> BoardOut:
    """It may do all that a board's SIS and admin may.

    Killed between profile's answer and here, the board has no client: the same request with the same
    `Idempotency-Key` gets the same board from profile, and comes here again.
    """
    credentials = new_credentials(signer, caller, f"{made.board_id} {key}" if key is not None else None)
    async with board_transaction(sessions, made.board_id) as session:
        client = await add_client(session, credentials, SCOPES_OF_ROLE["sis"])
    return BoardOut(
        board_id=made.board_id,
        name=made.name,
        client=FirstClientOut(client_id=client.client_id, client_secret=client.client_secret),
    )
