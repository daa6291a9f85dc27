"""What a service does when it hears of something: one function per event, several events at a time."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from eigenwijs_shared.events.envelope import Event, stream_of

E = TypeVar("E", bound=Event)
Reaction = Callable[[AsyncSession, Sequence[Any]], Awaitable[Sequence[Event] | None]]


@dataclass(slots=True)
class Reactions:
    """The reactions of one service.

    A reaction gets events of one board, oldest first, and works in the transaction that also marks them as seen. It
    may run twice, so it must be idempotent. It may return events that came too early (an earlier one of the same
    learner is still missing): those are offered again later.
    """

    service: str
    of_type: dict[str, Reaction] = field(default_factory=dict)

    def to(self, kind: type[E]) -> Callable[[Reaction], Reaction]:
        """Decorator: this function reacts to events of that kind."""

        def register(reaction: Reaction) -> Reaction:
            self.add(kind, reaction)
            return reaction

        return register

    def add(self, kind: type[Event], reaction: Reaction) -> None:
        if kind.type in self.of_type:
            raise ValueError(f"two reactions to {kind.type}")
        self.of_type[kind.type] = reaction

    @property
    def sources(self) -> list[str]:
        """The services that are listened to."""
        return sorted({kind.split(".")[0] for kind in self.of_type})

    def subjects(self, source: str) -> list[str]:
        """What the consumer for that source filters on: what is said to all, and what is said again to us."""
        kinds = sorted(kind for kind in self.of_type if kind.split(".")[0] == source)
        return [subject for kind in kinds for subject in (f"ew.*.*.{kind}", f"replay.{self.service}.*.*.{kind}")]

    def durable(self, source: str) -> tuple[str, str]:
        """(stream, durable consumer) for that source."""
        return stream_of(source), f"{self.service}-from-{source}"
