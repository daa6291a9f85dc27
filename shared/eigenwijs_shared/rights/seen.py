"""Who looked at a learner: noted once a day per viewer and kind of data, so that the learner can ask (AVG art. 15).

A look that was noted already today costs nothing but a look into a set; the table or the event keeps it unique.
"""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.rights import LEARNER_SEEN_OF
from eigenwijs_shared.events.outbox import announce_all

MOST_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class Look:
    """One learner, seen by one viewer. `what` is the last word of the path: attempts, mastery, card …"""

    learner_id: UUID
    viewer_id: str
    viewer_role: str
    what: str
    day: date
    first_at: datetime


Write = Callable[[AsyncSession, Sequence[Look]], Awaitable[None]]
_Key = tuple[UUID | None, UUID, str, str]


class Remembered:
    """The looks of today that this process knows to be noted."""

    def __init__(self) -> None:
        self._day = date.min
        self._keys: set[_Key] = set()

    def of(self, day: date) -> set[_Key]:
        """Begins anew each day, and when it has grown too large: then some looks are written a second time."""
        if day != self._day or len(self._keys) > MOST_REMEMBERED:
            self._day, self._keys = day, set()
        return self._keys


def kind_of_data(path: str) -> str:
    """`/v1/learners/{id}/agency/history` → `agency`; the learner's own page is `learner`, a list `learners`.

    `/v1/groups/{id}/choices` and `/v1/choices/{id}` → `choices`, without what says in which form it was shown.
    """
    segments = path.strip("/").split("/")
    if len(segments) > 3 and segments[1] in {"learners", "groups"}:
        return segments[3].partition(".")[0]
    if len(segments) > 1 and segments[1] not in {"learners", "groups"}:
        return segments[1]
    return "learner" if len(segments) == 3 else "learners"


async def note_looks(
    request: Request,
    session: AsyncSession,
    caller: Principal,
    learner_ids: Collection[UUID],
    write: Write,
    *,
    what: str | None = None,
) -> None:
    """Note that the caller sees these learners. Only a GET shows something; nobody is noted for seeing oneself."""
    if request.method != "GET":
        return
    now, what = datetime.now(UTC), what or kind_of_data(request.url.path)
    remembered = _remembered(request).of(now.date())
    fresh = {
        (caller.board_id, learner_id, caller.subject, what): Look(
            learner_id, caller.subject, caller.role, what, now.date(), now
        )
        for learner_id in learner_ids
        if learner_id != caller.user_id
    }
    fresh = {key: look for key, look in fresh.items() if key not in remembered}
    if fresh:
        await write(session, [fresh[key] for key in sorted(fresh, key=lambda one: one[1])])
        event.listen(session.sync_session, "after_commit", lambda _: remembered.update(fresh), once=True)


def _remembered(request: Request) -> Remembered:
    state = request.app.state
    if not hasattr(state, "looks"):
        state.looks = Remembered()
    found: Remembered = state.looks
    return found


async def announce_looks(
    request: Request, session: AsyncSession, caller: Principal, *learner_ids: UUID, what: str | None = None
) -> None:
    """As `note_looks`, in a service that does not own the log: profile hears of it."""
    kind = LEARNER_SEEN_OF.get(request.app.state.settings.service)
    if kind is None:
        return

    async def write(session: AsyncSession, looks: Sequence[Look]) -> None:
        await announce_all(session, [kind.model_validate(look, from_attributes=True) for look in looks])

    await note_looks(request, session, caller, learner_ids, write, what=what)
