"""The forms of what comes in and what goes out: lowerCamelCase, strict in, nothing unsaid."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

_RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class In(BaseModel):
    """A request body: unknown fields are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)


class Out(BaseModel):
    """An answer; built from rows or objects by their attributes."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, from_attributes=True, serialize_by_alias=True, frozen=True
    )


def _rfc3339(value: Any) -> Any:
    # pydantic alone also takes 1700000000 and "12"; a client that sends those has a bug that should surface.
    if isinstance(value, datetime) or (isinstance(value, str) and _RFC3339.fullmatch(value)):
        return value
    raise PydanticCustomError("time_form", "not an RFC 3339 time")


def _iso_day(value: Any) -> Any:
    # pydantic alone also takes a number, as seconds since 1970.
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # 2026-02-30: falls through to the one answer
    raise PydanticCustomError("date_form", "not a date")


def _within_calendar(value: date) -> date:
    if value in {date.min, date.max}:
        raise PydanticCustomError("edge_of_calendar", "the first or last day that there is")
    return value


_EDGES = {datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)}


def _in_utc(value: datetime) -> datetime:
    try:
        moment = value.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("time_form", "not a time that UTC knows") from error
    if moment in _EDGES:
        raise PydanticCustomError("edge_of_calendar", "the first or last moment that there is")
    return moment


def _not_in_future(value: datetime) -> datetime:
    if value > datetime.now(UTC) + timedelta(minutes=5):
        raise PydanticCustomError("time_in_future", "lies in the future")
    return value


UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL cannot hold U+0000 in text, and a lone surrogate is no character at all."""


def _storable(value: str) -> str:
    if UNSTORABLE.search(value):
        raise PydanticCustomError("string_unicode", "has characters that cannot be stored")
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_rfc3339), AfterValidator(_in_utc)]
"""In UTC. The first and the last that there are are refused, for times as for days: asyncpg writes those as infinite,
and reads them back without a zone, after which they compare with no other time."""
PastTime = Annotated[Time, AfterValidator(_not_in_future)]
"""Already happened, give or take five minutes of a clock that runs ahead."""
Day = Annotated[date, BeforeValidator(_iso_day), AfterValidator(_within_calendar)]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict(), AfterValidator(_storable)]
NOT_BLANK = r"\S"
Line = Annotated[Text, Field(min_length=1, max_length=200, pattern=NOT_BLANK)]
"""One line of text."""
Paragraph = Annotated[Text, Field(min_length=1, max_length=4000, pattern=NOT_BLANK)]
