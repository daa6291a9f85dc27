"""The AsyncAPI 3.0 document, and the schema of each event: made from the contracts, so never behind them."""

from functools import cache
from importlib import import_module
from typing import Any

from eigenwijs_shared.events.envelope import EVENTS, Event, stream_of

for _service in ("profile", "choices", "recommend", "replay"):
    import_module(f"eigenwijs_shared.contracts.{_service}")  # an event is known once its contract was read

_PARAMETERS = {
    "board": {"description": "Id of the board, or _ for none"},
    "learner": {"description": "Id of the learner that it is about, or _ for none"},
}


def event_schema(kind: str) -> dict[str, Any] | None:
    """JSON Schema of the `data` of this event; None for one that nobody promises."""
    event = EVENTS.get(kind)
    if event is None:
        return None
    schema = event.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"/schemas/{kind}.json", **schema}


@cache
def asyncapi_document() -> dict[str, Any]:
    """Every promised event: where it is published, by whom, in which form."""
    schemas: dict[str, Any] = {"CloudEvent": _CLOUD_EVENT}
    messages: dict[str, Any] = {}
    for kind, event in sorted(EVENTS.items()):
        schema = event.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {})
        schemas[event.__name__] = schema
        messages[kind] = _message(kind, event)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Eigenwijs",
            "version": "1.0.0",
            "description": "Events between the services, on NATS JetStream. No event carries a person's name.",
            "license": {"name": "EUPL-1.2"},
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": {kind: _channel(kind) for kind in messages},
        "operations": {f"send-{kind}": _operation(kind) for kind in messages},
        "components": {"messages": messages, "schemas": schemas},
    }


def _message(kind: str, event: type[Event]) -> dict[str, Any]:
    data = {"type": "object", "properties": {"data": {"$ref": f"#/components/schemas/{event.__name__}"}}}
    message: dict[str, Any] = {
        "name": kind,
        "title": event.__name__,
        "contentType": "application/cloudevents+json",
        "payload": {"allOf": [{"$ref": "#/components/schemas/CloudEvent"}, data]},
    }
    if "__doc__" in vars(event) and event.__doc__:
        message["summary"] = event.__doc__
    return message


def _channel(kind: str) -> dict[str, Any]:
    return {
        "address": f"ew.{{board}}.{{learner}}.{kind}",
        "description": f"Stream {stream_of(kind.split('.')[0])}",
        "parameters": _PARAMETERS,
        "messages": {kind: {"$ref": f"#/components/messages/{kind}"}},
    }


def _operation(kind: str) -> dict[str, Any]:
    channel = f"#/channels/{kind}"
    return {
        "action": "send",
        "summary": f"By {kind.split('.')[0]}",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{kind}"}],
    }


_CLOUD_EVENT: dict[str, Any] = {
    "description": "CloudEvents 1.0 in JSON",
    "type": "object",
    "required": ["specversion", "id", "source", "type", "time", "data"],
    "properties": {
        "specversion": {"const": "1.0"},
        "id": {"type": "string", "format": "uuid", "description": "Also the Nats-Msg-Id"},
        "source": {"type": "string", "examples": ["/profile"]},
        "type": {"type": "string"},
        "subject": {"type": "string", "format": "uuid", "description": "The learner that it is about"},
        "time": {"type": "string", "format": "date-time"},
        "datacontenttype": {"const": "application/json"},
        "dataschema": {"type": "string", "format": "uri-reference"},
        "boardid": {"type": "string", "format": "uuid"},
        "traceparent": {"type": "string"},
        "data": {"type": "object"},
    },
}
