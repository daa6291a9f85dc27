"""No event can carry a person's name, nor anything that describes one: every field of every promise is looked at."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from eigenwijs_shared import contracts
from eigenwijs_shared.events.envelope import EVENTS

FORBIDDEN = {
    *("name", "names", "given", "family", "surname", "initials", "nickname", "username", "login", "naam", "voornaam"),
    *("email", "mail", "phone", "address", "street", "postcode", "city", "photo", "avatar"),
    *("birth", "birthday", "birthdate", "born", "age", "sex", "gender", "nationality", "bsn", "eck", "sourced"),
    *("reason", "note", "notes", "comment", "remark", "text", "description", "message", "idea"),
    *("diagnosis", "disorder", "style", "intelligence", "iq", "label"),
}
"""Free text is among them: nobody can promise what a person writes there."""

HARMLESS = {"boolean", "integer", "number"}
FOR_EVERYBODY = {("choices.activity.changed.v1", "description"): "what to do, written for all, as the title is"}

for _module in iter_modules(contracts.__path__):
    import_module(f"{contracts.__name__}.{_module.name}")


def fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        # What is true or false, or a number, holds no name.
        yield from (name for name, one in schema.get("properties", {}).items() if one.get("type") not in HARMLESS)
        for value in schema.values():
            yield from fields(value)
    if isinstance(schema, list):
        for value in schema:
            yield from fields(value)


def words(field: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", field)}


def test_no_field_of_an_event_can_hold_a_name() -> None:
    found = {
        (kind, field)
        for kind, event in EVENTS.items()
        for field in fields(event.model_json_schema())
        if words(field) & FORBIDDEN
    }
    assert found == set(FOR_EVERYBODY)


def test_no_event_takes_fields_that_are_not_looked_at() -> None:
    open_ended = [kind for kind, event in EVENTS.items() if event.model_config.get("extra") == "allow"]
    assert open_ended == []


def test_all_promises_are_looked_at() -> None:
    assert {kind.split(".")[0] for kind in EVENTS} == {"profile", "choices", "recommend", "gateway"}
    assert len(EVENTS) >= 14


def test_the_look_would_find_one() -> None:
    schema: dict[str, Any] = {"properties": {"learner": {"properties": {"givenName": {}}}}}
    assert [field for field in fields(schema) if words(field) & FORBIDDEN] == ["givenName"]
