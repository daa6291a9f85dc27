"""What choices does when it hears of something."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.assignments.meeting import note_met
from choices_service.dossier import titles_of
from choices_service.mastery.reactions import follow_mastery, note_attempts
from choices_service.tables import card_offered
from eigenwijs_shared.contracts.profile import AttemptRecorded
from eigenwijs_shared.contracts.recommend import CardOffered
from eigenwijs_shared.events.reactions import Reactions
from eigenwijs_shared.rights.dossier import Holding, hand_in_dossiers
from eigenwijs_shared.rights.erasure import answer_erasures
from eigenwijs_shared.roster.reactions import follow_roster
from eigenwijs_shared.roster.wishes import follow_wishes

REACTIONS = Reactions("choices")
follow_roster(REACTIONS)
HELD = Holding(
    also={"agency_dial": "scope_id", "assignment": "scope_id"},
    hidden={"contract_calendar": ["digest"]},
    titles=titles_of,
)
hand_in_dossiers(REACTIONS, HELD)
follow_wishes(REACTIONS)
follow_mastery(REACTIONS)
answer_erasures(REACTIONS)

_KEPT = {name for name in card_offered.c.keys() if name not in {"board_id", "options", "checks"}}  # noqa: SIM118 - columns by name


@REACTIONS.to(AttemptRecorded)
async def on_attempts(session: AsyncSession, events: Sequence[AttemptRecorded]) -> None:
    """An attempt shows what was done, and may be what an educator assigned."""
    await note_attempts(session, events)
    await note_met(session, events)


@REACTIONS.to(CardOffered)
async def on_cards(session: AsyncSession, events: Sequence[CardOffered]) -> None:
    """A card never changes, so the second telling adds nothing."""
    rows = [
        {
            **event.model_dump(by_alias=False, include=_KEPT),
            "board_id": session.info["board_id"],
            "options": [option.model_dump(mode="json", exclude={"propensity"}) for option in event.options],
            "checks": [check.model_dump(mode="json") for check in event.checks],
        }
        for event in events
    ]
    await session.execute(insert(card_offered).on_conflict_do_nothing(), rows)
