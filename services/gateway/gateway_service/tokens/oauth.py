"""The words of OAuth 2 (RFC 6749): how it is asked and how it is refused. Clients know these, not our problems."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, unquote_plus

from starlette.responses import JSONResponse

Code = Literal[
    "invalid_request", "invalid_client", "invalid_grant", "unsupported_grant_type", "invalid_scope",
    "temporarily_unavailable",
]  # fmt: skip
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


@dataclass(frozen=True)
class OAuthError(Exception):
    """§5.2; the description is in English, for the standard allows ASCII only and it is a developer who reads it."""

    code: Code
    description: str
    status: int = 400
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> JSONResponse:
        body = {"error": self.code, "error_description": self.description}
        return JSONResponse(body, self.status, {**NO_STORE, **self.headers})


def wrong_client() -> OAuthError:
    """§5.2: 401 with the scheme that the client may use; the same for an unknown client and a wrong secret."""
    challenge = {"WWW-Authenticate": 'Basic realm="eigenwijs", charset="UTF-8"'}
    return OAuthError("invalid_client", "Unknown client, or the secret is not right.", 401, challenge)


def read_form(content_type: str, body: bytes) -> dict[str, str]:
    """§3.2: a parameter without a value counts as left out; one that comes twice is refused."""
    if content_type.split(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise OAuthError("invalid_request", "Send the parameters as application/x-www-form-urlencoded.")
    try:
        pairs = parse_qsl(body.decode(), max_num_fields=50, errors="strict")
    except ValueError as error:
        raise OAuthError("invalid_request", "The form cannot be read.") from error
    form = dict(pairs)
    if len(form) != len(pairs):
        raise OAuthError("invalid_request", "A parameter is there more than once.")
    return form


@dataclass(frozen=True)
class ClientCredentials:
    client_id: str
    secret: str


def read_client(authorization: str, form: Mapping[str, str]) -> ClientCredentials:
    """§2.3.1: by Basic, its two halves form-encoded before they are joined, or in the body; not both."""
    kind, _, coded = authorization.partition(" ")
    if kind.lower() != "basic":
        if "client_id" not in form or "client_secret" not in form:
            raise wrong_client()
        return ClientCredentials(form["client_id"], form["client_secret"])
    if "client_secret" in form:
        raise OAuthError("invalid_request", "Send the secret by Basic or in the body, not both.")
    try:
        client_id, colon, secret = base64.b64decode(coded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise wrong_client() from error
    if not colon or form.get("client_id", client_id) != client_id:
        raise wrong_client()
    return ClientCredentials(unquote_plus(client_id), unquote_plus(secret))


def narrowed(asked: str | None, allowed: frozenset[str]) -> frozenset[str]:
    """§3.3: what was asked for, or all that is allowed; more than that is refused."""
    if asked is None:
        return allowed
    scopes = frozenset(asked.split())
    if not scopes or not scopes <= allowed:
        raise OAuthError("invalid_scope", f"Allowed here: {' '.join(sorted(allowed))}")
    return scopes
