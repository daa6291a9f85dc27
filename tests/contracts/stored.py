"""The promises as they were stored: a JSON Schema and an example of every event. Run as a program it stores new ones.

`python -m tests.contracts.stored` writes what is new and refuses a change that would break a reader: such an event gets
a new type with the next `.v<N>`, and both are sent until the last reader has moved.
"""

import json
import sys
from pathlib import Path
from typing import Any

from eigenwijs_shared.contracts import choices, profile, recommend, replay, rights
from eigenwijs_shared.events.envelope import EVENTS, Event

HERE = Path(__file__).parent
PROMISED: dict[str, type[Event]] = {
    kind.type: kind
    for kind in EVENTS.values()
    if kind.__module__ in {module.__name__ for module in (choices, profile, recommend, replay, rights)}
}


def schema_of(kind: type[Event]) -> dict[str, Any]:
    """The schema of `data` in the envelope."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"/schemas/{kind.type}.json",
        **kind.model_json_schema(mode="serialization"),
    }


def stored_schema(event_type: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "schemas" / f"{event_type}.json").read_text())
    return found


def stored_example(event_type: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "examples" / f"{event_type}.json").read_text())
    return found


def breaks(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What a reader of the old promise would trip over: fields removed, retyped or newly required."""
    found = [f"{name} is gone" for name in old.get("properties", {}) if name not in new.get("properties", {})]
    for name, said in new.get("properties", {}).items():
        before = old.get("properties", {}).get(name)
        if before is not None and _shape(before) != _shape(said):
            found.append(f"{name} has another type")
        if before is None and name in new.get("required", []) and old:
            found.append(f"{name} is newly required")
    for name, definition in old.get("$defs", {}).items():
        found += [f"{name}.{fault}" for fault in breaks(definition, new.get("$defs", {}).get(name, {}))]
    return found


def _shape(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in {"title", "description", "examples"}}


def store() -> int:
    for event_type, kind in sorted(PROMISED.items()):
        path = HERE / "schemas" / f"{event_type}.json"
        faults = breaks(json.loads(path.read_text()), schema_of(kind)) if path.exists() else []
        if faults:
            sys.stderr.write(f"{event_type}: {'; '.join(faults)}: make it the next version\n")
            return 1
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(store())
