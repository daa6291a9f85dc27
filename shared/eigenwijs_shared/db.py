"""One request or event is one transaction, and each transaction belongs to one board.

`transaction` is meant for `Depends(transaction, scope="function")`: a yield dependency of the default scope leaves
after the response is sent, so a failing commit would still answer 200.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import event, text
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from starlette.requests import ClientDisconnect

from eigenwijs_shared.auth import Caller
from eigenwijs_shared.errors import Malformed

Sessions = async_sessionmaker[AsyncSession]

# One round trip: a worker that found its work among all boards' sees one board while it does it.
_SET_BOARD = text("SELECT set_config('app.board_id', :board, true), set_config('app.relay', '', true)")
_SET_RELAY = text("SELECT set_config('app.relay', 'on', true)")
_LOCK_NAME = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_SET_LOGIN = text("SELECT set_config('app.login', :login, true)")


def make_engine(url: str, *, pool_size: int, name: str) -> AsyncEngine:
    """An engine whose connections say who they are; times are UTC; short queries need no JIT.

    No overflow: requests that wait here cost nothing, and more connections make PostgreSQL slower, not faster.
    """
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        hide_parameters=True,  # an error is logged and may go to the dead letters; its parameters may be names
        connect_args={"server_settings": {"application_name": name, "jit": "off", "timezone": "UTC"}, "timeout": 5},
    )
    event.listen(engine.sync_engine, "checkout", _leave_closed)
    return engine


def _leave_closed(connection: Any, _record: object, _proxy: object) -> None:
    """Take another connection when the server has closed this one, as after a restart.

    The socket has told us so already; `pool_pre_ping` asks the server, three round trips for every request.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError


async def warm_up(engine: AsyncEngine, connections: int) -> None:
    """Open some connections before the first request: asyncpg asks each new one for its types, a tenth of a second.

    A database that is away is no reason not to start: requests say so, until it is back.
    """
    with suppress(OSError, SQLAlchemyError):
        async with AsyncExitStack() as opened:
            for _ in range(connections):
                await opened.enter_async_context(engine.connect())


def make_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions whose objects stay readable after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def enter_board(session: AsyncSession, board_id: UUID) -> None:
    """From here to the end of the transaction, row-level security shows this board and nothing else.

    This also ends `enter_plumbing`: what a worker does for a board must not read, or change, another's rows.
    """
    session.info["board_id"] = board_id
    await session.execute(_SET_BOARD, {"board": str(board_id)})


async def enter_plumbing(session: AsyncSession) -> None:
    """Open outbox, inbox, jobs and the list of boards across boards: for workers and operators, never for a request."""
    await session.execute(_SET_RELAY)


async def enter_login(session: AsyncSession, login: str) -> None:
    """Open the one row of that login name, before it is known which board it belongs to."""
    await session.execute(_SET_LOGIN, {"login": login})


async def lock_name(session: AsyncSession, name: str) -> None:
    """Until this transaction ends, whoever else asks for that name waits: where there is no row yet to lock."""
    await session.execute(_LOCK_NAME, {"name": name})


@asynccontextmanager
async def board_transaction(sessions: Sessions, board_id: UUID | None) -> AsyncIterator[AsyncSession]:
    """A transaction inside one board; without a board, one that sees no tenant data at all."""
    async with sessions() as session, session.begin():
        if board_id is not None:
            await enter_board(session, board_id)
        yield session


@asynccontextmanager
async def plumbing_transaction(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """A transaction of a worker or an operator over the plumbing tables of all boards."""
    async with sessions() as session, session.begin():
        await enter_plumbing(session)
        yield session


async def transaction(request: Request, caller: Caller) -> AsyncIterator[AsyncSession]:
    """The transaction of this request: committed before the answer leaves, rolled back on any error.

    The body comes first: ten slow uploads would otherwise hold every connection while they trickle in.
    """
    try:
        await request.body()
    except ClientDisconnect as error:
        raise Malformed from error  # nobody is there to read it; it is no mistake of ours
    async with board_transaction(request.app.state.sessions, caller.board_id) as session:
        yield session


Session = Annotated[AsyncSession, Depends(transaction, scope="function")]
