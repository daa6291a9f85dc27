"""The least that a JSON Schema asks for, so that a request is refused for who sends it and not for what is in it."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
_STRINGS: Mapping[str, Callable[[], str]] = {
    "uuid": lambda: str(uuid4()),
    "date": lambda: "2027-01-04",
    "date-time": lambda: "2026-01-05T09:00:00Z",
    "uri": lambda: "https://example.org/",
}


def sample(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Any:
    """A value that fits; `parts` are the schemas that `$ref` points to."""
    if "$ref" in schema:
        return sample(parts[schema["$ref"].rpartition("/")[2]], parts)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return sample(next(one for one in schema[several] if one.get("type") != "null"), parts)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    return _MAKERS[schema.get("type", "object")](schema, parts)


def _object(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> Json:
    properties = schema.get("properties", {})
    return {name: sample(properties[name], parts) for name in schema.get("required", [])}


def _array(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> list[Any]:
    return [sample(schema["items"], parts) for _ in range(schema.get("minItems", 0))]


def _string(schema: Mapping[str, Any], _parts: Mapping[str, Any]) -> str:
    if schema.get("format") in _STRINGS:
        return _STRINGS[schema["format"]]()
    return "nl" if "a-z]{2" in schema.get("pattern", "") else "a" * max(1, schema.get("minLength", 1))


def _number(schema: Mapping[str, Any], _parts: Mapping[str, Any]) -> float:
    return float(schema.get("minimum", schema.get("exclusiveMinimum", 0) + ("exclusiveMinimum" in schema)))


def _integer(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> int:
    return int(_number(schema, parts))


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], Any]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _integer,
    "number": _number,
    "boolean": lambda _schema, _parts: True,
}
