"""From the bytes of a request to a package; what is wrong is named by its place in the body as it was sent."""

import asyncio
import json
import math
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from choices_service.case.rules import Source, source_of, unstorable
from choices_service.frameworks.case import Package, Wrapped
from eigenwijs_shared.errors import Invalid, Malformed, WrongMediaType

LARGEST = 16_000_000
"""Bytes; the whole SLO curriculum for primary and lower secondary is less than one million."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A package, the JSON pointer at which it lies in the body, and all of it as it was sent."""

    package: Package
    pointer: str
    source: Source = field(repr=False)


def read(body: bytes) -> Sent:
    """The package in this body, wrapped or bare."""
    try:
        found = json.loads(body, parse_constant=_no_number, parse_float=_finite)
        pointer, inside = ("#/CFPackage", found["CFPackage"]) if _is_wrapped(found) else ("#", found)
        package = _package(found)
        faults = unstorable(inside, pointer)
        if faults:
            raise Invalid(faults=faults)
        return Sent(package, pointer, source_of(inside, package))
    except (ValueError, RecursionError) as error:
        raise Malformed from error


def _is_wrapped(found: Any) -> bool:
    return isinstance(found, dict) and "CFPackage" in found


def _no_number(constant: str) -> Any:
    """`NaN` and `Infinity` are no JSON (RFC 8259 §6), though Python reads them."""
    raise ValueError(constant)


def _finite(number: str) -> float:
    found = float(number)
    if math.isinf(found):
        raise ValueError(number)
    return found


def _package(found: Any) -> Package:
    try:
        return Wrapped.model_validate(found).package if _is_wrapped(found) else Package.model_validate(found)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in faults]) from error


async def sent_package(request: Request) -> Sent:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise WrongMediaType(expected="application/json")
    # In a thread: the largest takes a second, in which others should be served.
    return await asyncio.to_thread(read, await request.body())


SentPackage = Annotated[Sent, Depends(sent_package)]


def _inlined(schema: Any, parts: dict[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_inlined(each, parts) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {key: _inlined(value, parts) for key, value in schema.items() if key != "$defs"}


def described() -> dict[str, Any]:
    """The body for the OpenAPI document, which cannot see it as it is read by hand."""
    schemas = [model.model_json_schema() for model in (Wrapped, Package)]
    either = {"oneOf": [_inlined(schema, schema["$defs"]) for schema in schemas]}
    content = {"application/json": {"schema": either}}
    return {"requestBody": {"required": True, "description": "A CASE 1.1 package", "content": content}}
