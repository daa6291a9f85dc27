"""What an educator assigned, on a card: within dial, prerequisites and needs, and never instead of a choice. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from eigenwijs_shared.agency import Decision, Dimension
from eigenwijs_shared.assigned_words import in_words
from eigenwijs_shared.contracts.cards import AssignedOut, ReasonOut
from eigenwijs_shared.errors import Language
from recommend_service.cards.card import KeptOption
from recommend_service.cards.needs import FEWEST
from recommend_service.cards.picture import Picture
from recommend_service.cards.pool import DISTANCE
from recommend_service.cards.scoring import Candidate
from recommend_service.objections.words import ON_CARD


class Drawn(Protocol):
    """A card's options, and who decides what on it."""

    @property
    def options(self) -> Sequence[Candidate]: ...
    @property
    def decisions(self) -> Mapping[Dimension, Decision]: ...


D = TypeVar("D", bound=Drawn)
Draw = Callable[[Candidate, Sequence[Candidate]], D]
"""(focus, what has a right to a place) → what comes on the card."""


def wanted_among(found: Sequence[Candidate], picture: Picture) -> list[Candidate]:
    """What can be done now of what was assigned, in its order; what the learner just chose or skipped rests a while.

    What is pinned stays on the card also when it was just chosen.
    """
    of = {one.activity.activity_id: one for one in found}
    return [
        of[activity_id]
        for activity_id, assignment in picture.decided.wanted.items()
        if activity_id in of
        and picture.resting_goals.isdisjoint(of[activity_id].activity.goal_ids)
        and (assignment.kind == "pin" or activity_id not in picture.resting_activities)
    ]


def with_a_place(wanted: Sequence[Candidate], usual: Candidate, draw: Draw[D]) -> D:
    """Around the first of `wanted` with which the card leaves the choice that the dial leaves; else as usual."""
    for one in wanted:
        drawn = draw(one, wanted)
        if len(drawn.options) >= FEWEST or _all_held(drawn.decisions):
            return drawn
    plain = draw(usual, ())
    if len(plain.options) >= FEWEST:
        return plain
    # A card of one: only around what would leave no more without the assignment either.
    alone = next((one for one in wanted if len(draw(one, ()).options) < FEWEST), None)
    return draw(alone, wanted) if alone else plain


def _all_held(decisions: Mapping[Dimension, Decision]) -> bool:
    return all(decisions[dimension].position == "teacher" for dimension in DISTANCE)


def with_reason(option: KeptOption, told: ReasonOut, language: Language) -> ReasonOut:
    """The educator's decision, or the objection that asks for it, before what else speaks for the option."""
    if option.assigned is None:
        return told
    said = ON_CARD[language] if option.assigned.contested else in_words(option.assigned, language)
    return ReasonOut(
        learner=f"{said.learner} {told.learner}",
        educator=f"{said.educator} {told.educator}",
        parent=f"{said.parent} {told.parent}",
    )


def assigned_out(option: KeptOption) -> AssignedOut | None:
    """What nobody assigned but an objection asks for is none."""
    decided = option.assigned
    return AssignedOut.model_validate(decided) if decided and not decided.contested else None


def objection_of(option: KeptOption) -> UUID | None:
    """The open objection in which this check lets the learner show what it can."""
    return option.assigned.assignment_id if option.assigned and option.assigned.contested else None
