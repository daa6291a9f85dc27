"""What a learner did and chose lately, as cards' worth of work. Pure."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

IN_A_ROW = 3
"""Cards' worth of one form, after which another form leads: variety is for everyone."""
_LOOKED_AT, _KNOWN = 8, 4
_ENOUGH_TOGETHER = 0.25
"""Of what was done lately; with less of it, doing something together counts for more."""


@dataclass(frozen=True, slots=True)
class Past:
    """An activity done lately; the newest last."""

    activity_id: UUID
    form: str


def worth(past: Sequence[Past], chosen: Sequence[Past]) -> list[Past]:
    """One for each card's worth, the newest last: several tries at one activity in a row are one."""
    every = [*past, *chosen]
    return [one for place, one in enumerate(every) if not place or every[place - 1].activity_id != one.activity_id]


def worn_form(past: Sequence[Past], chosen: Sequence[Past]) -> str | None:
    """The form of all of the last ones, if they had the same."""
    last = {one.form for one in worth(past, chosen)[-IN_A_ROW:]}
    return last.pop() if len(last) == 1 and len(worth(past, chosen)) >= IN_A_ROW else None


def on_its_own(past: Sequence[Past], chosen: Sequence[Past], company: Mapping[UUID, str]) -> float:
    """1 where nothing lately was done with others, 0 where enough was, or where too little is known."""
    known = [company[one.activity_id] for one in worth(past, chosen) if one.activity_id in company][-_LOOKED_AT:]
    if len(known) < _KNOWN:
        return 0.0
    together = sum(one != "solo" for one in known) / len(known)
    return max(0.0, 1 - together / _ENOUGH_TOGETHER)


def not_done_yet(chosen: Sequence[UUID], done: Container[UUID], forms: Mapping[UUID, str]) -> tuple[Past, ...]:
    """What was chosen since something chosen was done, of `chosen` from the newest on; at most what is looked at."""
    waiting: list[Past] = []
    for activity_id in chosen[:IN_A_ROW]:
        if activity_id in done:
            break
        if activity_id in forms:  # it may have been retired since
            waiting.append(Past(activity_id, forms[activity_id]))
    return tuple(reversed(waiting))
