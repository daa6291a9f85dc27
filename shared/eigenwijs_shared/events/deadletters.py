"""Events that could not be reacted to: listed, inspected, replayed or dropped by an operator, one command each."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

from nats.js.client import JetStreamContext
from nats.js.errors import NotFoundError

from eigenwijs_shared.db import Sessions
from eigenwijs_shared.events.envelope import Envelope, stream_of
from eigenwijs_shared.events.inbox import react
from eigenwijs_shared.events.reactions import Reactions


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`number` is its place in the dead-letter stream."""

    number: int
    subject: str
    reason: str
    body: bytes

    def line(self) -> str:
        return f"{self.number}\t{self.subject}\t{self.reason}"

    def whole(self) -> str:
        """Everything about it, the body indented where it is JSON."""
        try:
            shown = json.dumps(json.loads(self.body), indent=2, ensure_ascii=False)
        except ValueError:
            shown = repr(self.body)
        return f"{self.line()}\n{shown}"


async def dead_letters(js: JetStreamContext, service: str) -> AsyncIterator[DeadLetter]:
    """All of this service's dead letters, oldest first."""
    state = (await js.stream_info(f"{stream_of(service)}_DEAD")).state
    for number in range(max(state.first_seq, 1), state.last_seq + 1):  # an empty stream says 0
        letter = await find_dead_letter(js, service, number)
        if letter is not None:
            yield letter


async def find_dead_letter(js: JetStreamContext, service: str, number: int) -> DeadLetter | None:
    try:
        message = await js.get_msg(f"{stream_of(service)}_DEAD", number)
    except NotFoundError:
        return None
    headers = message.headers or {}
    return DeadLetter(number, headers.get("Ew-Subject", ""), headers.get("Ew-Reason", ""), message.data or b"")


async def replay_dead_letter(
    js: JetStreamContext, sessions: Sessions, reactions: Reactions, letter: DeadLetter
) -> bool:
    """React to it now; dropped if that succeeds, False if an earlier event is still missing. Errors come out."""
    early = await react(sessions, reactions, [Envelope.decode(letter.body)])
    if early:
        return False
    await drop_dead_letter(js, reactions.service, letter.number)
    return True


async def drop_dead_letter(js: JetStreamContext, service: str, number: int) -> None:
    await js.delete_msg(f"{stream_of(service)}_DEAD", number)
