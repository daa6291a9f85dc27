"""What the CASE 1.1 services answer for one thing by itself. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from choices_service.case.rules import Json, definitions, named

BASE = "/ims/case/v1p1"
SETS = frozenset({"CFConcepts", "CFSubjects", "CFItemTypes"})
"""Asked for one of these, a service answers with it and all below it."""


def without_nulls(value: Any) -> Any:
    """The schemas of CASE know of no null: what is not there is left out."""
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [without_nulls(one) for one in value if one is not None]
    return value


def document(content: Json) -> Json:
    """A CFDocument, which says where its package is."""
    identifier, title = UUID(content["identifier"]), content["title"]
    told: Json = without_nulls(content)
    return {**told, "CFPackageURI": named(identifier, title, f"{BASE}/CFPackages/{identifier}")}


def part(content: Json, of: Json) -> Json:
    """A CFItem or CFAssociation, which says of which document it is."""
    identifier = UUID(of["identifier"])
    told: Json = without_nulls(content)
    return {**told, "CFDocumentURI": named(identifier, of["title"], f"{BASE}/CFDocuments/{identifier}")}


def definition(rest: Json, kind: str, identifier: UUID) -> Json | None:
    """One of the package's definitions or rubrics; None if it is of another kind."""
    known = definitions(rest)
    found = known.get(identifier)
    if found is None or found[0] != kind:
        return None
    if kind not in SETS:
        told: Json = without_nulls(found[1])
        return told
    alike = [one for other, one in known.values() if other == kind]
    return {kind: [without_nulls(one) for one in (found[1], *_below(found[1], alike))]}


def _below(one: Json, alike: Sequence[Json]) -> list[Json]:
    code = one.get("hierarchyCode")
    if not isinstance(code, str) or not code:
        return []
    return [other for other in alike if str(other.get("hierarchyCode", "")).startswith(f"{code}.")]


def in_order(documents: Sequence[Json], by: str | None, *, descending: bool) -> list[Json]:
    """By identifier unless another field is asked for."""
    key = by or "identifier"
    return sorted(documents, key=lambda one: (str(one.get(key) or ""), str(one["identifier"])), reverse=descending)


def selected(content: Mapping[str, Any], fields: Sequence[str]) -> Json:
    """Only those members; without any, all."""
    return {key: value for key, value in content.items() if not fields or key in fields}
