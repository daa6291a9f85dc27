"""Who may see a learner's own words: those the learner chose, and nobody for being in charge.

`coach` are the educators in reach, `parents` the parents in reach, `board` the board's administrators and systems.
The learner always sees its own. A board sees no words unless the learner lets it.
"""

from collections.abc import Collection
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from eigenwijs_shared.auth import Principal, Role
from eigenwijs_shared.errors import Problem

Audience = Literal["coach", "parents", "board"]
Audiences = Annotated[list[Audience], Field(max_length=3)]
_OF_ROLE: dict[Role, Audience] = {"educator": "coach", "parent": "parents", "board-admin": "board", "sis": "board"}


class LearnerDecides(Problem):
    """Only the learner says who sees these words."""

    status = 403
    type = "learner-decides"
    title = {"nl": "De leerling bepaalt dit", "en": "The learner decides this"}
    detail = {
        "nl": "Wie dit mag zien en erin mag schrijven, bepaalt alleen de leerling zelf.",
        "en": "Only the learner decides who may see this and write in it.",
    }


def is_learner(caller: Principal, learner_id: UUID) -> bool:
    return caller.role == "learner" and caller.user_id == learner_id


def audience_of(caller: Principal) -> Audience | None:
    """As whom the caller looks; None for the learner."""
    return _OF_ROLE.get(caller.role)


def may_see(caller: Principal, learner_id: UUID, chosen: Collection[str]) -> bool:
    return is_learner(caller, learner_id) or audience_of(caller) in chosen


def audiences_at_first(caller: Principal) -> list[Audience]:
    """Until the learner chooses: the educators, and whoever wrote it down on the learner's behalf."""
    mine = audience_of(caller)
    return ["coach"] if mine in {None, "coach"} else ["coach", mine]


def chosen_by(caller: Principal, learner_id: UUID, wanted: Collection[Audience] | None) -> list[Audience]:
    """Who may see what is made now; refused when somebody else than the learner chooses."""
    if wanted is None:
        return audiences_at_first(caller)
    refuse_unless_learner(caller, learner_id)
    return sorted(set(wanted))


def refuse_unless_learner(caller: Principal, learner_id: UUID) -> None:
    if not is_learner(caller, learner_id):
        raise LearnerDecides
