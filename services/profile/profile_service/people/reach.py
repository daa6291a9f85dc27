"""Whom the caller reaches, from profile's own tables; out of reach is 404."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Caller, Principal
from eigenwijs_shared.db import Session
from eigenwijs_shared.rights.seen import note_looks
from eigenwijs_shared.roster.reach import UnknownGroup, UnknownLearner
from profile_service.access.store import write_looks
from profile_service.people import store
from profile_service.tables import group


async def reachable_learner(
    request: Request, session: Session, caller: Caller, learner_id: Annotated[UUID, Path()]
) -> Row[Any]:
    found = await store.find_reachable(session, caller, learner_id)
    if found is None:
        raise UnknownLearner
    await note_looks(request, session, caller, [learner_id], write_looks)
    return found


async def reachable_group(session: Session, caller: Caller, group_id: Annotated[UUID, Path()]) -> Row[Any]:
    found: Row[Any] | None = (await session.execute(store.groups().where(group.c.group_id == group_id))).one_or_none()
    if found is None or not await _reaches_group(session, caller, group_id):
        raise UnknownGroup
    return found


async def _reaches_group(session: AsyncSession, caller: Principal, group_id: UUID) -> bool:
    if caller.sees_whole_board or caller.user_id is None:
        return caller.sees_whole_board
    return group_id in await store.groups_of_user(session, caller.role, caller.user_id)


ReachableLearner = Annotated[Row[Any], Depends(reachable_learner, scope="function")]
ReachableGroup = Annotated[Row[Any], Depends(reachable_group, scope="function")]
