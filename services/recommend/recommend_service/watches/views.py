"""A watch as this caller may see it, in the caller's language. Pure."""

from datetime import datetime
from typing import Literal

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.errors import Language
from recommend_service.catalogue.model import Catalogue
from recommend_service.watches import words
from recommend_service.watches.schemas import WatchEvidenceOut, WatchOut, WayOut
from recommend_service.watches.store import Life
from recommend_service.watches.ways import Around, ways_out

FAMILY = frozenset({"learner", "parent"})


def watch_out(
    life: Life, around: Around, catalogue: Catalogue, language: Language, now: datetime, *, notes: bool
) -> WatchOut:
    """`notes`: may this caller read what educators wrote for each other?"""
    goal = catalogue.goals.get(life.goal_id) if life.goal_id else None
    title = goal.title.removesuffix(".") if goal else words.NO_TITLE[language]
    ways = [] if life.closed_at else ways_out(life.kind, life.goal_id, around, catalogue)
    return WatchOut(
        watch_id=life.watch_id,
        learner_id=life.learner_id,
        kind=life.kind,
        goal_id=life.goal_id,
        title=title if life.goal_id else None,
        state=_state(life, now),
        urgency=life.urgency,
        reason=_said(words.WHY[life.kind], language, goal=title, **life.evidence["numbers"]),
        evidence=WatchEvidenceOut.model_validate(life.evidence),
        ways=[
            WayOut(
                kind=way.kind,
                words=_said(words.WAYS[way.kind], language),
                educator_ids=list(way.educator_ids),
                learner_ids=list(way.learner_ids),
                activity_ids=list(way.activity_ids),
                goal_ids=list(way.goal_ids),
            )
            for way in ways
        ],
        opened_at=life.opened_at,
        snoozed_until=life.snoozed_until,
        closed_at=life.closed_at,
        closing=words.CLOSED[life.closed_because][language] if life.closed_because else None,
        note=life.note if notes else None,
    )


def _state(life: Life, now: datetime) -> Literal["open", "snoozed", "closed"]:
    if life.closed_at is not None:
        return "closed"
    return "snoozed" if life.snoozed_until is not None and life.snoozed_until > now else "open"


def _said(said: words.Said, language: Language, **values: object) -> ReasonOut:
    return ReasonOut(
        learner=said["learner"][language].format(**values),
        educator=said["educator"][language].format(**values),
        parent=said["parent"][language].format(**values),
    )
