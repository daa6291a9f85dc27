"""Which activities are scored for a card, where there are too many to score them all while somebody waits. Pure.

What can be done is found by its goals, never by a walk over the catalogue. Where that is little, all of it is scored.
Else the most promising goals are taken first, by what of a score hangs on the goal alone, until there is enough to
choose from; and the card is made of everything after all where those few would leave less choice than there is
(`leaves_less`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from eigenwijs_shared.wishes import leaves_out, trait
from recommend_service.cards.card import OfferedCard
from recommend_service.cards.needs import FEWEST
from recommend_service.cards.picture import Picture
from recommend_service.cards.pool import DISTANCE
from recommend_service.cards.scoring import WEIGHTS
from recommend_service.catalogue.model import Activity

ROOM = 160
"""Activities: a card draws from twelve, and ten goals or more may have something in another form than the first."""
RECALLED = 6
"""Of the goals that wait for review, so many: a card has room for two."""
_REACH = 0.3
"""Of the chance at the goal's own level: there is mostly something easier and something harder."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Activities in the order of their ids; `whole` if nothing that can be done was left out."""

    activities: Sequence[Activity]
    whole: bool


def shortlisted(picture: Picture, asked: str | None) -> Shortlist:
    """What to score for a card in that subject (None: any)."""
    found = possible(picture, asked)
    serving = {one: _allowed(picture, one) for one in found}
    if sum(serving.values()) <= ROOM:
        return Shortlist(_of(picture, found), whole=True)
    few: list[UUID] = []
    number = recalled = 0
    for goal_id in sorted(found, key=lambda one: (-promise(picture, one), one)):
        recalled += (recalls := goal_id in picture.due or goal_id in picture.lapsed)
        if number < ROOM and not (recalls and recalled > RECALLED):
            few.append(goal_id)
            number += serving[goal_id]
    return Shortlist(_of(picture, few), whole=False)


def _allowed(picture: Picture, goal_id: UUID) -> int:
    """How much is done for this goal that no educator left out."""
    serving, excluded = picture.catalogue.serving[goal_id], picture.decided.excluded
    return sum(one.activity_id not in excluded for one in serving) if excluded else len(serving)


def everything(picture: Picture, asked: str | None) -> Shortlist:
    return Shortlist(_of(picture, possible(picture, asked)), whole=True)


def possible(picture: Picture, asked: str | None) -> list[UUID]:
    """The goals that something is done for, of those for which nothing is missing."""
    goals, serving = picture.catalogue.goals, picture.catalogue.serving
    return [one for one in picture.frontier if one in serving and asked in {None, goals[one].subject}]


def promise(picture: Picture, goal_id: UUID) -> float:
    """About what the best activity for this goal would score, but for its form, topic and company."""
    if goal_id in picture.resting_goals:
        return -9.0
    chance, state = picture.probability(goal_id), picture.state(goal_id)
    value = WEIGHTS["zone"] / (1 + ((chance - picture.settings.zone.middle) / _REACH) ** 2)
    for name, holds in (
        ("due", goal_id in picture.due),
        ("lapse", goal_id in picture.lapsed),
        ("aim", goal_id in picture.toward),
        ("going", state in {"started", "practising"}),
        ("stuck", picture.is_stuck(goal_id)),
        ("foundation", goal_id in picture.foundations),
        ("review", state == "review"),
        ("next", state == "unknown"),
    ):
        value += WEIGHTS.get(name, 0.0) if holds else 0.0
    at_rest = state == "mastered" and goal_id not in picture.due and goal_id not in picture.lapsed
    return value - WEIGHTS["zone"] if at_rest else value


def leaves_less(made: OfferedCard | None, needs: Sequence[str]) -> bool:
    """Might a card of everything offer a choice, or keep to the needs, where this one does not?"""
    if made is None:
        return True
    free = [name for name in DISTANCE if made.positions[name] != "teacher"]
    if free and len({tuple(trait(one, name) for name in free) for one in made.options}) < FEWEST:
        return True
    return any(leaves_out(one, needs) for one in made.options)


def _of(picture: Picture, goal_ids: Sequence[UUID]) -> list[Activity]:
    """What serves these goals, and what was assigned or promised, each once."""
    catalogue = picture.catalogue
    found = {one.activity_id: one for goal_id in goal_ids for one in catalogue.serving[goal_id]}
    for activity_id in (*picture.decided.wanted, *picture.promised):
        if activity_id in catalogue.by_id:
            found[activity_id] = catalogue.by_id[activity_id]
    return [found[activity_id] for activity_id in sorted(found)]
