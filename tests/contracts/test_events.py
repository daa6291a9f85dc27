"""Each event against its stored promise: today's events with yesterday's schemas, and the reverse."""

import json
from typing import Any

import jsonschema
import pytest

from tests.contracts.stored import PROMISED, breaks, schema_of, stored_example, stored_schema

TYPES = sorted(PROMISED)


@pytest.mark.parametrize("event_type", TYPES)
def test_the_stored_schema_is_the_present_one(event_type: str) -> None:
    assert stored_schema(event_type) == json.loads(json.dumps(schema_of(PROMISED[event_type])))


@pytest.mark.parametrize("event_type", TYPES)
def test_todays_code_reads_yesterdays_event(event_type: str) -> None:
    event = PROMISED[event_type].model_validate(stored_example(event_type))
    assert event.model_dump(mode="json").keys() >= stored_example(event_type).keys()


@pytest.mark.parametrize("event_type", TYPES)
def test_yesterdays_schema_accepts_todays_event(event_type: str) -> None:
    event = PROMISED[event_type].model_validate(stored_example(event_type))
    jsonschema.validate(event.model_dump(mode="json"), stored_schema(event_type))


@pytest.mark.parametrize("event_type", TYPES)
def test_a_reader_ignores_fields_that_come_later(event_type: str) -> None:
    newer = {**stored_example(event_type), "addedTomorrow": 1}
    assert PROMISED[event_type].model_validate(newer)
    jsonschema.validate(newer, stored_schema(event_type))


OLD: dict[str, Any] = {"properties": {"a": {"type": "string"}, "b": {"type": "integer"}}, "required": ["a"]}


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ({"properties": {"a": {"type": "string"}}}, "b is gone"),
        ({"properties": {"a": {"type": "string"}, "b": {"type": "number"}}}, "b has another type"),
        ({"properties": {**OLD["properties"], "c": {"type": "string"}}, "required": ["c"]}, "c is newly required"),
    ],
)
def test_a_change_that_breaks_a_reader_is_found(new: dict[str, Any], fault: str) -> None:
    assert breaks(OLD, new) == [fault]


def test_an_added_optional_field_breaks_nobody() -> None:
    assert breaks(OLD, {**OLD, "properties": {**OLD["properties"], "c": {"type": "string"}}}) == []
