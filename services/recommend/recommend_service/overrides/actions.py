"""Makes and ends overrides: each in the register, in the same transaction."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import find_group, find_learner
from recommend_service.catalogue.model import Catalogue
from recommend_service.overrides import store
from recommend_service.overrides.announcers import changed
from recommend_service.overrides.problems import ForTheBoard, UnknownOverride
from recommend_service.overrides.rules import check
from recommend_service.overrides.schemas import OverrideIn, OverrideOut, Scope
from recommend_service.register.store import write


async def make(
    session: AsyncSession, wanted: OverrideIn, caller: Principal, catalogue: Catalogue, now: datetime
) -> OverrideOut:
    scope, scope_id = await _place(session, wanted, caller)
    check(wanted, scope, catalogue, now.date())
    about = wanted.model_dump(exclude={"learner_id", "group_id"}, by_alias=False)
    made = OverrideOut(
        **about,
        override_id=new_id(),
        scope=scope,
        scope_id=scope_id,
        author_id=caller.subject,
        made_at=now,
        ended_at=None,
    )
    await store.add(session, made.model_dump(by_alias=False, exclude={"ended_at"}))
    await _register(session, "override", made, caller, now)
    return made


async def end(session: AsyncSession, override_id: UUID, caller: Principal, now: datetime) -> OverrideOut:
    """It is kept; ending it once more changes nothing."""
    which = await store.within_reach(session, caller)
    found = await store.find(session, override_id, which)
    if found is None:
        raise UnknownOverride
    if found.scope == "board" and not caller.sees_whole_board:
        raise ForTheBoard
    if await store.end(session, override_id, now, caller.subject):
        found = found.model_copy(update={"ended_at": now})
        await _register(session, "override-ended", found, caller, now)
    return await store.find(session, override_id, which) or found


async def _place(session: AsyncSession, wanted: OverrideIn, caller: Principal) -> tuple[Scope, UUID]:
    if wanted.learner_id is not None:
        return "learner", (await find_learner(session, caller, wanted.learner_id)).learner_id
    if wanted.group_id is not None:
        return "group", (await find_group(session, caller, wanted.group_id)).group_id
    if not caller.sees_whole_board:
        raise ForTheBoard
    return "board", session.info["board_id"]


async def _register(session: AsyncSession, kind: str, one: OverrideOut, caller: Principal, now: datetime) -> None:
    """And tell of it. In the learner's chain where it is for one; a group's is in the board's."""
    content = one.model_dump(mode="json", by_alias=True) | {"by": caller.subject}
    learner_id = one.scope_id if one.scope == "learner" else None
    await write(session, kind, learner_id, [one.override_id], content, now)
    await announce(session, changed(one))
