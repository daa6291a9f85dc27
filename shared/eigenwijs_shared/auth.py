"""Who calls, and with which scopes. Every service checks the signature itself: it is safe even if reached directly."""

import json
import time
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from eigenwijs_shared.errors import Forbidden, Unauthenticated

ISSUER = AUDIENCE = "eigenwijs"
ALGORITHM = "Ed25519"
"""RFC 9864 names the curve; the older name EdDSA is deprecated."""
Role = Literal["learner", "educator", "parent", "board-admin", "sis", "system"]
ROLES: tuple[Role, ...] = ("learner", "educator", "parent", "board-admin", "sis", "system")

_LOOK = "learners:read groups:read agency:read attempts:read catalogue:read choices:read mastery:read aims:read "
_LOOK += "needs:read evidence:read motivation:read rights:read assignments:read contracts:read challenges:read "
_LOOK += "electives:read watches:read decisions:read objections:read"
_LEARNER = f"{_LOOK} attempts:write cards:read choices:write aims:write evidence:write motivation:write "
_LEARNER += "dossier:write consent:write agency:propose contracts:write challenges:write objections:write"
_PARENT = f"{_LOOK} learners:names dossier:write consent:write objections:write"
_EDUCATOR = (
    f"{_LOOK} attempts:write cards:read choices:write aims:write evidence:write learners:names agency:write "
    "agency:propose needs:write catalogue:write assignments:write contracts:write challenges:write electives:write "
    "watches:write overrides:read overrides:write objections:write objections:decide card-settings:read"
)
_BOARD = (
    f"{_EDUCATOR} roster:write frameworks:write accounts:write dossier:write erasure:write consent:write "
    "retention:write exports:read models:read models:write card-settings:write papers:read"
)
SCOPES_OF_ROLE: dict[Role, frozenset[str]] = {
    "learner": frozenset(_LEARNER.split()),
    "educator": frozenset(_EDUCATOR.split()),
    "parent": frozenset(_PARENT.split()),
    "board-admin": frozenset(_BOARD.split()),
    "sis": frozenset(_BOARD.split()),
    "system": frozenset({"boards:write"}),
}
"""What a role may ask for at most; a token may hold less."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller of one request. `subject` is a user's id, or the client id of a system."""

    subject: str
    role: Role
    board_id: UUID | None
    scopes: frozenset[str]

    @property
    def user_id(self) -> UUID | None:
        """The learner or educator behind the token; None for systems."""
        try:
            return UUID(self.subject)
        except ValueError:
            return None

    @property
    def sees_whole_board(self) -> bool:
        """Board admins and the board's own systems reach everybody of the board."""
        return self.role in {"board-admin", "sis"}


class TokenVerifier:
    """Checks Ed25519 tokens against a public key set read from a file, and remembers good ones until they expire."""

    def __init__(self, jwks_file: Path, *, remembered: int = 4096) -> None:
        self._jwks_file = jwks_file
        self._read_at = 0.0
        self._keys = self._read()
        self._good: OrderedDict[str, tuple[float, Principal]] = OrderedDict()
        self._remembered = remembered
        self._claims = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": AUDIENCE},
            exp={"essential": True},
            sub={"essential": True},
        )

    def _read(self) -> KeySet:
        self._read_at = self._jwks_file.stat().st_mtime
        return KeySet.import_key_set(json.loads(self._jwks_file.read_text()))

    def verify(self, token: str) -> Principal:
        """The principal of a valid token; `Unauthenticated` for any other text."""
        known = self._good.get(token)
        if known is not None and known[0] > time.time():
            return known[1]
        claims = self._decode(token)
        principal = _principal(claims)
        self._good[token] = (float(claims["exp"]), principal)
        if len(self._good) > self._remembered:
            self._good.popitem(last=False)
        return principal

    def _decode(self, token: str) -> dict[str, Any]:
        # Keys may have rotated since the file was read: look again before a token is refused.
        if self._jwks_file.stat().st_mtime != self._read_at:
            self._keys = self._read()
            self._good.clear()
        try:
            decoded = jwt.decode(token, self._keys, algorithms=[ALGORITHM])
            self._claims.validate(decoded.claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Unauthenticated from error
        return decoded.claims


def _principal(claims: dict[str, Any]) -> Principal:
    try:
        board = claims.get("board")
        return Principal(
            subject=str(claims["sub"]),
            role=claims["role"],
            board_id=UUID(board) if board else None,
            scopes=frozenset(str(claims.get("scope", "")).split()),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise Unauthenticated from error


async def principal_of(request: Request) -> Principal:
    """The bearer of this request's token; 401 when there is none or it is not ours."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Unauthenticated
    verifier: TokenVerifier = request.app.state.verifier
    return verifier.verify(token.strip())


Caller = Annotated[Principal, Depends(principal_of)]


def needs(scope: str) -> Any:
    """Guard of a route: 401 without a token, 403 without this scope."""

    async def guard(caller: Caller) -> None:
        # Everything but making a board happens on one: a token without a board has no use for other scopes.
        if scope not in caller.scopes or (caller.board_id is None and scope != "boards:write"):
            raise Forbidden(scope=scope)

    guard.scope = scope  # type: ignore[attr-defined]  # read by the test that no route is unguarded
    return Depends(guard)
