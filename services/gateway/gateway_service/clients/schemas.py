"""A board's own systems, as the API shows them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from eigenwijs_shared.models import In, Out, Text


class ClientIn(In):
    """`scopes` may be fewer than the role has; left out, all of them."""

    role: Literal["sis"]
    scopes: Annotated[list[Text], Field(min_length=1, max_length=50)] | None = None


class ClientOut(Out):
    client_id: str
    role: str
    scopes: list[str]
    created_at: datetime


class NewClientOut(Out):
    """The only time that the secret is shown."""

    client_id: str
    client_secret: str
    role: str
    scopes: list[str]
