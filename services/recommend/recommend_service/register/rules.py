"""What an entry is, how it is hashed, and how a chain is checked. Pure."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

BOARD = "board"
"""The chain of what concerns the whole board."""
GENESIS = ""
LEAST_DAYS, USUAL_DAYS = 183, 730

What = Literal["changed", "removed", "inserted", "moved"]
_NEGATIVE_ZERO = re.compile(r"-0\.0(?![0-9e])")
CARD_FIELDS = (
    *("card_id", "learner_id", "asked", "subject", "offered_at", "basis", "policy", "goals", "options", "dial"),
    *("missing", "rule_versions", "surprise_option_id", "surprise_propensity", "own_idea_allowed"),
    *("opt_out_allowed", "inputs", "needs", "unmet_needs"),
)
"""What of a card is hashed. Never changes: a card with more gets a list, and a kind of entry, of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    chain_id: str
    position: int
    entry_id: UUID
    kind: str
    at: datetime
    subject_ids: tuple[UUID, ...]
    content_hash: str
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """`entry_id` of the entry that is wrong; None where it is no longer there, at that position."""

    chain_id: str
    position: int
    entry_id: UUID | None
    what: What


@dataclass(slots=True)
class Marks:
    """What the board's chain says of the others: heads that were sealed, and how far they were lawfully removed."""

    sealed: dict[str, dict[int, str]] = field(default_factory=dict)
    removed: dict[str, tuple[int, str]] = field(default_factory=dict)

    def read(self, kind: str, content: Mapping[str, Any]) -> None:
        if kind == "seal":
            for chain_id, (position, hashed) in content["heads"].items():
                self.sealed.setdefault(chain_id, {})[position] = hashed
        if kind == "removed":
            before = self.removed.get(content["chain"], (0, GENESIS))
            self.removed[content["chain"]] = max(before, (content["position"], content["hash"]))


def canonical(content: Any) -> str:
    """The same text for the same content, also after a stay in the database, which has no negative zero."""
    told = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return _NEGATIVE_ZERO.sub("0.0", told)


def card_content(values: Mapping[str, Any]) -> dict[str, Any]:
    """Of a row of `card`, as it goes in or as it comes out."""
    return {name: values[name] for name in CARD_FIELDS}


def _plain(value: Any) -> str:
    return moment(value) if isinstance(value, datetime) else str(value)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(entry: Entry) -> str:
    """Over all of an entry but the hash itself; the database says the same of what it removes (0008.sql)."""
    parts = (entry.previous_hash, entry.chain_id, str(entry.position), str(entry.entry_id), entry.kind)
    subjects = " ".join(map(str, entry.subject_ids))
    return digest("\n".join([*parts, moment(entry.at), subjects, entry.content_hash]))


def verify_chain(entries: Iterable[tuple[Entry, str | None]], marks: Marks, chain_id: str) -> Iterator[Fault]:
    """The faults of one chain; `entries` as they lie there, each with the hash of its content as it is now."""
    position, before = marks.removed.get(chain_id, (0, GENESIS))
    sealed = {at: said for at, said in marks.sealed.get(chain_id, {}).items() if at > position}
    for entry, found in entries:
        if entry.position != position + 1:
            what: What = "removed" if entry.position > position + 1 else "inserted"
            yield Fault(chain_id, position + 1 if what == "removed" else entry.position, _lost(entry, what), what)
        elif entry.previous_hash != before:
            yield Fault(chain_id, entry.position, entry.entry_id, "moved")
        if not _is_whole(entry, found, sealed.pop(entry.position, entry.hash)):
            yield Fault(chain_id, entry.position, entry.entry_id, "changed")
        position, before = entry.position, entry.hash
    # Of a tail that is gone only its seal knows.
    yield from (Fault(chain_id, at, None, "removed") for at in sorted(sealed))


def _lost(entry: Entry, what: What) -> UUID | None:
    return None if what == "removed" else entry.entry_id


def _is_whole(entry: Entry, found: str | None, sealed: str) -> bool:
    return found == entry.content_hash and hash_of(entry) == entry.hash == sealed


def verify(chains: Mapping[str, Sequence[tuple[Entry, Any]]]) -> list[Fault]:
    """All chains of a board at once, each entry with its content (None: it is gone)."""
    marks = Marks()
    for entry, content in chains.get(BOARD, ()):
        if content is not None:
            marks.read(entry.kind, content)
    names = sorted({*chains, *marks.sealed})
    hashed = {
        name: [(entry, None if content is None else digest(canonical(content))) for entry, content in chains[name]]
        for name in chains
    }
    return [fault for name in names for fault in verify_chain(hashed.get(name, ()), marks, name)]
