"""A watch as this caller may see it, in the caller's language. Pure."""

from datetime import datetime
from typing import Literal

from eigenwijs_shared.contracts.cards import ReasonOut
from eigenwijs_shared.errors import Language
from recommend_service.catalogue.model import Catalogue
from recommend_service.watches.schemas import WatchEvidenceOut, WatchOut, WayOut
from recommend_service.watches.store import Life
from recommend_service.watches.ways import Around, ways_out
from recommend_service.watches.words import say

FAMILY = frozenset({"learner", "parent"})


def watch_out(
    life: Life, around: Around, catalogue: Catalogue, language: Language, now: datetime, *, notes: bool
) -> WatchOut:
    """`notes`: may this caller read what educators wrote for each other?"""
    goal = catalogue.goals.get(life.goal_id) if life.goal_id else None
    title = goal.title.removesuffix(".") if goal else say(language, "no-title")
    ways = [] if life.closed_at else ways_out(life.kind, life.goal_id, around, catalogue)
    return WatchOut(
        watch_id=life.watch_id,
        learner_id=life.learner_id,
        kind=life.kind,
        goal_id=life.goal_id,
        title=title if life.goal_id else None,
        state=_state(life, now),
        urgency=life.urgency,
        reason=_said(f"why.{life.kind}", language, goal=title, **life.evidence["numbers"]),
        evidence=WatchEvidenceOut.model_validate(life.evidence),
        ways=[
            WayOut(
                kind=way.kind,
                words=_said(f"way.{way.kind}", language),
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
        closing=say(language, f"closed.{life.closed_because}") if life.closed_because else None,
        note=life.note if notes else None,
    )


def _state(life: Life, now: datetime) -> Literal["open", "snoozed", "closed"]:
    if life.closed_at is not None:
        return "closed"
    return "snoozed" if life.snoozed_until is not None and life.snoozed_until > now else "open"


def _said(name: str, language: Language, succeeded: int | None = None, **values: object) -> ReasonOut:
    """What is counted in a sentence is how many succeeded."""
    values = {**values, "succeeded": succeeded}
    return ReasonOut(
        learner=say(language, name, "learner", number=succeeded, **values),
        educator=say(language, name, "educator", number=succeeded, **values),
        parent=say(language, name, "parent", number=succeeded, **values),
    )
