"""One OpenAPI document out of the gateway's own and those of the services behind it. Pure: documents in, document out."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gateway_service.docs.joining import joined, named_paths
from gateway_service.docs.security import SECURITY_SCHEMES
from gateway_service.proxy.rules import part_of

Document = dict[str, Any]
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


def merge(own: Document, parts: Mapping[str, Document]) -> Document:
    """What the door answers: its own routes, and of each service those that the door sends there."""
    documents = {"gateway": own, **{name: _through_door(name, parts[name]) for name in sorted(parts)}}
    documents = _without_conflicts(documents)
    paths: dict[str, Any] = {}
    for document in documents.values():
        _add(paths, document)
    schemas = [document.get("components", {}).get("schemas", {}) for document in documents.values()]
    tags = {tag for path, _, operation in operations({"paths": paths}) for tag in operation["tags"]}
    _name_operations_apart(paths)
    return {
        "openapi": own["openapi"],
        "info": own["info"],
        "servers": [{"url": "/", "description": "This gateway"}],
        "tags": [{"name": tag} for tag in sorted(tags)],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": _reachable(paths, {name: schema for some in schemas for name, schema in some.items()}),
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


def _add(paths: dict[str, Any], document: Document) -> None:
    """What two services answer under one path, each for names of its own, becomes one operation."""
    for path, method, operation in operations(document):
        known = paths.setdefault(path, {})
        known[method] = joined(known[method], operation) if method in known else operation


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of each."""
    for path, item in document["paths"].items():
        for method in sorted(METHODS & item.keys()):
            yield path, method, item[method]


def _through_door(name: str, document: Document) -> Document:
    paths: dict[str, Any] = defaultdict(dict)
    for path, method, operation in operations(document):
        if all(part_of(method.upper(), one) == name for one in named_paths(path, operation)):
            paths[path][method] = {**operation, "tags": operation.get("tags") or [name]}
    return {**document, "paths": dict(paths)}


def _without_conflicts(documents: Mapping[str, Document]) -> dict[str, Document]:
    """A schema name that means two things gets its service in front; renaming one may set apart those that use it."""
    current = dict(documents)
    while True:
        meanings: dict[str, set[str]] = defaultdict(set)
        for document in current.values():
            for name, schema in document.get("components", {}).get("schemas", {}).items():
                meanings[name].add(json.dumps(schema, sort_keys=True))
        conflicts = {name for name, known in meanings.items() if len(known) > 1}
        if not conflicts:
            return current
        current = {service: _renamed(document, service, conflicts) for service, document in current.items()}


def _renamed(document: Document, service: str, names: set[str]) -> Document:
    prefix = service.capitalize()
    refs = {f"#/components/schemas/{name}": f"#/components/schemas/{prefix}{name}" for name in names}
    changed: Document = _walk(document, lambda text: refs.get(text, text))
    schemas = changed.get("components", {}).get("schemas", {})
    changed["components"] = {
        **changed.get("components", {}),
        "schemas": {f"{prefix}{name}" if name in names else name: schema for name, schema in schemas.items()},
    }
    return changed


def _walk(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _walk(one, change) for key, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _name_operations_apart(paths: dict[str, Any]) -> None:
    seen: set[str] = set()
    for _, method, operation in sorted(operations({"paths": paths}), key=lambda one: one[:2]):
        if operation["operationId"] in seen:
            operation["operationId"] = f"{operation['operationId']}_{operation['tags'][0]}_{method}"
        seen.add(operation["operationId"])


def _reachable(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Only the schemas that some operation leads to."""
    wanted, found = _refs(paths), set[str]()
    while wanted:
        name = wanted.pop()
        if name not in found and name in schemas:
            found.add(name)
            wanted |= _refs(schemas[name])
    return {name: schemas[name] for name in sorted(found)}


def _refs(value: Any) -> set[str]:
    found: set[str] = set()

    def note(text: str) -> str:
        if text.startswith("#/components/schemas/"):
            found.add(text.rsplit("/", 1)[1])
        return text

    _walk(value, note)
    return found
