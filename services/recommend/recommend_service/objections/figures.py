"""How a board does with objections: how many are open, how soon they are decided, and how many are upheld. Pure.

A number is there only where at least ten learners are in it; and not where it would follow from the total and the
others, so that what was left out cannot be reckoned back.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from statistics import median, quantiles
from typing import Protocol
from uuid import UUID

from recommend_service.objections.schemas import FigureOut, FiguresOut

LEAST = 10
"""Learners (k), as everywhere where a board counts."""


class Raised(Protocol):
    @property
    def learner_id(self) -> UUID: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def raised_at(self) -> datetime: ...
    @property
    def closed_at(self) -> datetime | None: ...


def figures_of(rows: Sequence[Raised], days: int) -> FiguresOut:
    """The total and, by name, every subject of which something may be told."""
    shown_open, shown_decided = _shown(rows, _is_open), _shown(rows, _is_decided)
    subjects = sorted(name for name in shown_open | shown_decided if name is not None)
    return FiguresOut(
        days=days,
        least_learners=LEAST,
        total=_figure(None, rows, is_open=True, is_decided=True),
        subjects=[
            _figure(
                name,
                [row for row in rows if row.subject == name],
                is_open=name in shown_open,
                is_decided=name in shown_decided,
            )
            for name in subjects
        ],
    )


def _is_open(row: Raised) -> bool:
    return row.status == "open"


def _is_decided(row: Raised) -> bool:
    return row.status in {"upheld", "dismissed"}


def _shown(rows: Iterable[Raised], is_in: Callable[[Raised], bool]) -> set[str | None]:
    """The subjects with enough learners; of what is left over there is nothing, or enough as well."""
    learners: dict[str | None, set[UUID]] = {}
    for row in rows:
        if is_in(row):
            learners.setdefault(row.subject, set()).add(row.learner_id)
    ranked = sorted(learners, key=lambda name: (len(learners[name]), name or ""))
    hidden = {name for name in ranked if len(learners[name]) < LEAST or name is None}
    for name in ranked:
        together = set[UUID]().union(*(learners[one] for one in hidden))
        if not hidden or len(together) >= LEAST:
            break
        hidden.add(name)
    return set(learners) - hidden


def _figure(subject: str | None, rows: Sequence[Raised], *, is_open: bool, is_decided: bool) -> FigureOut:
    waiting, decided = [row for row in rows if _is_open(row)], [row for row in rows if _is_decided(row)]
    tells = is_decided and _many(decided)
    hours = [(row.closed_at - row.raised_at).total_seconds() / 3600 for row in decided if row.closed_at is not None]
    return FigureOut(
        subject=subject,
        open=len(waiting) if is_open and _many(waiting) else None,
        decided=len(decided) if tells else None,
        median_hours=round(median(hours), 2) if tells else None,
        p90_hours=round(quantiles(hours, n=10, method="inclusive")[-1], 2) if tells else None,
        share_upheld=round(sum(row.status == "upheld" for row in decided) / len(decided), 4) if tells else None,
    )


def _many(rows: Iterable[Raised]) -> bool:
    return len({row.learner_id for row in rows}) >= LEAST
