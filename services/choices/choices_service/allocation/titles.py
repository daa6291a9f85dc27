"""The titles of the modules and goals that reasons name."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from choices_service.allocation.periods import Why
from choices_service.electives.store import titles_of_modules
from choices_service.goals.rules import shortened
from choices_service.goals.store import find_many


async def titles_for(session: AsyncSession, modules: Sequence[Row[Any]], whys: Iterable[Why]) -> dict[UUID, str]:
    """By id, of these modules and of whatever these reasons name besides."""
    named = {one for why in whys for one in (why.module_id, *why.ids)} - {one.module_id for one in modules}
    found = {key: shortened(one.short_title or one.title) for key, one in (await find_many(session, named)).items()}
    elsewhere = await titles_of_modules(session, named - found.keys())
    return {**found, **elsewhere, **{one.module_id: one.title for one in modules}}
