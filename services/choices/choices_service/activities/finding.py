"""The catalogue as it is searched: what was asked for, a page of it, and how much there is of what."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.activities import facets, store
from choices_service.activities.actions import shown
from choices_service.activities.schemas import ActivityOut, FacetsOut, Status
from choices_service.goals.routes import Slug, Words
from choices_service.search.store import count_activities, find_activities, tier_of, understood
from eigenwijs_shared.auth import Caller
from eigenwijs_shared.contracts.catalogue import Company, Form, Kind, Medium
from eigenwijs_shared.errors import Forbidden
from eigenwijs_shared.paging import Page, Paging

Level = Annotated[int, Query(ge=1, le=5)]
Language = Annotated[str, Query(pattern="^[a-z]{2,3}(-[A-Z]{2})?$")]


class Asked:
    """The parameters of a search; `filters` holds those that were given."""

    def __init__(
        self,
        caller: Caller,
        goal: UUID | None = None,
        form: Form | None = None,
        medium: Medium | None = None,
        company: Company | None = None,
        kind: Kind | None = None,
        level: Level | None = None,
        language: Language | None = None,
        subject: Slug | None = None,
        status: Status = "published",
        q: Words | None = None,
    ) -> None:
        if status != "published" and "catalogue:write" not in caller.scopes:
            raise Forbidden(scope="catalogue:write")
        self.words = q
        told = {"goal": goal and str(goal), "subject": subject, "status": status, "form": form, "medium": medium}
        told |= {"company": company, "kind": kind, "language": language, "level": None if level is None else str(level)}
        self.filters: Mapping[str, Any] = {name: value for name, value in told.items() if value is not None}


SearchAsked = Annotated[Asked, Depends(Asked)]


async def page_of(session: AsyncSession, asked: Asked, paging: Paging) -> Page[ActivityOut]:
    """The best first; without words, the oldest."""
    query = await understood(session, "activity", asked.words)
    if asked.words is not None and query.wide is None:
        return await _literal_page(session, asked, paging)
    found = await find_activities(session, query, asked.filters, _place(paging, query.wide), paging.limit + 1)
    rows = await store.find_many(session, [row.activity_id for row in found])
    last = found[paging.limit - 1] if len(found) > paging.limit else None
    key = last and ([last.activity_id] if query.wide is None else [last.activity_id, last.tier])
    return paging.page([shown(rows[row.activity_id]) for row in found], key)


def _place(paging: Paging, wide: str | None) -> tuple[int, UUID] | None:
    if paging.after is None or paging.after_id is None:
        return None
    return 1 if wide is None else tier_of(paging.after), paging.after_id


async def _literal_page(session: AsyncSession, asked: Asked, paging: Paging) -> Page[ActivityOut]:
    """Of signs without a word in them, such as `%`; in the whole catalogue, as there are few of those."""
    query = store.literally(asked.words or "").limit(paging.limit + 1)
    if paging.after_id is not None:
        query = query.where(query.selected_columns.activity_id > paging.after_id)
    rows = await store.find_many(session, list(await session.scalars(query)))
    items = [shown(rows[key]) for key in sorted(rows)]
    return paging.page(items, [items[paging.limit - 1].activity_id] if len(items) > paging.limit else None)


async def count(session: AsyncSession, asked: Asked) -> FacetsOut:
    """By everything that a search can be narrowed to."""
    query = await understood(session, "activity", asked.words)
    if asked.words is not None and query.wide is None:
        return facets.told([], asked.filters, None)
    around = {name: value for name, value in asked.filters.items() if name not in facets.NAMES}
    return facets.told(await count_activities(session, query, around), asked.filters, query.corrected)
