"""A new board, as its maker sees it."""

from uuid import UUID

from eigenwijs_shared.models import In, Line, Out


class BoardIn(In):
    name: Line


class FirstClientOut(Out):
    """The only time that the secret is shown."""

    client_id: str
    client_secret: str


class BoardOut(Out):
    board_id: UUID
    name: str
    client: FirstClientOut
