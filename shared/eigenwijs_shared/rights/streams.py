"""Takes a learner out of this service's own streams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nats.js.client import JetStreamContext
from nats.js.errors import NotFoundError

from eigenwijs_shared.events.envelope import stream_of

Counts = Mapping[str, int]


def added(first: Counts, second: Counts) -> dict[str, int]:
    """Both together."""
    return {name: first.get(name, 0) + second.get(name, 0) for name in sorted({*first, *second})}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Messages of a subject that name the learner, and the number to look on from."""

    subject: str
    numbers: Sequence[int]
    next: int


@dataclass(frozen=True, slots=True)
class Streams:
    """What this service said, and what it could not react to."""

    js: JetStreamContext
    service: str
    mentioned_in: Sequence[str]

    async def look(self, board_id: UUID, learner_id: UUID) -> list[Mentions]:
        """Where others' events name the learner so far: read one by one, which no lock may wait for."""
        subjects = [f"{way}.{board_id}._.{kind}" for kind in self.mentioned_in for way in ("ew", "replay.*")]
        return [await self._look_on(Mentions(subject, (), 1), learner_id) for subject in subjects]

    async def purge(self, board_id: UUID, learner_id: UUID, seen: Sequence[Mentions]) -> Counts:
        """What is about the learner goes, and what names it, also since we looked; how many, by stream."""
        about = (f"ew.{board_id}.{learner_id}.>", f"replay.*.{board_id}.{learner_id}.>")
        stream = stream_of(self.service)
        found: dict[str, int] = {}
        dead = [f"dead.{self.service}.{subject}" for subject in about]
        for name, subjects in ((stream, about), (f"{stream}_DEAD", dead)):
            for subject in subjects:
                count = await self._purge_subject(name, subject)
                found = added(found, {name: count} if count else {})
        for mentions in seen:
            numbers = (await self._look_on(mentions, learner_id)).numbers
            for number in numbers:
                await self.js.delete_msg(stream, number)
            found = added(found, {stream: len(numbers)} if numbers else {})
        return found

    async def _purge_subject(self, name: str, subject: str) -> int:
        state = (await self.js.stream_info(name, subjects_filter=subject)).state
        count = sum((state.subjects or {}).values())
        if count:
            await self.js.purge_stream(name, subject=subject)
        return count

    async def _look_on(self, mentions: Mentions, learner_id: UUID) -> Mentions:
        """From where it stopped to the end of the stream."""
        stream, name = stream_of(self.service), str(learner_id).encode()
        numbers, number = list(mentions.numbers), mentions.next
        while True:
            try:
                message = await self.js.get_msg(stream, seq=number, subject=mentions.subject, next=True)
            except NotFoundError:
                return Mentions(mentions.subject, numbers, number)
            assert message.seq is not None  # noqa: S101 - a stored message has its number
            number = message.seq + 1
            if name in (message.data or b""):
                numbers.append(message.seq)
