"""Promise a talk, and say what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.audience import LearnerDecides, chosen_by, may_see, refuse_unless_learner
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Fault, Invalid
from eigenwijs_shared.http.etags import tag_of
from eigenwijs_shared.http.matching import require_match
from eigenwijs_shared.ids import new_id
from profile_service.people.rows import add_row
from profile_service.talks import store
from profile_service.talks.rules import NO_EDUCATOR, UnknownEducator, changed, check_future, state_of
from profile_service.talks.schemas import TalkChangeIn, TalkIn, TalkOut
from profile_service.talks.tables import talk

_WORDS = ("notes", "agreements", "missed_reason")


def shown(row: Row[Any], caller: Principal, now: datetime) -> TalkOut:
    """The talk as it stands now, its words only for whom they are."""
    told: dict[str, Any] = {**row._mapping, "state": state_of(row, now), "words_hidden": not _may_see(row, caller)}
    if told["words_hidden"]:
        told.update(dict.fromkeys(_WORDS))
    return TalkOut.model_validate(told)


def _may_see(row: Row[Any], caller: Principal) -> bool:
    was_there = caller.role == "educator" and caller.user_id == row.educator_id
    return was_there or may_see(caller, row.learner_id, row.notes_visible_to)


def tag(told: TalkOut) -> str:
    return tag_of(told.model_dump_json(by_alias=True).encode())


async def plan_talk(
    session: AsyncSession, learner: Row[Any], wanted: TalkIn, caller: Principal, *, now: datetime
) -> TalkOut:
    """A promise: this learner and that educator talk at that time."""
    said = wanted.model_fields_set
    chosen = chosen_by(caller, learner.learner_id, wanted.notes_visible_to if "notes_visible_to" in said else None)
    check_future(wanted.at, now)
    row = await add_row(
        session,
        talk,
        learner_id=learner.learner_id,
        talk_id=new_id(),
        educator_id=await _educator(session, learner, wanted, caller),
        at=wanted.at,
        topic=wanted.topic,
        state="planned",
        moved_from=[],
        agreements=[],
        notes_visible_to=chosen,
        author_id=caller.subject,
        created_at=now,
        changed_by_id=caller.subject,
        changed_at=now,
    )
    return shown(row, caller, now)


async def _educator(session: AsyncSession, learner: Row[Any], wanted: TalkIn, caller: Principal) -> UUID:
    educator_id = wanted.educator_id or (caller.user_id if caller.role == "educator" else None)
    if educator_id is None:
        raise Invalid(faults=[Fault("#/educatorId", NO_EDUCATOR, "missing")])
    if not await store.teaches(session, educator_id, learner.group_ids):
        raise UnknownEducator(faults=[Fault("#/educatorId", UnknownEducator.detail, UnknownEducator.type)])
    return educator_id


def _said(wanted: TalkChangeIn) -> dict[str, Any]:
    """What the body names, and nothing that it left out."""
    said = wanted.model_dump(include=wanted.model_fields_set)
    return {name: value for name, value in said.items() if value is not None or name not in {"at", "held_at"}}


async def change_talk(
    session: AsyncSession,
    place: tuple[UUID, UUID],
    wanted: TalkChangeIn,
    caller: Principal,
    *,
    now: datetime,
    if_match: str | None,
) -> TalkOut:
    """Move the talk of (learner, talk), say that it was held or missed, or write down what was agreed."""
    before = await store.find_talk(session, *place, lock=True)
    seen = shown(before, caller, now)
    require_match(if_match, tag(seen))
    said = _said(wanted)
    if "notes_visible_to" in said:
        said["notes_visible_to"] = sorted(set(said["notes_visible_to"]))
        if said["notes_visible_to"] != before.notes_visible_to:
            refuse_unless_learner(caller, before.learner_id)
    if seen.words_hidden and said.keys() & set(_WORDS):
        raise LearnerDecides  # one would write over what one cannot read
    values = changed(before, said, now)
    if not values:
        return seen
    after = await store.change_talk(session, before, **values, changed_by_id=caller.subject, changed_at=now)
    return shown(after, caller, now)
