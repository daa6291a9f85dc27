"""One worker works for all boards: what it stumbles over is set aside, so that nobody else's work waits behind it."""

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import structlog
from nats.errors import Error as NatsError

from eigenwijs_shared.outage import database_is_away

log = structlog.get_logger()

LASTING_S = 300.0


class Aside:
    """What failed lately at one kind of work, by the id of its board or request; it is tried again after a while."""

    def __init__(self, what: str, *, lasting_s: float = LASTING_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._lasting_s, self._clock = what, lasting_s, clock
        self._until: dict[UUID, float] = {}

    @property
    def ids(self) -> list[UUID]:
        """What to leave alone now."""
        now = self._clock()
        self._until = {key: until for key, until in self._until.items() if until > now}
        return list(self._until)

    @contextmanager
    def trying(self, key: UUID | None = None) -> Iterator[Callable[[UUID], None]]:
        """Work whose failure sets its key aside; work that finds out itself whose it is says so to what this gives.

        What fails before that, or because the database or NATS is away, is against nobody and goes on its way.
        """
        keys = [] if key is None else [key]
        try:
            yield keys.append
        except Exception as error:
            if not keys or not self._lasting_s or database_is_away(error) or isinstance(error, NatsError):
                raise
            self._set(keys[-1], error)

    def _set(self, key: UUID, error: Exception) -> None:
        self._until[key] = self._clock() + self._lasting_s
        # Neither its text nor its values: they may be names.
        at = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{at.name}:{at.lineno}"
        log.error("set aside", what=self._what, id=str(key), error=type(error).__name__, at=place)


RAISING = Aside("", lasting_s=0)
"""Sets nothing aside: for whoever does one piece of work, and wants to know."""
