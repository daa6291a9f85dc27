"""Raises, withdraws and decides objections: each step in the register, in the same transaction."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.auth import Principal
from eigenwijs_shared.events.outbox import announce
from eigenwijs_shared.ids import new_id
from eigenwijs_shared.roster.reach import find_learner, within_reach
from recommend_service.cards.moment import moment_of, picture_of
from recommend_service.cards.store import find_card
from recommend_service.catalogue.fit import is_practised
from recommend_service.catalogue.model import Catalogue
from recommend_service.objections import store, words
from recommend_service.objections.announcers import about_ids, closed, raised
from recommend_service.objections.problems import (
    NeedsEvidence,
    NothingToContest,
    NotYoursToWithdraw,
    ObjectionClosed,
    ObjectionOpen,
    UnknownContested,
    UnknownObjection,
)
from recommend_service.objections.rules import RESTS_FOR, about_of, fact_named, fitting_check
from recommend_service.objections.schemas import About, DecisionIn, ObjectionIn
from recommend_service.register.rules import canonical, moment
from recommend_service.register.store import write
from recommend_service.watches import actions as watches
from recommend_service.watches.store import find as find_watch


async def raise_one(
    session: AsyncSession, wanted: ObjectionIn, caller: Principal, catalogue: Catalogue, now: datetime
) -> Row[Any]:
    """An open objection, with the check that is asked where one fits."""
    about, about_id = about_of(wanted.about)
    learner = await find_learner(session, caller, wanted.learner_id)
    await store.one_at_a_time(session, learner.learner_id)
    goal_ids = await _concerned(session, learner.learner_id, about, about_id, catalogue)
    standing = await store.open_about(session, learner.learner_id, about, about_id)
    if standing is not None:
        raise ObjectionOpen(objection_id=standing, more={"objectionId": str(standing)})
    picture = await picture_of(session, await moment_of(session, learner, catalogue, now))
    check = fitting_check(picture, goal_ids)
    first = catalogue.goals.get(goal_ids[0]) if goal_ids else None
    made = await store.add(
        session,
        {
            "objection_id": new_id(),
            "learner_id": learner.learner_id,
            "version": 1,
            "about": about,
            "about_id": about_id,
            "goal_ids": goal_ids,
            "subject": first.subject if first else None,
            "reason": wanted.reason,
            "raised_by": caller.subject,
            "raised_role": caller.role,
            "raised_at": now,
            "probability": round(picture.probability(goal_ids[0]), 4) if goal_ids else None,
            "check_id": check.activity_id if check else None,
            "status": "open",
        },
    )
    content = {"reason": made.reason, "by": made.raised_by, "role": made.raised_role, "probability": made.probability}
    await _register(session, "objection", made, content, now, entry_id=made.objection_id)
    await announce(session, raised(made))
    return made


async def withdraw(session: AsyncSession, objection_id: UUID, caller: Principal, now: datetime) -> Row[Any]:
    """It is kept; once more changes nothing."""
    found = await _lock(session, objection_id, caller)
    if found.raised_by != caller.subject:
        raise NotYoursToWithdraw
    if found.status == "withdrawn":
        return found
    if found.status != "open":
        raise ObjectionClosed
    gone = await store.close(
        session, objection_id, {"status": "withdrawn", "closed_at": now, "closed_by": caller.subject}
    )
    await _register(session, "objection-withdrawn", gone, {"by": caller.subject}, now)
    await announce(session, closed(gone))
    return gone


async def decide(
    session: AsyncSession,
    objection_id: UUID,
    wanted: DecisionIn,
    caller: Principal,
    catalogue: Catalogue,
    now: datetime,
) -> Row[Any]:
    """Once; the same decision once more changes nothing, another one is refused."""
    named = fact_named(wanted.evidence_id, wanted.check_attempt_id)
    found = await _lock(session, objection_id, caller)
    if found.status != "open":
        if _is_the_same(found, wanted, named):
            return found
        raise ObjectionClosed
    fact_id = await _fact(session, found, named, catalogue, needed=wanted.upheld and found.about == "goal")
    status = "upheld" if wanted.upheld else "dismissed"
    values: dict[str, Any] = {"status": status, "closed_at": now, "closed_by": caller.subject, "answer": wanted.reason}
    values |= {"fact_id": fact_id, "probability_decided": await _estimated(session, found, caller, catalogue, now)}
    effects = await _carry_out(session, found, wanted.reason, caller, now) if wanted.upheld else {}
    decided = await store.close(session, objection_id, {**values, **effects})
    await _register(session, "objection-decided", decided, _decided(decided), now)
    await announce(session, closed(decided))
    return decided


async def _estimated(
    session: AsyncSession, found: Row[Any], caller: Principal, catalogue: Catalogue, now: datetime
) -> float | None:
    """So that anybody can see afterwards how the estimate moved while it was contested."""
    if not found.goal_ids:
        return None
    learner = await find_learner(session, caller, found.learner_id)
    return round(
        (await picture_of(session, await moment_of(session, learner, catalogue, now))).probability(found.goal_ids[0]), 4
    )


def _is_the_same(found: Row[Any], wanted: DecisionIn, named: UUID | None) -> bool:
    status = "upheld" if wanted.upheld else "dismissed"
    return (found.status, found.answer) == (status, wanted.reason) and named in {None, found.fact_id}


async def _lock(session: AsyncSession, objection_id: UUID, caller: Principal) -> Row[Any]:
    which = await within_reach(session, caller, store.of.learner_id)
    found = await store.find(session, objection_id, which, lock=True)
    if found is None:
        raise UnknownObjection
    return found


async def _concerned(
    session: AsyncSession, learner_id: UUID, about: About, about_id: UUID, catalogue: Catalogue
) -> list[UUID]:
    """The goals that it is about, the one that matters most first; only of what can be seen of this learner."""
    if about == "goal":
        goal = catalogue.goals.get(about_id)
        if goal is None or not is_practised(goal):
            raise UnknownContested
        return [about_id]
    if about == "card":
        card = await find_card(session, about_id)
        if card is None or card.learner_id != learner_id:
            raise UnknownContested
        return [goal.goal_id for goal in card.goals]
    life = await find_watch(session, about_id)
    if life is None or life.learner_id != learner_id:
        raise UnknownContested
    if life.closed_at is not None:
        raise NothingToContest
    return [] if life.goal_id is None else [life.goal_id]


async def _fact(
    session: AsyncSession, found: Row[Any], named: UUID | None, catalogue: Catalogue, *, needed: bool
) -> UUID | None:
    """On which it is decided: that which was named, else the newest that counts."""
    if named is not None:
        fact = await store.find_fact(session, found.objection_id, named)
    else:
        facts = (await store.facts_of(session, [found.objection_id])).get(found.objection_id, [])
        fact = next((one for one in facts if one.counts), None)
    if fact is not None and (fact.counts or not needed):
        fact_id: UUID = fact.fact_id
        return fact_id
    if needed or named is not None:
        goal_ids = ", ".join(map(str, found.goal_ids))
        ask = words.to_be_shown(found, catalogue)
        raise NeedsEvidence(ask=ask, learner_id=found.learner_id, goal_ids=goal_ids)
    return None


async def _carry_out(
    session: AsyncSession, found: Row[Any], reason: str, caller: Principal, now: datetime
) -> dict[str, Any]:
    """What follows at once where it is upheld; an estimate moves by evidence alone, so there is nothing to do."""
    if found.about == "card":
        card = await find_card(session, found.about_id)
        activities = sorted({option.activity_id for option in card.options}) if card else []
        return {"resting_ids": activities, "rests_until": (now.astimezone(UTC) + RESTS_FOR).date()}
    if found.about == "watch":
        life = await find_watch(session, found.about_id, lock=True)
        if life is not None and life.closed_at is None:
            await watches.close_contested(session, life, reason, caller.subject, now)
    return {}


def _decided(one: Row[Any]) -> dict[str, Any]:
    return {
        "by": one.closed_by,
        "upheld": one.status == "upheld",
        "reason": one.answer,
        "factId": one.fact_id,
        "probability": one.probability_decided,
        "restingActivityIds": list(one.resting_ids),
        "restsUntil": one.rests_until,
    }


async def _register(
    session: AsyncSession,
    kind: str,
    one: Row[Any],
    content: Mapping[str, Any],
    now: datetime,
    *,
    entry_id: UUID | None = None,
) -> None:
    """In the learner's chain, under what it is about."""
    about = {f"{name.removesuffix('_id')}Id": value for name, value in about_ids(one).items() if value is not None}
    whole = {
        "objectionId": one.objection_id,
        "about": about,
        "goalIds": list(one.goal_ids),
        "checkActivityId": one.check_id,
        "at": moment(now),
        **content,
    }
    subjects = [one.objection_id, one.about_id, *(goal for goal in one.goal_ids if goal != one.about_id)]
    await write(session, kind, one.learner_id, subjects, json.loads(canonical(whole)), now, entry_id=entry_id)
