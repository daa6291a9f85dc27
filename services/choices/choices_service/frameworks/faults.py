"""What is wrong with a package beyond its form: each fault at its place."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from uuid import UUID

from choices_service.frameworks.case import IS_CHILD_OF, PRECEDES, REPLACED_BY, Association, Item, Package
from choices_service.frameworks.rules import Known
from eigenwijs_shared.errors import Fault, Sentence

MOST = 100
_TWICE: Sentence = {
    "nl": "Deze identifier komt al eerder voor, met een andere inhoud.",
    "en": "This identifier occurs earlier, with other content.",
}
_OF_DOCUMENT: Sentence = {
    "nl": "Dit is de identifier van het document zelf; geef het item een eigen identifier.",
    "en": "This is the identifier of the document itself; give the item one of its own.",
}
_ELSEWHERE: Sentence = {
    "nl": "Een ander leerplan van jullie heeft dit item al, met een andere formulering.",
    "en": "Another framework of yours has this item already, in other words.",
}
_DANGLING: Sentence = {
    "nl": "Dit verwijst naar een item dat niet in dit pakket staat en dat jullie niet eerder hebben geïmporteerd.",
    "en": "This points to an item that is not in this package and that you have not imported before.",
}
_ROUND: Sentence = {
    "nl": "Met deze stap loopt het rond.",
    "en": "With this step it goes round.",
}
_ITSELF: Sentence = {
    "nl": "Een item kan niet onder zichzelf hangen, aan zichzelf voorafgaan of zichzelf vervangen.",
    "en": "An item cannot lie under itself, precede itself or replace itself.",
}


def find_faults(package: Package, known: Known, at: str) -> list[Fault]:
    """At most a hundred, in the order of the body, which has the package at pointer `at`."""
    return list(islice(chain(_of_items(package, known, at), _of_associations(package, known, at)), MOST))


def _of_items(package: Package, known: Known, at: str) -> Iterator[Fault]:
    seen: dict[UUID, Item] = {}
    for place, item in enumerate(package.items):
        pointer = f"{at}/CFItems/{place}/identifier"
        present = known.goals.get(item.identifier)
        elsewhere = present is not None and present.framework_id != package.document.identifier
        if item.identifier == package.document.identifier:
            yield Fault(pointer, _OF_DOCUMENT, "duplicate-identifier")
        elif seen.setdefault(item.identifier, item) != item:
            yield Fault(pointer, _TWICE, "duplicate-identifier")
        elif present is not None and elsewhere and present.title != item.statement:
            yield Fault(pointer, _ELSEWHERE, "in-another-framework")


def _of_associations(package: Package, known: Known, at: str) -> Iterator[Fault]:
    items = {item.identifier for item in package.items}
    documents = {package.document.identifier, *known.frameworks}
    goals = items | known.goals.keys()
    ends = {IS_CHILD_OF: (items, goals | documents), PRECEDES: (goals, goals)}
    seen: dict[UUID, Association] = {}
    for place, link in enumerate(package.associations):
        pointer = f"{at}/CFAssociations/{place}"
        if seen.setdefault(link.identifier, link) != link:
            yield Fault(f"{pointer}/identifier", _TWICE, "duplicate-identifier")
        elif link.kind in ends:
            yield from _of_ends(link, pointer, *ends[link.kind])
        elif link.kind == REPLACED_BY and link.origin.identifier == link.destination.identifier:
            yield Fault(f"{pointer}/destinationNodeURI/identifier", _ITSELF, "self-reference")
        elif link.kind == REPLACED_BY and {link.origin.identifier, link.destination.identifier} <= documents:
            continue  # one whole framework by another
        elif link.origin.identifier not in items and link.destination.identifier not in items:
            # The other kinds may point out into the world, as long as they say something of this package.
            yield Fault(pointer, _DANGLING, "dangling-association")


def _of_ends(link: Association, pointer: str, origins: set[UUID], destinations: set[UUID]) -> Iterator[Fault]:
    if link.origin.identifier == link.destination.identifier:
        yield Fault(f"{pointer}/destinationNodeURI/identifier", _ITSELF, "self-reference")
    if link.origin.identifier not in origins:
        yield Fault(f"{pointer}/originNodeURI/identifier", _DANGLING, "dangling-association")
    if link.destination.identifier not in destinations:
        yield Fault(f"{pointer}/destinationNodeURI/identifier", _DANGLING, "dangling-association")


def faults_of_cycle(package: Package, kind: str, cycle: Sequence[UUID], at: str) -> list[Fault]:
    """The associations of the package that make the cycle; of each goal to the next."""
    steps = set(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
    return [
        Fault(f"{at}/CFAssociations/{place}", _ROUND, "cycle")
        for place, link in enumerate(package.associations)
        if link.kind == kind and _step(link) in steps
    ][:MOST]


def _step(link: Association) -> tuple[UUID, UUID]:
    ends = (link.origin.identifier, link.destination.identifier)
    return (ends[1], ends[0]) if link.kind == IS_CHILD_OF else ends
