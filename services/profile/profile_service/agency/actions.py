"""Read the dial, and move it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial, Dimension, Scope, effective
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import AgencyMoved
from eigenwijs_shared.errors import PreconditionFailed
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.http.etags import tag_of
from profile_service.agency import store
from profile_service.agency.rules import moved, set_by, standing
from profile_service.agency.schemas import AgencyIn, AgencyOut, DecidedByOut
from profile_service.tables import agency_move


class Place:
    """Where a dial is: a learner, a group or the board, and the wider places that speak for it too."""

    def __init__(self, scope: Scope, scope_id: UUID, wider: Sequence[UUID] = ()) -> None:
        self.scope, self.scope_id, self.wider = scope, scope_id, wider


async def read_dial(session: AsyncSession, place: Place, subject: str | None) -> AgencyOut:
    """Who decides what here, and which setting says so."""
    return _shown(place, subject, await store.moves_at(session, [place.scope_id, *place.wider]))


async def move_dial(
    session: AsyncSession,
    place: Place,
    wanted: AgencyIn,
    caller: Principal,
    *,
    now: datetime,
    if_match: str | None,
) -> AgencyOut:
    """Set positions at this place; says so to everybody. Nothing happens when nothing would change."""
    subject = wanted.subject or ""
    await store.lock_place(session, place.scope_id, subject)
    moves = await store.moves_at(session, [place.scope_id, *place.wider])
    _check_unchanged([_shown(place, of, moves) for of in {wanted.subject, None}], if_match)
    before = _own(standing(moves), place, wanted.subject)
    after = moved(before.dimensions if before else {}, wanted.dimensions)  # type: ignore[arg-type]  # checked on entry
    if before is not None and after == before.dimensions:
        return _shown(place, wanted.subject, moves)
    version = (before.version if before else 0) + 1
    move: dict[str, Any] = {
        "scope": place.scope,
        "scope_id": place.scope_id,
        "dimensions": after,
        "version": version,
        "author_id": caller.subject,
        # A move that had to wait for the one before it is the later one, whenever it was asked for.
        "moved_at": max(now, before.moved_at) if before else now,
    }
    await session.execute(
        insert(agency_move).values(**move, board_id=session.info["board_id"], subject=subject, reason=wanted.reason)
    )
    await announce(session, AgencyMoved(**move, subject=wanted.subject))
    return await read_dial(session, place, wanted.subject)


def _own(dials: Sequence[Dial], place: Place, subject: str | None) -> Dial | None:
    return next((dial for dial in dials if dial.scope_id == place.scope_id and dial.subject == subject), None)


def _shown(place: Place, subject: str | None, moves: Sequence[Dial]) -> AgencyOut:
    dials = standing(moves)
    decided = effective(dials, subject)
    own = _own(dials, place, subject)
    ids: Mapping[str, UUID] = {f"{place.scope}_id": place.scope_id}
    return AgencyOut(
        learner_id=ids.get("learner_id"),
        group_id=ids.get("group_id"),
        board_id=ids.get("board_id"),
        subject=subject,
        dimensions={dimension: decision.position for dimension, decision in decided.items()},
        decided_by={dimension: _decided_by(dimension, of.dial, moves) for dimension, of in decided.items()},
        version=own.version if own else 0,
    )


def _decided_by(dimension: Dimension, dial: Dial | None, moves: Sequence[Dial]) -> DecidedByOut | None:
    if dial is None:
        return None
    move = set_by(dimension, dial, moves)
    return DecidedByOut(
        scope=move.scope,
        scope_id=move.scope_id,
        subject=move.subject,
        version=move.version,
        author_id=move.author_id,
        reason=move.reason,
        at=move.moved_at,
    )


def _check_unchanged(shown: Sequence[AgencyOut], if_match: str | None) -> None:
    """A caller may have seen the dial for the subject or for all; the tag of a GET is that of its bytes."""
    if if_match is None or if_match.strip() == "*":
        return
    if {tag_of(as_json(one)) for one in shown}.isdisjoint(tag.strip() for tag in if_match.split(",")):
        raise PreconditionFailed


def as_json(shown: AgencyOut) -> bytes:
    """The bytes of the answer to a GET."""
    return shown.model_dump_json(by_alias=True, exclude_none=False).encode()
