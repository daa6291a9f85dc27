"""Read the dial, and move it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.agency import Dial, Dimension, effective
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Fault, Invalid, PreconditionFailed, Sentence
from eigenwijs_shared.http.etags import tag_of
from profile_service.agency import store
from profile_service.agency.moving import Place, Wanted, make_move
from profile_service.agency.presets import PRESETS, Preset, moves_of_preset
from profile_service.agency.rules import Move, present, settings, standing
from profile_service.agency.schemas import AgencyIn, AgencyOut, AppliedOut, DecidedByOut, PresetIn, Window


async def read_dial(session: AsyncSession, place: Place, subject: str | None, *, now: datetime) -> AgencyOut:
    """Who decides what here, and which setting says so."""
    return _shown(place, subject, await store.moves_about(session, [place.scope_id, *place.wider], subject), now)


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
    check_window(wanted, now)
    await store.lock_place(session, place.scope_id, wanted.subject or "")
    moves = await store.moves_at(session, [place.scope_id, *place.wider])
    _check_unchanged([_shown(place, of, moves, now) for of in {wanted.subject, None}], if_match)
    asked = Wanted(
        wanted.subject,
        wanted.dimensions,
        caller.subject,
        caller.role,
        wanted.reason,
        wanted.valid_from,
        wanted.valid_until,
    )
    made = await make_move(session, place, asked, moves, now=now)
    return _shown(place, wanted.subject, [*moves, *([made] if made else [])], now)


async def apply_preset(
    session: AsyncSession, place: Place, wanted: PresetIn, caller: Principal, *, now: datetime
) -> AppliedOut:
    """Take a preset as a start: its positions here, each a move that says which preset it came from."""
    preset = PRESETS[wanted.preset]
    check_window(wanted, now)
    moves = await _lock_for_preset(session, place, preset, wanted.subject)
    for subject, changes in moves_of_preset(preset, wanted.subject, _own(moves, place), now).items():
        asked = Wanted(
            subject,
            changes,
            caller.subject,
            caller.role,
            wanted.reason,
            wanted.valid_from,
            wanted.valid_until,
            preset.preset,
        )
        made = await make_move(session, place, asked, moves, now=now)
        moves += [made] if made else []
    subjects = sorted({move.subject or "" for move in _own(moves, place)} | {wanted.subject or ""})
    shown = [_shown(place, subject or None, moves, now) for subject in subjects]
    return AppliedOut(preset=preset.preset, places=shown)


async def _lock_for_preset(session: AsyncSession, place: Place, preset: Preset, subject: str | None) -> list[Move]:
    """A preset for all subjects also moves those with a dial of their own; locked in one order, all before reading."""
    if subject is not None:
        await store.lock_place(session, place.scope_id, subject)
        return await store.moves_at(session, [place.scope_id, *place.wider])
    # The board-wide lock first: it keeps two presets from waiting for each other.
    await store.lock_place(session, place.scope_id, "")
    seen = await store.moves_at(session, [place.scope_id])
    for one in sorted({move.subject for move in seen if move.subject} | set(preset.step_subjects)):
        await store.lock_place(session, place.scope_id, one)
    return await store.moves_at(session, [place.scope_id, *place.wider])


def check_window(wanted: Window, now: datetime) -> None:
    """A move that has ended already is none."""
    if wanted.valid_until is not None and wanted.valid_until <= now:
        past: Sentence = {
            "nl": "Dit einde is al voorbij; kies een moment in de toekomst, of laat het weg.",
            "en": "This end has passed; choose a moment in the future, or leave it out.",
        }
        raise Invalid(faults=[Fault("#/validUntil", past, "ended-already")])


def _own(moves: Sequence[Move], place: Place) -> list[Move]:
    return [move for move in moves if move.scope_id == place.scope_id]


def _shown(place: Place, subject: str | None, moves: Sequence[Move], now: datetime) -> AgencyOut:
    at = present(moves, now)
    decided = effective(standing(moves, at), subject)
    ids: Mapping[str, UUID] = {f"{place.scope}_id": place.scope_id}
    return AgencyOut(
        learner_id=ids.get("learner_id"),
        group_id=ids.get("group_id"),
        board_id=ids.get("board_id"),
        subject=subject,
        dimensions={dimension: decision.position for dimension, decision in decided.items()},
        decided_by={dimension: _decided_by(dimension, of.dial, moves, at) for dimension, of in decided.items()},
        version=max((move.version for move in moves if move.place == (place.scope_id, subject)), default=0),
    )


def _decided_by(dimension: Dimension, dial: Dial | None, moves: Sequence[Move], at: datetime) -> DecidedByOut | None:
    if dial is None:
        return None
    move = setter(dimension, dial, moves, at)
    return DecidedByOut(
        scope=move.scope,
        scope_id=move.scope_id,
        subject=move.subject,
        version=move.version,
        author_id=move.author_id,
        reason=move.reason,
        at=move.moved_at,
        valid_until=move.valid_until,
        preset=move.preset,
    )


def setter(dimension: Dimension, dial: Dial, moves: Sequence[Move], at: datetime) -> Move:
    """The move that put this dimension where it stands; later moves of other dimensions are not its author."""
    return settings([move for move in moves if move.place == (dial.scope_id, dial.subject)], at)[dimension]


def _check_unchanged(shown: Sequence[AgencyOut], if_match: str | None) -> None:
    """A caller may have seen the dial for the subject or for all; the tag of a GET is that of its bytes."""
    if if_match is None or if_match.strip() == "*":
        return
    if {tag_of(as_json(one)) for one in shown}.isdisjoint(tag.strip() for tag in if_match.split(",")):
        raise PreconditionFailed


def as_json(shown: AgencyOut) -> bytes:
    """The bytes of the answer to a GET."""
    return shown.model_dump_json(by_alias=True, exclude_none=False).encode()
