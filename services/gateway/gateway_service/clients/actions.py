"""Give a board's system its name and secret, and take them away."""

import hmac
import os
from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Principal
from eigenwijs_shared.errors import Fault, Invalid, NotFound, Sentence
from eigenwijs_shared.idempotency import KeyReused
from gateway_service.clients import store
from gateway_service.clients.rules import Credentials, credentials_from, secret_hash
from gateway_service.clients.schemas import ClientIn, NewClientOut
from gateway_service.tokens.signing import Signer


class UnknownClient(NotFound):
    """No such client at this board."""

    type = "unknown-client"
    title = {"nl": "Koppeling niet gevonden", "en": "Client not found"}


def new_credentials(signer: Signer, caller: Principal, key: str | None) -> Credentials:
    """Random without a key. With an `Idempotency-Key` they follow from it: a reply that was lost can be composed
    again, and no secret has to be kept in clear for that."""
    if key is None:
        return credentials_from(os.urandom(64))
    said = (str(caller.board_id), caller.subject, key)
    return credentials_from(signer.keyed_hash("client id", *said) + signer.keyed_hash("client secret", *said))


async def add_client(session: AsyncSession, credentials: Credentials, scopes: Iterable[str]) -> NewClientOut:
    """A client of the session's board; `KeyReused` when the key made another one before, or one now revoked."""
    wanted, hashed = sorted(scopes), secret_hash(credentials.secret)
    row = await store.add_client(session, credentials.client_id, "sis", wanted, hashed)
    same = hmac.compare_digest(row.secret_hash, hashed) and row.scopes == wanted
    if not same or row.revoked_at is not None:
        raise KeyReused
    return NewClientOut(
        client_id=row.client_id, client_secret=credentials.secret, role=row.role, scopes=list(row.scopes)
    )


def scopes_for(asked: ClientIn, caller: Principal) -> frozenset[str]:
    """Nobody gives away more than they hold themselves."""
    most = SCOPES_OF_ROLE[asked.role] & caller.scopes
    if asked.scopes is None:
        return most
    unknown = [place for place, scope in enumerate(asked.scopes) if scope not in most]
    if unknown:
        choose = " ".join(sorted(most))
        sentence: Sentence = {"nl": f"Kies uit: {choose}.", "en": f"Choose from: {choose}."}
        raise Invalid(faults=[Fault(f"#/scopes/{place}", sentence) for place in unknown])
    return frozenset(asked.scopes)


async def revoke_client(session: AsyncSession, client_id: str) -> None:
    """No new tokens from now on; those given out last at most a quarter of an hour more."""
    if "\x00" in client_id or not await store.revoke_client(session, client_id):
        raise UnknownClient
