"""An event and its envelope: CloudEvents 1.0 in JSON, on a subject that names board and learner.

`ew.<board or _>.<learner or _>.<service>.<noun>.<verbed>.v<N>`, so that one board or one learner can be filtered,
permitted, replayed or purged. An event that is announced again for one consumer goes to
`replay.<consumer>.<board or _>.<learner or _>.<service>.<noun>.<verbed>.v<N>`.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from eigenwijs_shared.ids import new_id
from eigenwijs_shared.tracing import traceparent

EVENTS: dict[str, type["Event"]] = {}
"""Every promised event by its type."""


class Event(BaseModel):
    """A fact in the past tense; subclasses name their type: `class X(Event, type="profile.attempt.recorded.v1")`."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, serialize_by_alias=True, frozen=True)

    type: ClassVar[str]

    def __init_subclass__(cls, type: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if type is not None:
            cls.type = type
            EVENTS[type] = cls

    @property
    def key(self) -> UUID | None:
        """The learner it is about, whose events keep their order."""
        learner_id = getattr(self, "learner_id", None)
        return learner_id if isinstance(learner_id, UUID) else None


@dataclass(frozen=True)
class Envelope:
    """An event as it travels; read once, however often it is asked what is in it."""

    id: UUID
    type: str
    board_id: UUID | None
    time: datetime
    traceparent: str
    data: dict[str, Any]

    @classmethod
    def decode(cls, body: bytes) -> "Envelope":
        """Read CloudEvents JSON; ValueError or KeyError when it is not that."""
        read = json.loads(body)
        board = read.get("boardid")
        return cls(
            id=UUID(read["id"]),
            type=read["type"],
            board_id=UUID(board) if board else None,
            time=datetime.fromisoformat(read["time"]),
            traceparent=read.get("traceparent", ""),
            data=read["data"],
        )

    def event(self) -> Event | None:
        """The event inside; None for a type that we do not know."""
        return self._event

    @cached_property
    def _event(self) -> Event | None:
        kind = EVENTS.get(self.type)
        return kind.model_validate(self.data) if kind else None


def encode(event: Event, *, board_id: UUID | None, event_id: UUID | None = None) -> tuple[UUID, str]:
    """(event id, CloudEvents JSON) of an event that happened now."""
    identity = event_id or new_id()
    envelope = {
        "specversion": "1.0",
        "id": str(identity),
        "source": f"/{event.type.split('.')[0]}",
        "type": event.type,
        "time": datetime.now(UTC).isoformat(),
        "datacontenttype": "application/json",
        "dataschema": f"/schemas/{event.type}.json",
        "data": event.model_dump(mode="json"),
    }
    if event.key:
        envelope["subject"] = str(event.key)
    if board_id:
        envelope["boardid"] = str(board_id)
    if trace := traceparent():
        envelope["traceparent"] = trace
    return identity, json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))


def subject_of(event: Event, *, board_id: UUID | None, audience: str | None = None) -> str:
    """Where it is published: to everybody, or to one consumer that asked to hear it again."""
    prefix = f"replay.{audience}" if audience else "ew"
    return f"{prefix}.{board_id or '_'}.{event.key or '_'}.{event.type}"


def stream_of(service: str) -> str:
    """The stream that holds what this service announces."""
    return f"EW_{service.upper()}"
