"""Keyset pages: `?limit=50&cursor=…`, an answer of `{items, nextCursor}` and `Link: <…>; rel="next"`."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from eigenwijs_shared.errors import Fault, Invalid
from eigenwijs_shared.models import UNSTORABLE, Out

MOST = 200
NOT_OURS = Invalid(
    faults=[
        Fault(
            "?cursor",
            {
                "nl": "Deze cursor kennen we niet; neem nextCursor uit het vorige antwoord.",
                "en": "This cursor is not one of ours; take nextCursor from the previous answer.",
            },
        )
    ]
)


R = TypeVar("R")
T = TypeVar("T")


class Page(Out, Generic[T]):
    """One page; `next_cursor` is null on the last."""

    items: Sequence[T]
    next_cursor: str | None


class Paging:
    """Where the asked page starts (`after`, the sort key of the last row seen) and how many rows it has."""

    def __init__(self, request: Request, response: Response, limit: int, after: list[str] | None) -> None:
        self.limit, self.after = limit, after
        self._request, self._response = request, response

    @property
    def after_id(self) -> UUID | None:
        """The last id seen, for lists that are sorted by one id."""
        if self.after is None:
            return None
        try:
            return UUID(self.after[0])
        except (ValueError, IndexError) as error:
            raise NOT_OURS from error

    @property
    def after_number(self) -> int:
        """How many were seen, for short lists that are paged by counting."""
        if self.after is None:
            return 0
        if len(self.after) != 1 or not self.after[0].isdecimal() or len(self.after[0]) > 9:
            raise NOT_OURS
        return int(self.after[0])

    def of(self, rows: Sequence[R], show: Callable[[R], T], key: Callable[[R], Sequence[Any]]) -> "Page[T]":
        """The page of `rows` (up to limit + 1 of them), each shown, with the key of the last as cursor."""
        last = key(rows[self.limit - 1]) if len(rows) > self.limit else None
        return self.page([show(row) for row in rows], last)

    def page(self, items: Sequence[T], last_key: Sequence[Any] | None) -> Page[T]:
        """`items` holds up to limit + 1 rows; `last_key` is the key of row number `limit`."""
        if len(items) <= self.limit or last_key is None:
            return Page[T](items=items[: self.limit], next_cursor=None)
        cursor = encode_cursor(last_key)
        following = self._request.url.include_query_params(cursor=cursor)
        self._response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
        return Page[T](items=items[: self.limit], next_cursor=cursor)


def encode_cursor(key: Sequence[Any]) -> str:
    """An opaque text for a sort key."""
    return base64.urlsafe_b64encode(json.dumps([str(part) for part in key]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> list[str]:
    """The sort key back; a cursor that we did not give is refused."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if isinstance(key, list) and all(isinstance(part, str) and not UNSTORABLE.search(part) for part in key):
            return key
    except (binascii.Error, ValueError, RecursionError):
        pass  # falls through to the one answer for every cursor that is not ours
    raise NOT_OURS


async def paging(
    request: Request,
    response: Response,
    limit: Annotated[int, Query(description="How many at most; clamped to 1..200")] = 50,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
) -> Paging:
    return Paging(request, response, min(max(limit, 1), MOST), decode_cursor(cursor) if cursor else None)


PageAsked = Annotated[Paging, Depends(paging)]
