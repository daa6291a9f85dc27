"""One path that several services answer, each for its own names: told as one operation. Pure."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

Operation = dict[str, Any]
_JOINED = {"parameters", "responses"}


def named_paths(path: str, operation: Mapping[str, Any]) -> list[str]:
    """The path once for every name that a parameter in it may have, where its schema counts them out.

    `/exports/{dataset}` of `goals` and `cards` is `/exports/goals` and `/exports/cards`; an id stays as it is.
    """
    counted = {one["name"]: names for one in _parameters(operation, "path") if (names := _names(one))}
    found = []
    for chosen in product(*counted.values()):
        filled = path
        for name, value in zip(counted, chosen, strict=True):
            filled = filled.replace(f"{{{name}}}", str(value))
        found.append(filled)
    return found


def joined(first: Operation, second: Operation) -> Operation:
    """Both as one: the names in the path of both, all else said alike; ValueError where it is not."""
    ours, theirs = first.get("parameters", []), second.get("parameters", [])
    apart = [key for key in sorted((first.keys() | second.keys()) - _JOINED) if first.get(key) != second.get(key)]
    if len(ours) != len(theirs) or apart:
        raise ValueError(f"{first['operationId']}: two services say different things of one path: {apart}")
    responses = {**second.get("responses", {}), **first.get("responses", {})}
    parameters = [_joined(*pair) for pair in zip(ours, theirs, strict=True)]
    return {**first, "parameters": parameters, "responses": responses}


def _joined(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    if ours == theirs:
        return ours
    if ours["in"] != "path" or not (_names(ours) and _names(theirs)) or _plain(ours) != _plain(theirs):
        raise ValueError(f"{ours['name']}: two services take different values")
    return {**ours, "schema": {**ours["schema"], "enum": list(dict.fromkeys([*_names(ours), *_names(theirs)]))}}


def _plain(parameter: Mapping[str, Any]) -> dict[str, Any]:
    """The parameter without its names, which alone may differ."""
    return {**parameter, "schema": {key: value for key, value in parameter["schema"].items() if key != "enum"}}


def _names(parameter: Mapping[str, Any]) -> Sequence[str]:
    names: Sequence[str] = parameter.get("schema", {}).get("enum", [])
    return names


def _parameters(operation: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    return [one for one in operation.get("parameters", []) if one["in"] == where]


