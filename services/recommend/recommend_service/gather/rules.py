"""Which card waits while a group is together, and is there again afterwards. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from eigenwijs_shared.gathering import Gathering

RETURNS_FOR = timedelta(minutes=10)
"""So long after the end the card that was there is there again: time to go back to one's place and look."""


def waits_through(offered_at: datetime, gatherings: Iterable[Gathering], now: datetime) -> Gathering | None:
    """The gathering through which a card of that moment waits: of that same day, running or over just now."""
    found = [
        one
        for one in gatherings
        if one.began_at <= now < one.until + RETURNS_FOR
        and offered_at < one.until
        and offered_at.date() == one.began_at.date()
    ]
    return max(found, key=lambda one: (one.began_at, one.gather_id), default=None)


def learnt_apart(moments: Iterable[datetime], gathering: Gathering) -> bool:
    """Did the learner do something of its own, before the group was called or since? What all did together counts
    for the estimates at once, but does not take the waiting card away."""
    return any(not gathering.began_at <= one < gathering.until for one in moments)
