"""Frameworks as they go out; how they come in is said in `case`."""

from datetime import datetime
from uuid import UUID

from eigenwijs_shared.models import Out


class FrameworkOut(Out):
    """`changed_at` is what its publisher says, `goals` how many are in it."""

    framework_id: UUID
    title: str
    creator: str
    language: str | None
    goals: int
    changed_at: datetime
    imported_at: datetime


class ImportOut(Out):
    """What an import did: of the goals in the package, and `retired` of those that are no longer in it.

    `ignored_levels` are words of `educationLevel` that are not ours and were left out.
    """

    framework_id: UUID
    title: str
    goals: int
    prerequisites: int
    created: int
    updated: int
    unchanged: int
    retired: int
    ignored_levels: list[str]
