"""Erase a learner here at once, have everybody else do so, and show the receipts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.contracts.profile import ErasureRequested
from eigenwijs_shared.contracts.rights import ErasureReceipt
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.rights.erasure import erase, purging
from eigenwijs_shared.rights.streams import Counts
from eigenwijs_shared.roster.reach import UnknownLearner
from profile_service.erasure import store
from profile_service.erasure.problems import RosterBusy, UnknownErasure
from profile_service.erasure.rules import ENROLMENT, months_after
from profile_service.erasure.schemas import ErasureIn, ErasureOut, KeptOut, ReceiptOut, WhatOut
from profile_service.parents.actions import forget_parents
from profile_service.people.store import find_reachable, learners
from profile_service.retention.store import months_of
from profile_service.roster import packages
from profile_service.tables import learner

MENTIONED_IN = ("profile.parent.changed.v1",)
"""Events of others that may name a learner: searched one by one in the stream."""


async def request_erasure(
    session: AsyncSession, caller: Principal, learner_id: UUID, wanted: ErasureIn, *, now: datetime
) -> ErasureOut:
    """Erase the learner; asked again, it is the same erasure."""
    known = await store.request_of(session, learner_id)
    if known is not None:
        return await show_erasure(session, known)
    found = await find_reachable(session, caller, learner_id)
    if found is None:
        raise UnknownLearner
    if not await store.is_roster_free(session):
        raise RosterBusy
    request_id = await _erase_here(session, found, wanted.ground, caller.subject, keep=wanted.keep_apart, now=now)
    await packages.supersede(
        session, new_id()
    )  # the name lies in what waits to be confirmed, which would bring it back
    if request_id is None:
        raise RosterBusy  # the same was asked a moment ago: the repetition finds it
    await announce(session, ErasureRequested(learner_id=learner_id, request_id=request_id))
    return await show_erasure(session, request_id)


async def erase_expired(session: AsyncSession, learner_id: UUID, *, now: datetime) -> bool:
    """Erase a learner whose term has passed, as if it had been asked for; False while the roster is being written."""
    found = (await session.execute(learners().where(learner.c.learner_id == learner_id))).one_or_none()
    if found is None or not await store.is_roster_free(session):
        return False
    request_id = await _erase_here(session, found, "term-passed", "retention", keep=True, now=now)
    if request_id is not None:
        await announce(session, ErasureRequested(learner_id=learner_id, request_id=request_id))
    return request_id is not None


async def _erase_here(
    session: AsyncSession, found: Row[Any], ground: str, author_id: str, *, keep: bool, now: datetime
) -> UUID | None:
    """Names first, then everything else; None when somebody else has just done so."""
    request_id = new_id()
    kept = await _keep_apart(session, found, now=now) if keep else None
    if not await erase(session, found.learner_id, request_id, now=now):
        return None
    if found.sourced_id is not None:
        records = await store.drop_records_of(session, found.sourced_id)
        await store.note_rows(session, request_id, {"roster_record": records})
    await forget_parents(session, now=now)
    await store.add_request(
        session,
        request_id=request_id,
        ground=ground,
        author_id=author_id,
        asked_at=now,
        kept_ground=kept.ground if kept else None,
        kept_until=kept.until if kept else None,
    )
    return request_id


async def _keep_apart(session: AsyncSession, found: Row[Any], *, now: datetime) -> KeptOut | None:
    months = await months_of(session, "kept-apart")
    began, ended = await store.enrolled(session, found.learner_id)
    left = ended or now.date()
    until = months_after(left, months)
    if until <= now.date():
        return None
    await store.keep_apart(
        session,
        kept_id=new_id(),
        given=found.given,
        family=found.family,
        sourced_id=found.sourced_id,
        schools=await store.school_names(session, found.school_ids),
        began_on=began,
        ended_on=left,
        ground=ENROLMENT,
        until=until,
    )
    return KeptOut(ground=ENROLMENT, until=until)


async def show_erasure(session: AsyncSession, request_id: UUID) -> ErasureOut:
    found = await store.find_request(session, request_id)
    if found is None:
        raise UnknownErasure
    return shown(found, (await store.receipts_of(session, [request_id]))[request_id])


def shown(row: Row[Any], receipts: Sequence[Row[Any]]) -> ErasureOut:
    return ErasureOut(
        request_id=row.request_id,
        state="done" if row.done_at else "running",
        ground=row.ground,
        asked_at=row.asked_at,
        done_at=row.done_at,
        receipts=[
            ReceiptOut(service=one.service, at=one.at, what=WhatOut(rows=one.rows, messages=one.messages))
            for one in receipts
        ],
        kept_apart=KeptOut(ground=row.kept_ground, until=row.kept_until) if row.kept_ground else None,
    )


async def take_receipts(session: AsyncSession, receipts: Sequence[ErasureReceipt]) -> None:
    for one in receipts:
        service = one.type.split(".")[0]
        await store.add_receipt(session, service, one.request_id, one.at, one.rows, one.messages)


async def _finish(session: AsyncSession, request_id: UUID, rows: Counts, messages: Counts) -> None:
    now = datetime.now(UTC)
    await store.add_receipt(session, "profile", request_id, now, dict(rows), dict(messages))
    await store.finish(session, request_id, now)


# Last of all: the request itself lies in profile's stream, and whoever is down must find it there.
purge_erased = purging("profile", ready=store.others_are_done, finish=_finish, mentioned_in=MENTIONED_IN)
