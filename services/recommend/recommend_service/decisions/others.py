"""Decisions that are no card, found and put in words: an alarm, an override, an objection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.assigned_words import day_in_words
from eigenwijs_shared.auth import Principal
from eigenwijs_shared.errors import Language
from eigenwijs_shared.roster.reach import within_reach
from eigenwijs_shared.roster.tables import learner
from recommend_service.catalogue.model import Catalogue
from recommend_service.decisions import other_words, words
from recommend_service.decisions.schemas import ContestedOut, OtherDecisionOut, OtherKind, RegisteredOut
from recommend_service.objections import store as objections
from recommend_service.objections.views import objection_out
from recommend_service.overrides import store as overrides
from recommend_service.register.store import last_about
from recommend_service.watches import store as watches
from recommend_service.watches.words import say as say_of_watch

_FAMILY = frozenset({"learner", "parent"})
_ENTRIES: Mapping[OtherKind, str] = {"objection": "objection", "watch": "alarm", "override": "override"}
"""How the kinds of entries in the register begin."""
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who wants to know, and in which words."""

    caller: Principal
    catalogue: Catalogue
    reader: words.Reader
    language: Language


async def find_other(session: AsyncSession, decision_id: UUID, asking: Asking) -> OtherDecisionOut | None:
    """None where there is no such thing for this caller."""
    told = (
        await _objection(session, decision_id, asking)
        or await _watch(session, decision_id, asking)
        or await _override(session, decision_id, asking)
    )
    if told is None:
        return None
    kind: OtherKind = told["kind"]
    reader, language = asking.reader, asking.language
    entry = await last_about(session, told["learner_id"], decision_id, _ENTRIES[kind])
    against = (await objections.about_decisions(session, [decision_id])).get(decision_id, ())
    return OtherDecisionOut(
        **told,
        decision_id=decision_id,
        by_what=other_words.BY_WHAT[kind][language],
        who_can_change=[said[language] for said in other_words.WHO[kind][reader]],
        contest=words.say(language, "contest", reader) if kind == "watch" else other_words.CONTEST[reader][language],
        objections=[ContestedOut.model_validate(one) for one in against],
        register_entry=None if entry is None else RegisteredOut.model_validate(entry),
    )


async def _objection(session: AsyncSession, decision_id: UUID, asking: Asking) -> Told | None:
    catalogue, reader, language = asking.catalogue, asking.reader, asking.language
    row = await objections.find(
        session, decision_id, await within_reach(session, asking.caller, objections.of.learner_id)
    )
    if row is None:
        return None
    one = objection_out(row, (), catalogue, reader, language)
    day = day_in_words((row.closed_at or row.raised_at).date(), language)
    decided = [] if one.decision is None else [one.decision.reason, one.decision.effect]
    return {
        "kind": "objection",
        "learner_id": row.learner_id,
        "decided_at": row.closed_at or row.raised_at,
        "what": f"{one.about.title}. {other_words.OBJECTED[row.status][language].format(day=day)}",
        "grounds": [f"‘{row.reason}’", *decided, *([one.step.words] if one.step else [])],
        "based_on": [other_words.SHOWN_SINCE[language]],
    }


async def _watch(session: AsyncSession, decision_id: UUID, asking: Asking) -> Told | None:
    catalogue, reader, language = asking.catalogue, asking.reader, asking.language
    life = await watches.find(session, decision_id)
    if life is None or life.opened_at is None:
        return None
    reached = await within_reach(session, asking.caller, learner.c.learner_id)
    theirs = select(learner.c.learner_id).where(learner.c.learner_id == life.learner_id, reached)
    if (await session.execute(theirs)).one_or_none() is None:
        return None
    goal = catalogue.goals.get(life.goal_id) if life.goal_id else None
    title = goal.title.removesuffix(".") if goal else ""
    numbers = life.evidence["numbers"]
    why = say_of_watch(language, f"why.{life.kind}", reader, number=numbers.get("succeeded"), goal=title, **numbers)
    return {
        "kind": "watch",
        "learner_id": life.learner_id,
        "decided_at": life.opened_at,
        "what": other_words.WATCH[language],
        "grounds": [why, *([say_of_watch(language, f"closed.{life.closed_because}")] if life.closed_because else [])],
        "based_on": [words.say(language, "based-on.work", reader)],
    }


async def _override(session: AsyncSession, decision_id: UUID, asking: Asking) -> Told | None:
    catalogue, language = asking.catalogue, asking.language
    one = await overrides.find(session, decision_id, await _overrides_for(session, asking.caller))
    if one is None:
        return None
    names = {each.activity_id: each.title for each in catalogue.activities} | {
        goal.goal_id: goal.title for goal in catalogue.goals.values()
    }
    about = next((names.get(each, "") for each in (one.activity_id, one.goal_id) if each), one.subject or "")
    until = [other_words.UNTIL[language].format(day=day_in_words(one.until, language))] if one.until else []
    ended = [other_words.ENDED[language]] if one.ended_at else []
    what = other_words.OVERRIDE[one.kind][language].format(about=about.removesuffix("."), level=one.level)
    return {
        "kind": "override",
        "learner_id": one.scope_id if one.scope == "learner" else None,
        "decided_at": one.made_at,
        "what": " ".join([what, *until, *ended]),
        "grounds": [one.reason],
        "based_on": [other_words.JUDGED[language]],
    }


async def _overrides_for(session: AsyncSession, caller: Principal) -> ColumnElement[bool]:
    """A family's: those for the learner, for its groups, and for everybody."""
    if caller.role not in _FAMILY:
        return await overrides.within_reach(session, caller)
    mine = await within_reach(session, caller, learner.c.learner_id)
    rows: Sequence[Any] = (await session.execute(select(learner.c.learner_id, learner.c.group_ids).where(mine))).all()
    places = {place for row in rows for place in (row.learner_id, *row.group_ids)}
    return or_(overrides.of.scope_id.in_(places), overrides.of.scope == "board")
