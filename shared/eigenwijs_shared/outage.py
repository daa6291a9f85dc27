"""Is it the database that is away, rather than our own mistake?"""

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_SQLSTATES = ("08", "57P", "53300", "3D000")
"""Connection lost; shutting down, crashed or starting up; too many connections; no such database, as while one is
restored (PostgreSQL manual, appendix A)."""


def database_is_away(error: BaseException) -> bool:
    """True where the same work will succeed once the database is back: nothing was committed and nothing is wrong.

    asyncpg speaks of an InternalError where a connection was cut in the middle of a message.
    """
    if isinstance(error, OSError | PoolTimeout | InterfaceError | OperationalError | InternalError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return error.connection_invalidated or state.startswith(_SQLSTATES)
