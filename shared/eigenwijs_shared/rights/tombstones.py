"""Knowing an erased learner again, without keeping who it was."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.rights.tables import erased


def digest_of(board_id: UUID, learner_id: UUID) -> bytes:
    """What is left of an erased learner: recognises the id when it comes again, and cannot be turned back."""
    return hashlib.sha256(board_id.bytes + learner_id.bytes).digest()


async def erased_among(session: AsyncSession, learner_ids: Collection[UUID]) -> set[UUID]:
    """Those of these learners that have a tombstone on the session's board."""
    board_id = session.info.get("board_id")
    if board_id is None or not learner_ids:
        return set()
    digests = {digest_of(board_id, learner_id): learner_id for learner_id in learner_ids}
    found = await session.execute(select(erased.c.digest).where(erased.c.digest.in_(list(digests))))
    return {digests[digest] for digest in found.scalars()}
