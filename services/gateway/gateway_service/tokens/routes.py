"""The token endpoint, and the public keys that tokens are verified with."""

import json
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from gateway_service.tokens.actions import SignIn, grant_token
from gateway_service.tokens.oauth import NO_STORE, OAuthError, read_form

router = APIRouter(tags=["sign-in"])


class TokenOut(BaseModel):
    """In the words of RFC 6749 §5.1, which are not in lowerCamelCase."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    scope: str


class OAuthErrorOut(BaseModel):
    """RFC 6749 §5.2."""

    error: str
    error_description: str


_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "required": ["grant_type"],
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials", "password"]},
                        "client_id": {"type": "string", "description": "Unless it comes by Basic"},
                        "client_secret": {"type": "string", "description": "Unless it comes by Basic"},
                        "username": {"type": "string"},
                        "password": {"type": "string"},
                        "scope": {"type": "string", "description": "Less than all that is allowed, by spaces"},
                    },
                }
            }
        },
    }
}


@router.post(
    "/v1/auth/token",
    openapi_extra=_FORM,
    responses={status: {"model": OAuthErrorOut} for status in (400, 401, 429)},
    response_model=TokenOut,
)
async def post_token(request: Request) -> Response:
    """A token for a system (client_credentials) or, where that is switched on, a person (password)."""
    desk: SignIn = request.app.state.sign_in
    try:
        form = read_form(request.headers.get("content-type", ""), await request.body())
        address = request.client.host if request.client else ""
        authorization = request.headers.get("authorization", "")
        granted = await grant_token(desk, form, authorization, address, datetime.now(UTC))
    except OAuthError as refused:
        return refused.response()
    token = TokenOut(
        access_token=granted.access_token,
        token_type="Bearer",  # noqa: S106 - the kind of the token, not a secret
        expires_in=granted.lives_s,
        scope=" ".join(sorted(granted.scopes)),
    )
    return JSONResponse(token.model_dump(), headers=NO_STORE)


@router.get("/.well-known/jwks.json")
async def get_jwks(request: Request) -> dict[str, Any]:
    """The public keys (RFC 7517), read anew each time: they change when a key is rotated."""
    keys: dict[str, Any] = json.loads(request.app.state.settings.jwks_file.read_text())
    return keys
