"""Local accounts, for schools without an identity provider."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from eigenwijs_shared.auth import Caller, needs
from eigenwijs_shared.db import Session
from eigenwijs_shared.errors import problems
from eigenwijs_shared.idempotency import KeyInFlight, KeyReused, Once
from eigenwijs_shared.paging import Page, PageAsked
from gateway_service.accounts import actions, store
from gateway_service.accounts.actions import UnknownAccount, UnknownPerson, UsernameTaken
from gateway_service.accounts.schemas import AccountIn, AccountOut
from gateway_service.clients.routes import IdempotencyKey

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])


async def _once(request: Request, session: Session, caller: Caller, idempotency_key: IdempotencyKey = None) -> Once:
    """As everywhere, but with a keyed fingerprint: a plain hash of this body could be searched for its password."""
    fingerprint = request.app.state.sign_in.signer.keyed_hash("account body", await request.body())
    return Once(session, caller, idempotency_key, fingerprint)


OncePerKey = Annotated[Once, Depends(_once, scope="function")]


@router.get("", dependencies=[needs("accounts:write")], responses=problems())
async def get_accounts(session: Session, paging: PageAsked) -> Page[AccountOut]:
    """The board's local accounts, by username."""
    rows = await store.list_accounts(session, paging.after[0] if paging.after else None, paging.limit + 1)
    return paging.of(rows, AccountOut.model_validate, lambda row: [row.username])


@router.post(
    "",
    status_code=201,
    response_model=AccountOut,
    dependencies=[needs("accounts:write")],
    responses=problems(UsernameTaken, UnknownPerson, KeyInFlight, KeyReused),
)
async def post_account(request: Request, wanted: AccountIn, session: Session, once: OncePerKey) -> Response:
    """Let a learner or educator of the roster, or a board admin, sign in with a password."""
    state = request.app.state
    patience_s = state.settings.roster_patience_s
    return await once.reply(201, partial(actions.add_account, session, state.sign_in.passwords, wanted, patience_s))


@router.delete(
    "/{username}", status_code=204, dependencies=[needs("accounts:write")], responses=problems(UnknownAccount)
)
async def delete_account(username: str, session: Session) -> None:
    """The person stays; only this way in goes."""
    await actions.delete_account(session, username)
