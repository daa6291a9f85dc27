"""What an estimate remembers, read only where it is asked for: of a learner's thousand goals a card looks at a few."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar, overload

from recommend_service.mastery.rules import Shown, Try

T_co = TypeVar("T_co", covariant=True)


class Kept(Sequence[T_co], Generic[T_co]):
    """As the tuple that it is read as; `said` is JSON, a list of lists."""

    __slots__ = ("_found", "_read", "_said")

    def __init__(self, said: str, read: Callable[[Sequence[Any]], T_co]) -> None:
        self._said, self._read = said, read
        self._found: tuple[T_co, ...] | None = None

    def _all(self) -> tuple[T_co, ...]:
        if self._found is None:
            self._found = tuple(map(self._read, json.loads(self._said)))
        return self._found

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> T_co: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[T_co]: ...
    def __getitem__(self, place: int | slice) -> T_co | Sequence[T_co]:
        return self._all()[place]

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Kept) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


def tries_of(said: str) -> Kept[Try]:
    return Kept(said, _try)


def shown_of(said: str) -> Kept[Shown]:
    return Kept(said, _shown)


def _try(one: Sequence[Any]) -> Try:
    form, level, success = one
    return Try(form, level, success)


def _shown(one: Sequence[Any]) -> Shown:
    proof, level, at = one
    return Shown(proof, level, datetime.fromisoformat(at))
