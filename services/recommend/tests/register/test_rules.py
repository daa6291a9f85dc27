"""Whatever is done to a register shows, and where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from recommend_service.register.rules import BOARD, Entry, canonical, digest, hash_of, verify

START = datetime(2026, 11, 2, 8, tzinfo=UTC)
Chain = list[tuple[Entry, Any]]
CHAIN = "ab" * 32


def chained(chain_id: str, kinds_and_contents: list[tuple[str, Any]], before: str = "", first: int = 1) -> Chain:
    made: Chain = []
    for place, (kind, content) in enumerate(kinds_and_contents, first):
        one = Entry(
            chain_id=chain_id,
            position=place,
            entry_id=UUID(int=place),
            kind=kind,
            at=START + timedelta(seconds=place),
            subject_ids=(UUID(int=7),),
            content_hash=digest(canonical(content)),
            previous_hash=before,
            hash="",
        )
        before = hash_of(one)
        made.append((replace(one, hash=before), content))
    return made


def learners(number: int) -> Chain:
    return chained(CHAIN, [("outcome", {"number": place}) for place in range(number)])


def sealing(chain: Chain) -> Chain:
    head = chain[-1][0]
    return chained(BOARD, [("seal", {"heads": {CHAIN: [head.position, head.hash]}})])


def found(chain: Chain, board: Chain) -> list[tuple[str, int]]:
    return [(fault.what, fault.position) for fault in verify({CHAIN: chain, BOARD: board})]


NUMBERS = st.integers(2, 12)
VALUES: dict[str, Callable[[Entry], Any]] = {
    "kind": lambda _one: "card",
    "at": lambda one: one.at + timedelta(microseconds=1),
    "entry_id": lambda _one: UUID(int=999),
    "subject_ids": lambda _one: (),
    "content_hash": lambda _one: "0" * 64,
    "hash": lambda _one: "0" * 64,
}


@given(NUMBERS)
def test_a_register_that_nobody_touched_has_no_faults(number: int) -> None:
    assert found(learners(number), sealing(learners(number))) == []


@given(NUMBERS, st.data(), st.sampled_from(sorted(VALUES)))
def test_a_changed_entry_is_named(number: int, data: st.DataObject, name: str) -> None:
    chain = learners(number)
    place = data.draw(st.integers(0, number - 1))
    one, content = chain[place]
    chain[place] = (replace(one, **{name: VALUES[name](one)}), content)
    assert ("changed", place + 1) in found(chain, sealing(learners(number)))


@given(NUMBERS, st.data())
def test_changed_content_is_named_also_when_every_hash_was_made_anew(number: int, data: st.DataObject) -> None:
    chain = learners(number)
    board = sealing(chain)
    place = data.draw(st.integers(0, number - 1))
    touched = list(chain)
    touched[place] = (chain[place][0], {"number": -1})
    assert found(touched, board) == [("changed", place + 1)]
    forged = chained(CHAIN, [(entry.kind, content) for entry, content in touched])
    assert ("changed", number) in found(forged, board)


@given(NUMBERS, st.data())
def test_a_removed_entry_is_named_at_the_end_too(number: int, data: st.DataObject) -> None:
    chain = learners(number)
    place = data.draw(st.integers(0, number - 1))
    assert ("removed", place + 1) in found(chain[:place] + chain[place + 1 :], sealing(chain))


@given(NUMBERS, st.data())
def test_an_inserted_entry_is_named(number: int, data: st.DataObject) -> None:
    chain = learners(number)
    place = data.draw(st.integers(0, number - 1))
    one, content = chain[place]
    more = replace(one, entry_id=UUID(int=999))
    faults = verify({CHAIN: [*chain[: place + 1], (more, content), *chain[place + 1 :]], BOARD: sealing(chain)})
    assert UUID(int=999) in {fault.entry_id for fault in faults}


@given(NUMBERS, st.data())
def test_entries_that_changed_places_are_named(number: int, data: st.DataObject) -> None:
    chain = learners(number)
    first = data.draw(st.integers(0, number - 2))
    second = data.draw(st.integers(first + 1, number - 1))
    swapped = list(chain)
    swapped[first] = (replace(chain[second][0], position=first + 1), chain[second][1])
    swapped[second] = (replace(chain[first][0], position=second + 1), chain[first][1])
    places = {place for _, place in found(swapped, sealing(chain))}
    assert {first + 1, second + 1} <= places


@given(NUMBERS, st.data())
def test_what_went_lawfully_is_no_fault_and_what_went_with_it_is(number: int, data: st.DataObject) -> None:
    chain = learners(number)
    last = data.draw(st.integers(1, number))
    gone = chain[last - 1][0]
    head = chain[-1][0]
    removal = {"chain": CHAIN, "hash": gone.hash, "position": gone.position, "why": "retired"}
    board = chained(BOARD, [("seal", {"heads": {CHAIN: [head.position, head.hash]}}), ("removed", removal)])
    assert found(chain[last:], board) == []
    assert found(chain[last + 1 :], board)[:1] == [("removed", last + 1)][: number - last]
    assert found(chain[last - 1 :], board)


def test_a_chain_of_which_nothing_is_left_is_missed() -> None:
    chain = learners(3)
    assert [(fault.chain_id, fault.what) for fault in verify({BOARD: sealing(chain)})] == [(CHAIN, "removed")]


def test_minus_nothing_is_nothing() -> None:
    assert canonical({"score": -0.0, "other": 1.5}) == canonical({"other": 1.5, "score": 0.0})
