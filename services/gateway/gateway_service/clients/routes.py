"""A board's own systems: list, add, revoke. Rotating a secret is adding a client and revoking the old one."""

from typing import Annotated

from fastapi import APIRouter, Header, Request

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyReused
from eigenwijs_shared.paging import Page, PageAsked
from gateway_service.clients import actions, store
from gateway_service.clients.actions import UnknownClient
from gateway_service.clients.schemas import ClientIn, ClientOut, NewClientOut

router = APIRouter(prefix="/v1/clients", tags=["clients"])
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200, pattern=r"^[\x21-\x7e ]+$")]


@router.get("", dependencies=[needs("accounts:write")], responses=problems())
async def get_clients(session: Session, paging: PageAsked) -> Page[ClientOut]:
    """The board's clients; secrets are shown once only, when they are made."""
    rows = await store.list_clients(session, paging.after[0] if paging.after else None, paging.limit + 1)
    return paging.of(rows, ClientOut.model_validate, lambda row: [row.client_id])


@router.post("", status_code=201, dependencies=[needs("accounts:write")], responses=problems(KeyReused))
async def post_client(
    request: Request, asked: ClientIn, caller: Caller, session: Session, idempotency_key: IdempotencyKey = None
) -> NewClientOut:
    """A new client; the answer is the only place where its secret is shown."""
    credentials = actions.new_credentials(request.app.state.sign_in.signer, caller, idempotency_key)
    return await actions.add_client(session, credentials, actions.scopes_for(asked, caller))


@router.delete(
    "/{client_id}", status_code=204, dependencies=[needs("accounts:write")], responses=problems(UnknownClient)
)
async def delete_client(client_id: str, session: Session) -> None:
    """It gets no more tokens."""
    await actions.revoke_client(session, client_id)
