"""What profile tells again to whoever missed it: everything it owns, page by page, as it is now."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.contracts.profile import (
    AgencyMoved,
    BoardCreated,
    EducatorChanged,
    GroupChanged,
    LearnerChanged,
    ParentChanged,
)
from eigenwijs_shared.events.envelope import Event
from eigenwijs_shared.events.replay import Announcer
from profile_service.agency.store import announced_places
from profile_service.aims.telling import aims_again
from profile_service.evidence.ledger import announce_facts
from profile_service.interests.actions import interests_again
from profile_service.needs.actions import needs_again
from profile_service.tables import educator, group, learner, parent


async def boards(session: AsyncSession, _after: str | None, _limit: int) -> tuple[Sequence[Event], str | None]:
    return [BoardCreated(board_id=session.info["board_id"])], None


def by_id(table: Table, key: str, make: Callable[[Row[Any]], Event]) -> Announcer:
    """Pages of a table whose key is one id within the board."""

    async def page(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
        query = select(table).order_by(table.c[key]).limit(limit)
        if after is not None:
            query = query.where(table.c[key] > UUID(after))
        rows = (await session.execute(query)).all()
        return [make(row) for row in rows], str(getattr(rows[-1], key)) if len(rows) == limit else None

    return page


def group_event(row: Row[Any]) -> GroupChanged:
    return GroupChanged.model_validate(row, from_attributes=True)


def educator_event(row: Row[Any]) -> EducatorChanged:
    return EducatorChanged.model_validate(row, from_attributes=True)


def learner_event(row: Row[Any]) -> LearnerChanged:
    return LearnerChanged.model_validate(row, from_attributes=True)


def parent_event(row: Row[Any]) -> ParentChanged:
    return ParentChanged.model_validate(row, from_attributes=True)


async def dials(session: AsyncSession, after: str | None, limit: int) -> tuple[Sequence[Event], str | None]:
    """Each place as it was announced last, not its history."""
    scope_id, _, subject = (after or "").partition("/")
    places = await announced_places(session, after=(UUID(scope_id), subject) if after else None, limit=limit)
    events = [AgencyMoved.model_validate({**place._asdict(), "subject": place.subject or None}) for place in places]
    return events, f"{places[-1].scope_id}/{places[-1].subject}" if len(places) == limit else None


ANNOUNCERS: Sequence[Announcer] = (
    boards,
    by_id(group, "group_id", group_event),
    by_id(educator, "educator_id", educator_event),
    by_id(learner, "learner_id", learner_event),
    by_id(parent, "parent_id", parent_event),
    dials,
    needs_again,
    interests_again,
    aims_again,
    announce_facts,
)
