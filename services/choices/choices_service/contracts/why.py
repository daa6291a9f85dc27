"""Why a week cannot work, from the numbers alone: the first reasons that a person would check by hand. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date

from choices_service.contracts.assembling import Assembled
from choices_service.planning.problem import Work

Reason = tuple[str, Mapping[str, object]]
"""(code in `words.REASONS`, values)"""


def reasons(assembled: Assembled) -> list[Reason]:
    """All that are certain; where none is, the pieces do not fit together."""
    found = list(_reasons(assembled))
    return found or [("pieces", {})]


def _reasons(assembled: Assembled) -> Iterator[Reason]:
    works = assembled.problem.works
    for work in works:
        yield from _of_work(work, assembled)
    for member, room in assembled.problem.room.items():
        own = [work for work in works if member in work.minutes]
        total = sum(sum(work.minutes[member]) for work in own)
        if total > sum(room):
            yield "too-much", {"minutes": total, "room": sum(room)}
        for last in sorted({work.due for work in own if work.due is not None}):
            due = sum(sum(work.minutes[member]) for work in own if work.due is not None and work.due <= last)
            until = sum(room[: last + 1]) if last >= 0 else 0
            if due > until:
                yield "too-much-before", {"minutes": due, "room": until, "day": _day(assembled, last)}
                break
    yield from _chains(assembled)


def _of_work(work: Work, assembled: Assembled) -> Iterator[Reason]:
    title = assembled.units[work.key].title
    days = _days(work)
    if not days:
        together = len(work.minutes) > 1 or any(task.with_learner_ids for _, task in assembled.units[work.key].members)
        yield ("no-common-day" if together else "no-possible-day"), {"title": title}
        return
    for member, parts in work.minutes.items():
        most = max(assembled.problem.room[member][day] for day in days)
        if max(parts) > most:
            yield "too-long", {"title": title, "minutes": max(parts), "room": most}


def _days(work: Work) -> list[int]:
    return [day for day in work.days if work.due is None or day <= work.due]


def _chains(assembled: Assembled) -> Iterator[Reason]:
    """Works that wait for each other need a day each."""
    works = {work.key: work for work in assembled.problem.works}
    lengths: dict[str, int] = {}

    def length(key: str, seen: frozenset[str]) -> int:
        if key not in works or key in seen:
            return 0
        if key not in lengths:
            earlier = max((length(one, seen | {key}) for one in works[key].after), default=0)
            lengths[key] = works[key].parts + earlier
        return lengths[key]

    for key, work in works.items():
        needed, open_days = length(key, frozenset()), len(_days(work))
        if open_days and needed > max(open_days, _open_before(assembled, work)):
            title = assembled.units[key].title
            yield "too-few-days", {"title": title, "minutes": needed, "room": _open_before(assembled, work)}


def _open_before(assembled: Assembled, work: Work) -> int:
    """Days with room until its last possible day."""
    last = max(_days(work))
    return sum(any(room[day] for room in assembled.problem.room.values()) for day in range(last + 1))


def _day(assembled: Assembled, place: int) -> date:
    return assembled.days[min(max(place, 0), len(assembled.days) - 1)]
