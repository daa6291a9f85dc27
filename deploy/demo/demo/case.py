"""Building blocks of a CASE 1.1 package (1EdTech Competencies and Academic Standards Exchange)."""

from collections.abc import Mapping
from uuid import NAMESPACE_DNS, uuid5

from demo.files import Json

# Everything the demo names itself gets its UUID from this, so that a new build is the same framework.
NAMESPACE = uuid5(NAMESPACE_DNS, "demo.eigenwijs.invalid")


def own_id(*words: str) -> str:
    return str(uuid5(NAMESPACE, "/".join(words)))


def document(identifier: str, uri: str, title: str, changed: str, **more: object) -> Json:
    return {
        "identifier": identifier,
        "uri": uri,
        "title": title,
        "caseVersion": "1.1",
        "language": "nl",
        "lastChangeDateTime": changed,
        **more,
    }


def item(identifier: str, uri: str, statement: str, changed: str, **more: object) -> Json:
    return {
        "identifier": identifier,
        "uri": uri,
        "fullStatement": statement,
        "language": "nl",
        "lastChangeDateTime": changed,
        **more,
    }


def association(kind: str, origin: Mapping[str, str], destination: Mapping[str, str], changed: str, order: int) -> Json:
    """`isChildOf`: origin is the child. `precedes`: origin is the prerequisite of destination."""
    identifier = own_id(kind, origin["identifier"], destination["identifier"])
    return {
        "identifier": identifier,
        "uri": f"urn:uuid:{identifier}",
        "associationType": kind,
        "sequenceNumber": order,
        "originNodeURI": _link(origin),
        "destinationNodeURI": _link(destination),
        "lastChangeDateTime": changed,
    }


def package(document: Json, items: list[Json], associations: list[Json]) -> Json:
    return {"CFPackage": {"CFDocument": document, "CFItems": items, "CFAssociations": associations}}


def _link(node: Mapping[str, str]) -> Json:
    title = node.get("title") or node.get("humanCodingScheme") or node["fullStatement"]
    return {"title": title, "identifier": node["identifier"], "uri": node["uri"]}
