"""The register's cards as events: when offered, and again for those who ask."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.recommend import CardOffered, OfferedCheck, OfferedOption
from eigenwijs_shared.events.envelope import Event
from recommend_service.cards import store
from recommend_service.cards.card import OfferedCard


def offered(card: OfferedCard) -> CardOffered:
    """The fact that this card was offered."""
    return CardOffered(
        learner_id=card.learner_id,
        card_id=card.card_id,
        subject=card.subject,
        mode="adaptive",
        options=[
            OfferedOption(
                option_id=option.option_id,
                activity_id=option.activity_id,
                goal_ids=option.goal_ids,
                propensity=option.propensity,
            )
            for option in card.options
        ],
        goal_ids=[goal.goal_id for goal in card.goals],
        surprise_option_id=card.surprise_option_id,
        own_idea_allowed=card.own_idea_allowed,
        opt_out_allowed=card.opt_out_allowed,
        missing_evidence=[one.goal_id for one in card.missing],
        dimensions={str(dimension): position for dimension, position in card.positions.items()},
        offered_at=card.offered_at,
        checks=[
            OfferedCheck(goal_id=one.goal_id, activity_id=one.check.activity_id) for one in card.missing if one.check
        ],
        rule_versions=card.rule_versions,
    )


async def cards_again(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """A page of the whole register, the oldest first."""
    cards = await store.all_cards(session, UUID(after) if after else None, limit)
    following = str(cards[-1].card_id) if len(cards) == limit else None
    return [offered(card) for card in cards], following
