"""Give a token to who proves to be a client or a person."""

import hmac
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from eigenwijs_shared.auth import SCOPES_OF_ROLE, Role
from eigenwijs_shared.db import Sessions
from gateway_service.accounts.rules import LONGEST_TYPED, normal_username
from gateway_service.clients.rules import secret_hash
from gateway_service.settings import Settings
from gateway_service.tokens import store
from gateway_service.tokens.backoff import Backoff
from gateway_service.tokens.oauth import ClientCredentials, OAuthError, narrowed, read_client, wrong_client
from gateway_service.tokens.passwords import Passwords
from gateway_service.tokens.signing import Signer


@dataclass(frozen=True)
class SignIn:
    """All that signing in takes, made once per process."""

    settings: Settings
    sessions: Sessions
    signer: Signer
    passwords: Passwords
    by_username: Backoff = field(default_factory=lambda: Backoff(free=5, longest_s=300))
    # A whole school may sit behind one address, so it has to fail often before it waits, and then not long.
    by_address: Backoff = field(default_factory=lambda: Backoff(free=100, longest_s=30))


@dataclass(frozen=True)
class Granted:
    access_token: str
    scopes: frozenset[str]
    lives_s: int


@dataclass(frozen=True)
class _Who:
    subject: str
    role: Role
    board_id: UUID | None
    scopes: frozenset[str]


async def grant_token(
    desk: SignIn, form: Mapping[str, str], authorization: str, address: str, now: datetime
) -> Granted:
    """RFC 6749 §4.3 and §4.4; `OAuthError` when there is nothing to give."""
    kind = form.get("grant_type")
    if kind is None:
        raise OAuthError("invalid_request", "grant_type is missing.")
    if kind == "client_credentials":
        who = await _client(desk, read_client(authorization, form))
    elif kind == "password" and desk.settings.password_grant:
        who = await _person(desk, form, address)
    else:
        raise OAuthError("unsupported_grant_type", "This grant_type is not offered here.")
    scopes = narrowed(form.get("scope"), who.scopes)
    lives_s = desk.settings.token_lives_s
    token = desk.signer.token(who.subject, who.role, who.board_id, scopes, now=now, lives_s=lives_s)
    return Granted(token, scopes, lives_s)


async def _client(desk: SignIn, shown: ClientCredentials) -> _Who:
    """No back-off here: nobody guesses 256 random bits, and a system with an old secret must not shut out a school."""
    settings = desk.settings
    system = settings.system_client_secret.get_secret_value()
    if system and _same(shown.client_id, settings.system_client_id):
        if not _same(shown.secret, system):
            raise wrong_client()
        return _Who(shown.client_id, "system", None, SCOPES_OF_ROLE["system"])
    if "\x00" in shown.client_id:
        raise wrong_client()
    async with store.sign_in_transaction(desk.sessions, shown.client_id) as session:
        row = await store.find_client(session, shown.client_id)
    if row is None or not hmac.compare_digest(row.secret_hash, secret_hash(shown.secret)):
        raise wrong_client()
    return _Who(row.client_id, row.role, row.board_id, frozenset(row.scopes))


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


async def _person(desk: SignIn, form: Mapping[str, str], address: str) -> _Who:
    if "username" not in form or "password" not in form:
        raise OAuthError("invalid_request", "username and password are needed.")
    if len(form["username"]) > LONGEST_TYPED:  # the back-off would remember megabytes of it
        raise _wrong_person()
    username = normal_username(form["username"])
    now = time.monotonic()
    _wait_your_turn(max(desk.by_username.wait_s(username, now), desk.by_address.wait_s(address, now)))
    desk.by_username.tries(username, now)
    desk.by_address.tries(address, now)
    who = await _proven_person(desk, username, form["password"])
    desk.by_username.succeeded(username, forgives=True)
    desk.by_address.succeeded(address, forgives=False)
    return who


def _wrong_person() -> OAuthError:
    return OAuthError("invalid_grant", "Username or password is not right.")


def _wait_your_turn(seconds: float) -> None:
    if seconds > 0:
        headers = {"Retry-After": str(int(seconds) + 1)}
        raise OAuthError("temporarily_unavailable", "Too many failed tries; please wait.", 429, headers)


async def _proven_person(desk: SignIn, username: str, password: str) -> _Who:
    """One refusal, after the same work, whether the name, the password or the person's being here is at fault."""
    async with store.sign_in_transaction(desk.sessions, username) as session:
        row = await store.find_account(session, username)
        active = row is not None and await store.is_active(session, row.board_id, row.role, row.user_id)
    fits = await desk.passwords.verify(row.password_hash if row else None, password)
    if row is None or not fits or not active:
        raise _wrong_person()
    role: Role = row.role
    return _Who(str(row.user_id), role, row.board_id, SCOPES_OF_ROLE[role])
