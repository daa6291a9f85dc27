"""Catalogues held in this process, so that a card costs one small query for all of it instead of two large ones."""

from collections import OrderedDict
from time import monotonic
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.collector import settle
from eigenwijs_shared.db import Session
from recommend_service.catalogue import store
from recommend_service.catalogue.model import EMPTY, Catalogue

LARGE = 2_000
"""Activities through which the collector took a fifth of a second to look, once in ten cards of who has many goals."""
SETTLE_S = 60.0
"""At most so often: settling takes as long as one such look."""


class Catalogues:
    """The last used boards' catalogues, each good for as long as the board says the same version."""

    def __init__(self, *, boards: int = 64) -> None:
        self._boards = boards
        self._held: OrderedDict[UUID, Catalogue] = OrderedDict()
        self._settled_at = -SETTLE_S

    async def of_board(self, session: AsyncSession) -> Catalogue:
        """That of the session's board, as new as its database."""
        version = await store.current_version(session)
        if version is None:
            return EMPTY
        board_id: UUID = session.info["board_id"]
        held = self._held.get(board_id)
        if held is None or held.version != version:
            held = self._held[board_id] = await store.load_catalogue(session, version)
            if len(self._held) > self._boards:
                self._held.popitem(last=False)
            if len(held.activities) >= LARGE and monotonic() - self._settled_at >= SETTLE_S:
                self._settled_at = monotonic()
                settle()
        self._held.move_to_end(board_id)
        return held


async def board_catalogue(request: Request, session: Session) -> Catalogue:
    catalogues: Catalogues = request.app.state.catalogues
    return await catalogues.of_board(session)


BoardCatalogue = Annotated[Catalogue, Depends(board_catalogue, scope="function")]
