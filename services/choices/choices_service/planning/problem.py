"""A week to plan, as numbers: what the solver is asked, and what it answers. Pure, and small enough to send as JSON.

Days are places 0, 1, … of the period. A work is something to do, by one member or by several together, in one part or
in several on different days. Minutes are per member, as some have extra time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Relief = Literal["leave-out", "minutes", "later"]
"""What may give way: works may stay out, days may get more minutes, due days may be missed."""
Wish = Literal["plan", "least-change", "mend"]
State = Literal["best", "within", "impossible", "unknown"]


@dataclass(frozen=True, slots=True)
class Work:
    """`now` is where its parts are, or are wished; `after` are works whose last part comes on an earlier day."""

    key: str
    minutes: Mapping[str, Sequence[int]]
    days: Sequence[int]
    due: int | None = None
    after: Sequence[str] = ()
    now: Sequence[int] | None = None
    fixed: bool = False
    worth: int = 1
    subject: str = ""

    @property
    def parts(self) -> int:
        return len(next(iter(self.minutes.values())))


@dataclass(frozen=True, slots=True)
class Problem:
    """`room` are each member's free minutes by day; the same problem and seed give the same answer."""

    room: Mapping[str, Sequence[int]]
    works: Sequence[Work]
    wish: Wish = "plan"
    reliefs: Sequence[Relief] = ()
    seed: int = 0
    seconds: float = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """`days` of each work that is in; `gap` is how much better (0..1) a plan might be at most; `best` is proven.

    `extra` are minutes that had to be added, by member and day.
    """

    state: State
    gap: float = 0.0
    cost: float = 0.0
    bound: float = 0.0
    days: Mapping[str, Sequence[int]] = field(default_factory=dict)
    left_out: Sequence[str] = ()
    extra: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        return self.state in {"best", "within"}


def written(one: Problem | Answer) -> dict[str, Any]:
    """As JSON can hold it."""
    return asdict(one)


def read_problem(said: Mapping[str, Any]) -> Problem:
    return Problem(**{**said, "works": [Work(**work) for work in said["works"]]})


def read_answer(said: Mapping[str, Any]) -> Answer:
    extra = {member: {int(day): more for day, more in days.items()} for member, days in said["extra"].items()}
    return Answer(**{**said, "extra": extra})


def split(problem: Problem) -> list[Problem]:
    """The same problem as parts that do not touch each other: members who do nothing together are planned apart."""
    groups = {member: {member} for member in problem.room}
    for work in problem.works:
        together = set().union(*(groups[member] for member in work.minutes))
        groups.update(dict.fromkeys(together, together))
    separate = {min(group): group for group in groups.values()}
    return [
        Problem(
            {member: problem.room[member] for member in sorted(group)},
            [work for work in problem.works if next(iter(work.minutes)) in group],
            problem.wish,
            problem.reliefs,
            problem.seed,
            problem.seconds,
        )
        for _, group in sorted(separate.items())
    ]


def joined(answers: Sequence[Answer]) -> Answer:
    """The answers to the parts as one: as good as its worst."""
    order: tuple[State, ...] = ("best", "within", "unknown", "impossible")
    cost, bound = sum(one.cost for one in answers), sum(one.bound for one in answers)
    return Answer(
        max((one.state for one in answers), key=order.index, default="best"),
        gap_of(cost, bound),
        cost,
        bound,
        {key: days for one in answers for key, days in one.days.items()},
        [key for one in answers for key in one.left_out],
        {member: days for one in answers for member, days in one.extra.items()},
    )


def gap_of(cost: float, bound: float) -> float:
    return max(0.0, (cost - bound) / cost) if cost > 0 else 0.0
