"""Give consent and withdraw it, which is as easy."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.db import lock_name
from eigenwijs_shared.errors import Invalid, Language
from eigenwijs_shared.ids import new_id
from profile_service.consents.errors import PROOF_NEEDED, ConsentPresent, NotYoursToGive, UnknownConsent
from profile_service.consents.rules import WORDS, Giver, may_give
from profile_service.consents.schemas import ConsentIn, ConsentOut
from profile_service.parents import store as parents
from profile_service.parents.rules import decides_alone
from profile_service.tables import consent


async def give(
    session: AsyncSession, learner_id: UUID, wanted: ConsentIn, caller: Principal, *, now: datetime, language: Language
) -> ConsentOut:
    """Take a consent down, with its proof."""
    await _check_giver(session, learner_id, wanted.given_by, caller, now)
    in_app = wanted.method == "in-app" and caller.role == wanted.given_by
    if wanted.proof is None and not in_app:
        raise Invalid(faults=[PROOF_NEEDED])
    present = select(consent.c.consent_id).where(
        consent.c.learner_id == learner_id, consent.c.purpose == wanted.purpose, consent.c.withdrawn_at.is_(None)
    )
    await lock_name(session, f"consent/{learner_id}")  # a second giver waits, and then sees the first
    if (await session.execute(present)).first() is not None:
        raise ConsentPresent
    values = {
        "learner_id": learner_id,
        "consent_id": new_id(),
        "purpose": wanted.purpose,
        "given_by": wanted.given_by,
        "method": wanted.method,
        "proof": wanted.proof or f"account {caller.subject}",
        "author_id": caller.subject,
        "given_at": wanted.given_at or now,
    }
    added = insert(consent).values(board_id=session.info["board_id"], **values).returning(consent)
    return shown((await session.execute(added)).one(), language)


async def withdraw(
    session: AsyncSession, learner_id: UUID, consent_id: UUID, caller: Principal, *, now: datetime, language: Language
) -> ConsentOut:
    """From now on it does not hold; what was done before stays lawful (AVG art. 7 lid 3). Again: nothing happens."""
    this = and_(consent.c.learner_id == learner_id, consent.c.consent_id == consent_id)
    found = (await session.execute(select(consent).where(this).with_for_update())).one_or_none()
    if found is None:
        raise UnknownConsent
    if found.withdrawn_at is not None:
        return shown(found, language)
    await _check_giver(session, learner_id, await _decider(session, learner_id, now), caller, now)
    values = {"withdrawn_at": now, "withdrawn_by": caller.subject}
    changed = update(consent).where(this).values(**values).returning(consent)
    return shown((await session.execute(changed)).one(), language)


async def _decider(session: AsyncSession, learner_id: UUID, now: datetime) -> Giver:
    child = await parents.child_of(session, learner_id)
    return "learner" if decides_alone(child, await parents.rule_of(session), now.date()) else "parent"


async def _check_giver(session: AsyncSession, learner_id: UUID, giver: Giver, caller: Principal, now: datetime) -> None:
    alone = await _decider(session, learner_id, now) == "learner"
    if not may_give(caller.role, giver, decides_alone=alone):
        raise NotYoursToGive


async def consents_of(session: AsyncSession, learner_id: UUID, before: UUID | None, limit: int) -> Sequence[Row[Any]]:
    """The newest first, one more than the page."""
    query = select(consent).where(consent.c.learner_id == learner_id).order_by(consent.c.consent_id.desc())
    if before is not None:
        query = query.where(consent.c.consent_id < before)
    return (await session.execute(query.limit(limit + 1))).all()


def shown(row: Row[Any], language: Language) -> ConsentOut:
    return ConsentOut(
        consent_id=row.consent_id,
        learner_id=row.learner_id,
        purpose=row.purpose,
        purpose_in_words=WORDS[row.purpose][language],
        given_by=row.given_by,
        method=row.method,
        proof=row.proof,
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
        present=row.withdrawn_at is None,
    )
