"""The language in which this service speaks to a caller."""

from typing import Annotated

from fastapi import Depends, Header, Response

from eigenwijs_shared.errors import Language, preferred_language


async def spoken(response: Response, accept_language: Annotated[str | None, Header(max_length=500)] = None) -> Language:
    """Dutch unless English ranks above it; said in Content-Language, and caches are told that it varies."""
    language = preferred_language(accept_language)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return language


Spoken = Annotated[Language, Depends(spoken)]
