"""Keeps what educators decided; all of it may be told again, in any order."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.choices import AssignmentChanged, AssignmentMet
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.roster.reactions import keep_newest
from recommend_service.assignments.tables import met_assignment, standing_assignment


def follow_assignments(reactions: Reactions) -> None:
    """Have these reactions keep both projections."""
    reactions.add(AssignmentChanged, _note_changed)
    reactions.add(AssignmentMet, _note_met)


async def _note_changed(session: AsyncSession, events: Sequence[AssignmentChanged]) -> None:
    await keep_newest(session, standing_assignment, [event.model_dump(by_alias=False) for event in events])


async def _note_met(session: AsyncSession, events: Sequence[AssignmentMet]) -> None:
    """The first telling counts: an assignment is met once."""
    # In key order, so that two workers never wait for each other.
    ordered = sorted(events, key=lambda event: (event.learner_id, event.assignment_id))
    rows = [{"board_id": session.info["board_id"], **event.model_dump(by_alias=False)} for event in ordered]
    await session.execute(insert(met_assignment).on_conflict_do_nothing(), rows)
