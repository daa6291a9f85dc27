"""Make a board; say who the caller is."""

from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import BoardCreated
from eigenwijs_shared.db import enter_board
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.events.tables import board
from eigenwijs_shared.ids import new_id
from profile_service.boards.schemas import BoardIn, BoardOut, MeOut, ReachOut
from profile_service.parents.store import children_of
from profile_service.people import store


async def create_board(session: AsyncSession, wanted: BoardIn) -> BoardOut:
    """A new board, empty. The transaction belongs to it from here on."""
    board_id = new_id()
    await enter_board(session, board_id)
    await session.execute(insert(board).values(board_id=board_id, name=wanted.name))
    await announce(session, BoardCreated(board_id=board_id))
    return BoardOut(board_id=board_id, name=wanted.name)


async def describe_caller(session: AsyncSession, caller: Principal) -> MeOut:
    """Who the token says it is, and whom that reaches now."""
    user_id = caller.user_id if caller.role in {"learner", "educator", "parent", "board-admin"} else None
    return MeOut(
        subject=caller.subject,
        user_id=user_id,
        role=caller.role,
        board_id=caller.board_id,
        board=await _board(session, caller.board_id),
        scopes=sorted(caller.scopes),
        reach=await _reach(session, caller, user_id),
    )


async def _board(session: AsyncSession, board_id: UUID | None) -> BoardOut | None:
    if board_id is None:
        return None
    found = (await session.execute(select(board).where(board.c.board_id == board_id))).one_or_none()
    return BoardOut(board_id=board_id, name=found.name) if found else None


async def _reach(session: AsyncSession, caller: Principal, user_id: UUID | None) -> ReachOut:
    groups: list[UUID] = []
    if user_id is not None and caller.role in {"learner", "educator"}:
        groups = await store.groups_of_user(session, caller.role, user_id)
    learners = [user_id] if user_id is not None and caller.role == "learner" else []
    if user_id is not None and caller.role == "parent":
        learners = await children_of(session, user_id)
    return ReachOut(board=caller.sees_whole_board, group_ids=groups, learner_ids=learners)
