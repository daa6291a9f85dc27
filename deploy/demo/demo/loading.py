"""One run of the loader, and how a step makes a thing once however often it is run."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from demo.door import Door
from demo.files import Json
from demo.state import State

DAYS = 21
"""Of attempts: three whole weeks, up to the Monday of the week in which loading began."""


@dataclass
class Loading:
    """Each step reads from the state what earlier runs did, and saves what it did."""

    door: Door
    state: State
    progress: Callable[[str], None]
    seed: int
    today: date

    @property
    def monday(self) -> date:
        """Of the week in which loading began: it stays the same however often a run is broken off."""
        return date.fromisoformat(self.state.facts["attemptsFrom"]) + timedelta(days=DAYS)

    def id_of(self, kind: str, sourced_id: str) -> str:
        found: str = self.state.facts[f"{kind}s"][sourced_id][f"{kind}Id"]
        return found

    def activity(self, key: str) -> str:
        found: str = self.state.facts["activities"][key]
        return found

    async def make(self, name: str, path: str, body: Json) -> Json:
        """What was made under this name, now or in an earlier run; the key keeps it one after a crash in between."""
        made: Json = self.state.facts.get("made", {})
        if name not in made:
            reply = await self.door.post(path, body, key=f"demo-{name}", until_known=True)
            made = {**made, name: reply.json()}
            self.state.save(made=made)
        found: Json = made[name]
        return found

    async def put(self, name: str, path: str, body: Json, *, read: str | None = None) -> None:
        """`read` is where the ETag is said, if not at the path itself."""
        done: list[str] = self.state.facts.get("put", [])
        if name not in done:
            await self.door.replace(path, body, read=read)
            self.state.save(put=[*done, name])
