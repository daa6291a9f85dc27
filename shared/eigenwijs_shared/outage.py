"""Is it the database that is away, or a disk that is full, rather than our own mistake?"""

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_DISK_FULL = "53100"
_SQLSTATES = ("08", "57P", "53300", "3D000", _DISK_FULL)
"""Connection lost; shutting down, crashed or starting up; too many connections; no such database, as while one is
restored; no room on its disk (PostgreSQL manual, appendix A)."""


def disk_is_full(error: BaseException) -> bool:
    """The disk of this process, or the one that the database writes on: it takes somebody who makes room."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(error, DBAPIError) and _sqlstate(error) == _DISK_FULL


def database_is_away(error: BaseException) -> bool:
    """True where the same work will succeed once the database is back: nothing was committed and nothing is wrong.

    asyncpg speaks of an InternalError where a connection was cut in the middle of a message.
    """
    if isinstance(error, OSError | PoolTimeout | InterfaceError | OperationalError | InternalError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or _sqlstate(error).startswith(_SQLSTATES)


def _sqlstate(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", None) or "")
