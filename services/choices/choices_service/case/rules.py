"""A package as it was sent, and what the board itself says in the words of CASE. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Protocol
from uuid import UUID, uuid5

from choices_service.frameworks.case import Package
from choices_service.frameworks.rules import Goal
from eigenwijs_shared.errors import Fault, Sentence
from eigenwijs_shared.models import UNSTORABLE

Json = dict[str, Any]
ITEM, ASSOCIATION = "CFItem", "CFAssociation"
DEFINITIONS = ("CFConcepts", "CFSubjects", "CFLicenses", "CFItemTypes", "CFAssociationGroupings")
_CHARACTERS: Sentence = {
    "nl": "Hier staan tekens die we niet kunnen bewaren (U+0000 of een half teken).",
    "en": "This has characters that cannot be stored (U+0000, or half a character).",
}


@dataclass(frozen=True, slots=True)
class Part:
    """An item or an association; an association with its ends."""

    kind: str
    identifier: UUID
    content: Json
    association_type: str | None = None
    origin_id: UUID | None = None
    destination_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """All of a package. `rest` is what is neither document, item nor association, `digest` the same for the same."""

    framework_id: UUID
    digest: str
    document: Json
    parts: Sequence[Part]
    rest: Json

    @property
    def definition_ids(self) -> list[UUID]:
        return sorted(definitions(self.rest))


def source_of(raw: Json, package: Package) -> Source:
    """`raw` is what `package` was read from."""
    items = [Part(ITEM, item.identifier, content) for item, content in zip(package.items, raw["CFItems"], strict=True)]
    links = [
        Part(ASSOCIATION, link.identifier, content, link.kind, link.origin.identifier, link.destination.identifier)
        for link, content in zip(package.associations, raw.get("CFAssociations", []), strict=True)
    ]
    taken = {"CFDocument", "CFItems", "CFAssociations"}
    return Source(
        framework_id=package.document.identifier,
        digest=hashlib.blake2b(json.dumps(raw, sort_keys=True).encode(), digest_size=16).hexdigest(),
        document=raw["CFDocument"],
        # Said twice alike, it is there once.
        parts=list({(part.kind, part.identifier): part for part in reversed([*items, *links])}.values())[::-1],
        rest={key: value for key, value in raw.items() if key not in taken},
    )


def package_of(document: Json, items: Sequence[Json], links: Sequence[Json], rest: Json) -> Json:
    """The bare package, as CASE 1.1 services answer it."""
    return {"CFDocument": document, "CFItems": list(items), "CFAssociations": list(links), **rest}


def definitions(rest: Json) -> dict[UUID, tuple[str, Json]]:
    """What can be asked for by its identifier: the kind (`CFConcepts`, …, `CFRubrics`), and the thing itself."""
    inside = rest.get("CFDefinitions")
    places = [(kind, inside.get(kind)) for kind in DEFINITIONS] if isinstance(inside, dict) else []
    found: dict[UUID, tuple[str, Json]] = {}
    for kind, listed in (*places, ("CFRubrics", rest.get("CFRubrics"))):
        for one in listed if isinstance(listed, list) else ():
            identifier = _uuid(one.get("identifier")) if isinstance(one, dict) else None
            if identifier is not None:
                found.setdefault(identifier, (kind, one))
    return found


def _uuid(said: Any) -> UUID | None:
    try:
        return UUID(said)
    except (ValueError, TypeError, AttributeError):
        return None


def unstorable(raw: Any, at: str) -> list[Fault]:
    """The places of text that the database cannot hold, in members that nothing else looks at; at most a hundred."""
    return [Fault(pointer, _CHARACTERS, "string_unicode") for pointer in islice(_unstorable(raw, at), 100)]


def _unstorable(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, str):
        if UNSTORABLE.search(value):
            yield at
    elif isinstance(value, dict):
        for key, one in value.items():
            if UNSTORABLE.search(key):
                yield at
            else:
                yield from _unstorable(one, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _unstorable(one, f"{at}/{place}")


class OwnFramework(Protocol):
    """What a framework of the board itself has to say."""

    framework_id: UUID
    title: str
    creator: str
    language: str | None
    subject: str | None
    description: str | None
    status: str
    changed_at: datetime


ADOPTION: Mapping[str, str] = {
    "draft": "Private Draft",
    "review": "Draft",
    "published": "Adopted",
    "retired": "Deprecated",
}


def document_of(framework: OwnFramework) -> Json:
    """A framework that the board made, as a CFDocument."""
    said: Json = {
        "identifier": str(framework.framework_id),
        "uri": f"urn:uuid:{framework.framework_id}",
        "creator": framework.creator,
        "title": framework.title,
        "lastChangeDateTime": moment(framework.changed_at),
        "description": framework.description,
        "subject": [framework.subject] if framework.subject else None,
        "language": framework.language,
        "adoptionStatus": ADOPTION[framework.status],
        "caseVersion": "1.1",
    }
    return {key: value for key, value in said.items() if value is not None}


def item_of(goal: Goal, subject: str | None, language: str | None, at: datetime) -> Part:
    """A goal that the board made, as a CFItem."""
    said: Json = {
        "identifier": str(goal.goal_id),
        "uri": f"urn:uuid:{goal.goal_id}",
        "fullStatement": goal.title,
        "abbreviatedStatement": goal.short_title,
        "humanCodingScheme": goal.code,
        "subject": [subject] if subject else None,
        "educationLevel": list(goal.levels) or None,
        "language": language,
        "statusEndDate": (at - timedelta(days=1)).strftime("%Y-%m-%d") if goal.retired else None,
        "lastChangeDateTime": moment(at),
    }
    return Part(ITEM, goal.goal_id, {key: value for key, value in said.items() if value is not None})


def link_of(
    framework_id: UUID, kind: str, origin: tuple[UUID, str], destination: tuple[UUID, str], at: datetime
) -> Part:
    """An association that the board makes between (id, title) and (id, title); the same again has the same id."""
    identifier = uuid5(framework_id, f"{origin[0]} {kind} {destination[0]}")
    content = {
        "identifier": str(identifier),
        "uri": f"urn:uuid:{identifier}",
        "associationType": kind,
        "originNodeURI": named(*origin),
        "destinationNodeURI": named(*destination),
        "lastChangeDateTime": moment(at),
    }
    return Part(ASSOCIATION, identifier, content, kind, origin[0], destination[0])


def named(identifier: UUID, title: str, uri: str | None = None) -> Json:
    """A LinkURI."""
    return {"title": title, "identifier": str(identifier), "uri": uri or f"urn:uuid:{identifier}"}


def moment(at: datetime) -> str:
    """In UTC, to the second: `2026-11-02T08:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
