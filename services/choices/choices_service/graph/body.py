"""The table of steps in a request: JSON or CSV."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from choices_service.graph.schemas import StepsIn
from choices_service.graph.steps import NotCsv, Row, read_csv
from eigenwijs_shared.errors import Invalid, Malformed, WrongMediaType


async def sent_steps(request: Request) -> list[Row]:
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await request.body()
    if kind == "text/csv":
        try:
            return read_csv(body)
        except NotCsv as error:
            raise Invalid(faults=[error.fault]) from error
    if kind != "application/json" and not kind.endswith("+json"):
        raise WrongMediaType(expected="text/csv, application/json")
    return _from_json(body)


def _from_json(body: bytes) -> list[Row]:
    try:
        found = StepsIn.model_validate(json.loads(body))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise RequestValidationError([{**fault, "loc": ("body", *fault["loc"])} for fault in faults]) from error
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    return [
        Row(place + 1, f"#/prerequisites/{place}", step.goal, step.prerequisite)
        for place, step in enumerate(found.prerequisites)
    ]


SentSteps = Annotated[list[Row], Depends(sent_steps)]


def described() -> dict[str, Any]:
    """The body for the OpenAPI document, which cannot see it as it is read by hand."""
    name = {"type": "string", "minLength": 1, "maxLength": 300, "description": "A goal's id, or its code"}
    step = {"type": "object", "required": ["goal", "prerequisite"], "additionalProperties": False}
    step["properties"] = {"goal": name, "prerequisite": name}
    steps = {"type": "array", "maxItems": 50_000, "items": step}
    schema = {"type": "object", "required": ["prerequisites"], "additionalProperties": False}
    content = {
        "application/json": {"schema": {**schema, "properties": {"prerequisites": steps}}},
        "text/csv": {"schema": {"type": "string"}, "example": "goal,prerequisite\nA1.2,A1.1\n"},
    }
    return {
        "requestBody": {"required": True, "description": "Steps, each a goal and one before it", "content": content}
    }
