"""Which goals and frameworks are renewed, as associations say it. Pure."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from choices_service.frameworks.case import EXACT_MATCH_OF, REPLACED_BY, Package

Link = tuple[str, UUID, UUID]
"""(kind, origin, destination)"""


def links_of(package: Package) -> list[Link]:
    return [(link.kind, link.origin.identifier, link.destination.identifier) for link in package.associations]


def taken_over(links: Iterable[Link], known: Collection[UUID], old: Collection[UUID]) -> Iterator[tuple[UUID, UUID]]:
    """(the new goal, the older one that it replaces), for goals that the board has.

    `replacedBy` goes from old to new. `exactMatchOf` may stand between frameworks that are both in use, so it means a
    renewal only towards `old`, the goals of a framework that this one replaces.
    """
    for kind, origin, destination in links:
        if origin == destination or not (origin in known and destination in known):
            continue
        if kind == REPLACED_BY:
            yield destination, origin
        elif kind == EXACT_MATCH_OF and (origin in old) != (destination in old):
            yield (destination, origin) if origin in old else (origin, destination)


def replaced_frameworks(package: Package, frameworks: Collection[UUID]) -> set[UUID]:
    """Those of these frameworks that the package itself says it replaces: `replacedBy` from document to document."""
    mine = package.document.identifier
    said = {origin for kind, origin, destination in links_of(package) if kind == REPLACED_BY and destination == mine}
    return (said & set(frameworks)) - {mine}
