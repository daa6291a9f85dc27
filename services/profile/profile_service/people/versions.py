"""Versions of what is announced of a learner as a whole."""

from typing import Literal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from profile_service.tables import said_version


async def next_version(session: AsyncSession, learner_id: UUID, kind: Literal["interests", "needs", "aims"]) -> int:
    """The version to announce next; whoever else writes this of the same learner waits until we are done."""
    statement = insert(said_version).values(
        board_id=session.info["board_id"], learner_id=learner_id, kind=kind, version=1
    )
    counted = statement.on_conflict_do_update(
        index_elements=["board_id", "learner_id", "kind"], set_={"version": said_version.c.version + 1}
    ).returning(said_version.c.version)
    return int((await session.execute(counted)).scalar_one())
